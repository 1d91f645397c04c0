import { Field, InputType } from 'type-graphql';
import { BadUserInput } from '#kit/errors/domain-error.js';
import { symbolName } from '#kit/graphql/input.js';
import { DateScalar } from '#kit/graphql/scalars.js';
import { AssetClass, DataInterval, IngestionKind } from '#schema/generated/enums.js';
import type { CollectRequest } from './collection.js';

@InputType('CollectMarketDataInput', { description: 'What to ask of a provider.' })
export class CollectMarketDataInput {
  @Field(() => [String], {
    description:
      '1 to 100 symbols, in any case; for ECONOMIC the codes of economic series, or currency pairs as EUR/USD for their rate now.',
  })
  symbols!: string[];

  @Field(() => [IngestionKind], {
    nullable: true,
    description: 'What kinds of data; bars when absent. ECONOMIC goes alone, as its symbols are codes of series.',
  })
  kinds?: IngestionKind[] | null;

  @Field(() => DataInterval, { nullable: true, defaultValue: DataInterval.DAILY, description: 'Of which bars.' })
  interval?: DataInterval | null;

  @Field(() => DateScalar, {
    nullable: true,
    description:
      'The first day, of bars and news. Without `from` and `to`, bars are asked for from the last one that is stored.',
  })
  from?: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'The last day, itself included.' })
  to?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'A name from `dataProviders`; the first healthy provider that serves the kind when absent.',
  })
  provider?: string | null;

  @Field(() => AssetClass, {
    nullable: true,
    description: 'What kind of things symbols are that are new; guessed from each symbol when absent.',
  })
  assetClass?: AssetClass | null;
}

const MAX_SYMBOLS = 100;
const DAY_MS = 86_400_000;
const ECONOMIC_CODE = /^[A-Z0-9][A-Z0-9_-]{0,59}$/;
const CURRENCY_PAIR = /^[A-Z0-9]{2,10}\/[A-Z0-9]{2,10}$/;

/** @throws BadUserInput for lists that are too long or empty, for what is no symbol or code, and for reversed dates */
export function toCollectRequest(input: CollectMarketDataInput): CollectRequest {
  const { from, to } = input;
  const kinds = [...new Set(input.kinds ?? [IngestionKind.BARS])];
  if (kinds.length === 0) throw new BadUserInput('kinds: expected at least one, found none; leave it out for bars.');
  const isEconomic = kinds.includes(IngestionKind.ECONOMIC);
  if (isEconomic && kinds.length > 1) {
    throw new BadUserInput(
      `kinds: expected ECONOMIC alone, as its symbols are codes of series, found ${kinds.join(', ')}.`,
    );
  }
  const symbols = [...new Set(input.symbols.map(isEconomic ? economicCode : (name) => symbolName('symbols', name)))];
  if (symbols.length < 1 || symbols.length > MAX_SYMBOLS) {
    throw new BadUserInput(`symbols: expected 1 to ${MAX_SYMBOLS}, found ${symbols.length}.`, { most: MAX_SYMBOLS });
  }
  if (from != null && to != null && from > to) {
    throw new BadUserInput(`from, to: expected from not after to, found ${from} and ${to}.`, { from, to });
  }
  return {
    ...{ symbols, kinds, interval: input.interval ?? DataInterval.DAILY, assetClass: input.assetClass ?? null },
    from: from == null ? null : Date.parse(from),
    to: to == null ? null : Date.parse(to) + DAY_MS - 1,
    provider: input.provider ?? null,
  };
}

function economicCode(value: string): string {
  const code = value.trim().toUpperCase();
  if (ECONOMIC_CODE.test(code) || CURRENCY_PAIR.test(code)) return code;
  throw new BadUserInput(
    `symbols: expected codes of economic series, as REAL_GDP or EUR/USD, found "${value.slice(0, 40)}".`,
  );
}
