/** A bar that was given and cannot be: a price of it is 0 or less. */
export interface RejectedBar {
  /** Epoch milliseconds, UTC. */
  readonly timestamp: number;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  readonly volume: number;
  readonly adjustedClose: number;
}

/** What became of given bars that were not written, or not as they came. */
export interface GivenBars {
  /** Given bars that a later given one with the same timestamp replaced. */
  readonly duplicates: number;
  /** The timestamps that were given more than once, in order, each as often as it came again; the first 10,000 of them. */
  readonly duplicateTimestamps: readonly number[];
  /** Given bars that equal one that is held out. */
  readonly heldOut: number;
  /** Given bars with a price of 0 or less, in the order in which they came; the first 10,000 of them. */
  readonly rejected: readonly RejectedBar[];
  /** How many there are in all. */
  readonly rejectedCount: number;
}

/** How many rejected bars, and how many duplicate timestamps, a result lists. */
export const MAX_LISTED = 10_000;
