/**
 * How a market's intraday bars fall into days, and where in a day buckets begin. A bar at t stands on the market's clock
 * at t + offset; its day is the one in which that lies, days beginning at `dayStartMs`.
 */
export interface SessionRule {
  /** Names the rule where its results are kept: two rules of one name must be the same. */
  readonly name: string;
  /** The market's clock minus UTC, from each time on (epoch milliseconds, ascending); 0 before the first. */
  readonly clock: readonly { readonly from: number; readonly offsetMs: number }[];
  /** When a day begins, in milliseconds from midnight on the market's clock; −7 hours is 17:00 on the day before. */
  readonly dayStartMs: number;
  /**
   * Where within a day intraday buckets begin anew, in milliseconds from midnight on the market's clock, ascending: the
   * open, the close. No bucket crosses one of them, or the start of a day. Before the first they are counted back from it.
   */
  readonly anchorsMs: readonly [number, ...number[]];
}

/** Days of the UTC calendar: what trades around the clock, and bars that are dated by their day already. */
export const UTC_DAYS: SessionRule = { name: 'UTC', clock: [], dayStartMs: 0, anchorsMs: [0] };
