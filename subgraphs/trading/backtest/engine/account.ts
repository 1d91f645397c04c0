/** The money and the positions of a run. One element per symbol in the arrays. */
export interface Account {
  cash: number;
  openCount: number;
  /** Commission paid so far, of open positions too. */
  commission: number;
  /** Bought and sold amounts so far, at fill prices. */
  traded: number;
  borrowCost: number;
  /** Below 0 for a short, 0 for none. */
  readonly units: Float64Array;
  readonly entryPrice: Float64Array;
  readonly entryAt: Float64Array;
  readonly entryCommission: Float64Array;
  /** The price that a symbol is valued at now: the bar's open while orders fill there, else its last close. */
  readonly price: Float64Array;
  /** The most favourable of the entry price and the closes since: what a trailing stop follows. */
  readonly bestPrice: Float64Array;
}

export function openAccount(cash: number, symbolCount: number): Account {
  return {
    cash,
    openCount: 0,
    commission: 0,
    traded: 0,
    borrowCost: 0,
    units: new Float64Array(symbolCount),
    entryPrice: new Float64Array(symbolCount),
    entryAt: new Float64Array(symbolCount),
    entryCommission: new Float64Array(symbolCount),
    price: new Float64Array(symbolCount),
    bestPrice: new Float64Array(symbolCount),
  };
}
