import { Field, Float, InputType } from 'type-graphql';
import { symbolName, text } from '#kit/graphql/input.js';
import { DateTimeScalar } from '#kit/graphql/scalars.js';
import { AssetClass, DataInterval } from '#schema/generated/enums.js';
import type { ImportRequest, IngestRequest } from './ingestion.js';
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
