import { ArgsType, Field, Int } from 'type-graphql';
import { DateScalar } from '#kit/graphql/scalars.js';
import { RegimeMethod } from '#schema/generated/enums.js';
import { badLookback, datesReversed } from './regime.errors.js';
import {
  DEFAULT_LOOKBACK_BARS,
  MAX_LOOKBACK_BARS,
  MIN_LOOKBACK_BARS,
  type RegimeHistoryRequest,
  type RegimeRequest,
} from './regime.js';

@ArgsType()
export class RegimeArgs {
  @Field(() => DateScalar, {
    nullable: true,
    description: 'The last bar up to this day, itself included, is used; the newest one when absent.',
  })
  asOf?: string | null;

  @Field(() => Int, {
    nullable: true,
    defaultValue: DEFAULT_LOOKBACK_BARS,
    description:
      'Over how many days with a bar (sessions, not calendar days) trailingReturn, annualisedVolatility and maxDrawdown are taken: 5 to 3650. The method RULES decides by these three; the hidden Markov model looks at the 120 and 20 sessions of its own features.',
  })
  lookbackDays?: number | null;

  @Field(() => RegimeMethod, {
    nullable: true,
    defaultValue: RegimeMethod.HIDDEN_MARKOV_MODEL,
    description: 'How the regime is found.',
  })
  method?: RegimeMethod | null;
}

@ArgsType()
export class RegimeHistoryArgs {
  @Field(() => DateScalar, { nullable: true, description: 'The first day; from the first regime on when absent.' })
  from?: string | null;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'The last day, itself included; to the newest bar when absent.',
  })
  to?: string | null;

  @Field(() => RegimeMethod, {
    nullable: true,
    defaultValue: RegimeMethod.HIDDEN_MARKOV_MODEL,
    description: 'How the regimes are found.',
  })
  method?: RegimeMethod | null;
}

/** @throws BadUserInput for less than 5 or more than 3650 days */
export function toRegimeRequest({ asOf, lookbackDays, method }: RegimeArgs): RegimeRequest {
  const lookbackBars = lookbackDays ?? DEFAULT_LOOKBACK_BARS;
  if (lookbackBars < MIN_LOOKBACK_BARS || lookbackBars > MAX_LOOKBACK_BARS) throw badLookback(lookbackBars);
  return { asOf: midnight(asOf), lookbackBars, method: method ?? RegimeMethod.HIDDEN_MARKOV_MODEL };
}

/** @throws BadUserInput for reversed dates */
export function toRegimeHistoryRequest({ from, to, method }: RegimeHistoryArgs): RegimeHistoryRequest {
  if (from != null && to != null && from > to) throw datesReversed(from, to);
  return { from: midnight(from), to: midnight(to), method: method ?? RegimeMethod.HIDDEN_MARKOV_MODEL };
}

function midnight(date: string | null | undefined): number | null {
  return date == null ? null : Date.parse(date);
}
