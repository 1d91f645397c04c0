/** What a number is written as. `foreign` is money in another currency than the dollar: no fact is. */
export type NumberKind =
  | 'plain'
  | 'percent'
  | 'points'
  | 'basisPoints'
  | 'money'
  | 'foreign'
  | 'times'
  | 'duration'
  | 'date';

export type DurationUnit = 'minute' | 'hour' | 'day' | 'tradingDay' | 'bar' | 'week' | 'month' | 'year' | 'decade';

/** A calendar date to the precision that it is written with. */
export interface WrittenDate {
  readonly year: number;
  readonly month?: number;
  readonly day?: number;
}

/** A number as it stands in the prose: `value` in the unit that it is written in, `resolution` one unit of its last written place. */
export interface ReadNumber {
  readonly start: number;
  readonly end: number;
  readonly kind: NumberKind;
  readonly value: number;
  readonly resolution: number;
  readonly duration?: DurationUnit;
  readonly date?: WrittenDate;
  /** Four digits that may be a year. */
  readonly yearLike?: boolean;
  /** "no" and "one" are numbers only in front of something that is counted. */
  readonly conditional?: 'no' | 'one';
  /** A place in an order: not a claim. */
  readonly ordinal?: true;
}
