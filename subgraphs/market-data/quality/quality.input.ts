import { ArgsType, Field, ID, InputType, Int } from 'type-graphql';
import { BadUserInput } from '#kit/errors/domain-error.js';
import { symbolName, text } from '#kit/graphql/input.js';
import { pageSize } from '#kit/graphql/pagination.js';
import { DateTimeScalar } from '#kit/graphql/scalars.js';
import { AnomalyType, DataQualitySeverity, DataQualityStatus } from '#schema/generated/enums.js';
import type { QualityEventFilter } from './quality.js';

const MAX_SYMBOLS = 1_000;
const MAX_RESOLUTION_LENGTH = 2_000;

@InputType('DataQualityEventFilter', { description: 'Which events; all that is given must hold.' })
export class DataQualityEventFilterInput {
  @Field(() => [String], { nullable: true, description: 'Of these instruments; at most 1,000.' })
  symbols?: string[] | null;

  @Field(() => DataQualitySeverity, { nullable: true, description: 'Of this severity or a graver one.' })
  minSeverity?: DataQualitySeverity | null;

  @Field(() => DataQualityStatus, { nullable: true, description: 'Of this status.' })
  status?: DataQualityStatus | null;

  @Field(() => [AnomalyType], { nullable: true, description: 'Of any of these types.' })
  anomalyTypes?: AnomalyType[] | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Of bars at this time or later.' })
  from?: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Of bars at this time or earlier.' })
  to?: string | null;
}

@ArgsType()
export class DataQualityEventPageArgs {
  @Field(() => DataQualityEventFilterInput, { nullable: true, description: 'Which ones; all when absent.' })
  filter?: DataQualityEventFilterInput | null;

  @Field(() => Int, { nullable: true, defaultValue: 20, description: '1 to 100.' })
  first?: number | null;

  @Field(() => String, { nullable: true, description: 'The cursor after which the page begins.' })
  after?: string | null;
}

@InputType('ResolveDataQualityEventInput', { description: 'How an event is settled.' })
export class ResolveDataQualityEventInput {
  @Field(() => ID, { description: 'Which event.' })
  eventId!: string;

  @Field(() => String, { description: 'What was found out and done; at most 2,000 characters.' })
  resolution!: string;

  @Field(() => Boolean, {
    nullable: true,
    defaultValue: false,
    description: 'Leave the bar out of backtests and datasets from now on.',
  })
  quarantine?: boolean | null;
}

/** @throws BadUserInput for bounds that are reversed, too many symbols, and a page size that is none */
export function toEventPageRequest({ filter, first, after }: DataQualityEventPageArgs) {
  return { filter: toEventFilter(filter), first: pageSize(first, 20), after: after ?? null };
}

/** @throws BadUserInput for a text that is empty or too long */
export function toResolveRequest({ eventId, resolution, quarantine }: ResolveDataQualityEventInput) {
  return {
    eventId: text('eventId', eventId, 100),
    resolution: text('resolution', resolution, MAX_RESOLUTION_LENGTH),
    quarantine: quarantine ?? false,
  };
}

function toEventFilter(input: DataQualityEventFilterInput | null | undefined): QualityEventFilter {
  const { symbols, minSeverity, status, anomalyTypes, from, to } = input ?? {};
  if (from != null && to != null && from > to) {
    throw new BadUserInput(`from, to: expected from not after to, found ${from} and ${to}.`, { from, to });
  }
  if (symbols != null && symbols.length > MAX_SYMBOLS) {
    throw new BadUserInput(`symbols: expected at most ${MAX_SYMBOLS}, found ${symbols.length}.`);
  }
  return {
    symbols: symbols?.map((symbol) => symbolName('symbols', symbol)) ?? null,
    minSeverity: minSeverity ?? null,
    status: status ?? null,
    anomalyTypes: anomalyTypes == null ? null : [...new Set(anomalyTypes)],
    from: from ?? null,
    to: to ?? null,
  };
}
