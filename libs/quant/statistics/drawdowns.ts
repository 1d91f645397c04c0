/** The drawdowns of an equity curve in the order of time, as columns of equal length. */
export interface Drawdowns {
  readonly count: number;
  /** Index of the last point at the old peak; −1 when that peak is the initial value, before the first point. */
  readonly start: Int32Array;
  /** Index of the lowest point (the first, when several are equally low). */
  readonly trough: Int32Array;
  /** Index of the first point back at the old peak or above it; the last index when there is none. */
  readonly end: Int32Array;
  /** 1 where the old peak was reached again. */
  readonly recovered: Uint8Array;
  /** 1 − trough ÷ peak, above 0. */
  readonly depth: Float64Array;
}

interface Rows {
  readonly start: number[];
  readonly trough: number[];
  readonly end: number[];
  readonly recovered: number[];
  readonly depth: number[];
}

/**
 * Every drawdown of `equity`: where 1 − Eᵢ ÷ max(initial, E₀…Eᵢ) is above 0.
 *
 * A drawdown runs from the last point at the old peak to the first point back at or above it, or to the last point.
 *
 * @throws RangeError when `initial`, which starts the running peak, is not above 0.
 */
export function drawdowns(equity: Float64Array, initial: number): Drawdowns {
  if (!(initial > 0)) throw new RangeError(`Expected an initial value above 0, found ${initial}.`);
  const rows: Rows = { start: [], trough: [], end: [], recovered: [], depth: [] };
  let peak = initial;
  let peakAt = -1;
  let i = 0;
  while (i < equity.length) {
    let value = equity[i]!;
    if (value >= peak) {
      peak = value;
      peakAt = i++;
      continue;
    }
    let troughAt = i;
    let lowest = value;
    while (++i < equity.length) {
      value = equity[i]!;
      if (!(value < peak)) break;
      if (value >= lowest) continue;
      lowest = value;
      troughAt = i;
    }
    const isRecovered = i < equity.length;
    addRow(rows, peakAt, troughAt, isRecovered ? i : i - 1, isRecovered ? 1 : 0, 1 - lowest / peak);
  }
  return {
    count: rows.start.length,
    start: Int32Array.from(rows.start),
    trough: Int32Array.from(rows.trough),
    end: Int32Array.from(rows.end),
    recovered: Uint8Array.from(rows.recovered),
    depth: Float64Array.from(rows.depth),
  };
}

function addRow(rows: Rows, start: number, trough: number, end: number, recovered: number, depth: number): void {
  rows.start.push(start);
  rows.trough.push(trough);
  rows.end.push(end);
  rows.recovered.push(recovered);
  rows.depth.push(depth);
}
