/** Why a trade was closed. A column of trades holds the index into this list. */
export const EXIT_REASONS = [
  'SIGNAL',
  'STOP_LOSS',
  'TRAILING_STOP',
  'TAKE_PROFIT',
  'DRAWDOWN_HALT',
  'LIQUIDATION',
  'END_OF_DATA',
] as const;
export type ExitReason = (typeof EXIT_REASONS)[number];

/** Why an order was rejected. A column of orders holds the index into this list; NONE for an order that was not. */
export const REJECT_REASONS = [
  'NONE',
  /** The money for the order comes to less than one unit (or nothing, with fractional units). */
  'LESS_THAN_ONE_UNIT',
  /** The amount with its commission is above the free margin. */
  'INSUFFICIENT_MARGIN',
  /** As many positions are open as the risk settings allow. */
  'MAX_OPEN_POSITIONS',
] as const;
export type RejectReason = (typeof REJECT_REASONS)[number];

export function exitReasonCode(reason: ExitReason): number {
  return EXIT_REASONS.indexOf(reason);
}

export function rejectReasonCode(reason: RejectReason): number {
  return REJECT_REASONS.indexOf(reason);
}
