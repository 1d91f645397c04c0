/** A signal in a column of signals, one element per bar. */
export const BUY = 1;
export const SELL = -1;
export const HOLD = 0;
