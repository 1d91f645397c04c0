import { Field, Float, InputType } from 'type-graphql';
import { BadUserInput } from '#kit/errors/domain-error.js';
import { symbolName, text } from '#kit/graphql/input.js';
import { DateScalar, DateTimeScalar } from '#kit/graphql/scalars.js';
import { AssetClass, DataInterval, IngestionKind } from '#schema/generated/enums.js';
import type { CollectRequest, ImportRequest, IngestRequest } from './ingestion.js';
import { toBarRows } from './to-bar-rows.js';

@InputType('BarInput', { description: 'One bar.' })
export class BarInput {
  @Field(() => DateTimeScalar, {
    description: 'When the interval began. Daily and longer bars are stored at midnight UTC of that day.',
  })
  timestamp!: string;

  @Field(() => Float, { description: 'The first price. A bar with a price of 0 or less is rejected, and told of.' })
  open!: number;

  @Field(() => Float, { description: 'The highest price.' })
  high!: number;

  @Field(() => Float, { description: 'The lowest price.' })
  low!: number;

  @Field(() => Float, { description: 'The last price.' })
  close!: number;

  @Field(() => Float, { description: 'How many units were traded; 0 or more.' })
  volume!: number;

  @Field(() => Float, {
    nullable: true,
    description: 'Close adjusted for splits and dividends; the close when absent.',
  })
  adjustedClose?: number | null;
}

@InputType('IngestBarsInput', {
  description: 'Bars of one instrument, to be added or to replace those at their times.',
})
export class IngestBarsInput {
  @Field(() => String, { description: 'Of which instrument.' })
  symbol!: string;

  @Field(() => DataInterval, { nullable: true, defaultValue: DataInterval.DAILY, description: 'Of which interval.' })
  interval?: DataInterval | null;

  @Field(() => AssetClass, {
    nullable: true,
    defaultValue: AssetClass.STOCK,
    description: 'What kind of thing it is, when the symbol is new; what is known of a symbol stays.',
  })
  assetClass?: AssetClass | null;

  @Field(() => [BarInput], { description: 'At most 10,000 a call. Of two with one time the last one wins.' })
  bars!: BarInput[];
}

@InputType('ImportBarsInput', { description: 'A file of bars of one instrument.' })
export class ImportBarsInput {
  @Field(() => String, {
    description: 'A CSV or Parquet file below the configured import folder; a path that leaves it is refused.',
  })
  file!: string;

  @Field(() => String, {
    description: 'Of which instrument. Of a file with a column `symbol` only the rows of this one are taken.',
  })
  symbol!: string;

  @Field(() => DataInterval, { nullable: true, defaultValue: DataInterval.DAILY, description: 'Of which interval.' })
  interval?: DataInterval | null;

  @Field(() => AssetClass, {
    nullable: true,
    defaultValue: AssetClass.STOCK,
    description: 'What kind of thing it is, when the symbol is new; what is known of a symbol stays.',
  })
  assetClass?: AssetClass | null;
}

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

/** @throws BadUserInput for what is no symbol, or for bars that cannot be */
export function toIngestRequest(input: IngestBarsInput): IngestRequest {
  const series = toSeries(input);
  return { ...series, bars: toBarRows(input.bars, series.interval) };
}

/** @throws BadUserInput for what is no symbol, or no path */
export function toImportRequest(input: ImportBarsInput): ImportRequest {
  return { ...toSeries(input), file: text('file', input.file, 1_000) };
}

function toSeries({ symbol, interval, assetClass }: Pick<IngestBarsInput, 'symbol' | 'interval' | 'assetClass'>) {
  return {
    symbol: symbolName('symbol', symbol),
    interval: interval ?? DataInterval.DAILY,
    assetClass: assetClass ?? AssetClass.STOCK,
  };
}
