import type { ColumnTables, ReadColumns } from '#lake/column-tables.js';
import { REGIMES, type RegimeProbabilities } from './regime.js';

/** Which bars were fitted, and by which version of the model. */
export interface FittedBars {
  readonly symbol: string;
  /** SHA-256 of the bars, in hex. */
  readonly hash: string;
  readonly barCount: number;
  readonly version: number;
}

const COLUMNS = ['version', 'fingerprint', 'start', ...REGIMES];

/**
 * Fits on disk, so that a restart is warm: one table for each symbol, which the fit of newer bars replaces. A table of
 * other bars, of another version, or that does not hold what it should is as good as none.
 */
export class RegimeTables {
  constructor(private readonly tables: ColumnTables) {}

  /** In the order of the keys; null where none is stored. One read. */
  async read(keys: readonly FittedBars[]): Promise<(RegimeProbabilities | null)[]> {
    const found = await this.tables.read(keys.map(tableOf), COLUMNS);
    return found.map((table, i) => table && parse(table, keys[i]!));
  }

  async write(key: FittedBars, { start, values }: RegimeProbabilities): Promise<void> {
    const rows = values.length / REGIMES.length;
    const same = (value: number) => new Float64Array(rows).fill(value);
    const columns: Record<string, Float64Array> = {
      version: same(key.version),
      fingerprint: same(fingerprint(key)),
      start: same(start),
    };
    for (const [place, regime] of REGIMES.entries()) {
      columns[regime] = Float64Array.from({ length: rows }, (_, row) => values[row * REGIMES.length + place]!);
    }
    await this.tables.write(tableOf(key), columns);
  }
}

/** Letters and digits stand for themselves, any other character of a symbol as _ and its code. */
function tableOf({ symbol }: FittedBars): string {
  return `regimes/${symbol.replace(/[^A-Z0-9]/g, (char) => `_${char.charCodeAt(0).toString(16).padStart(2, '0')}`)}`;
}

/** The first 52 bits of the hash: as many as a column of doubles keeps. */
function fingerprint({ hash }: FittedBars): number {
  return Number.parseInt(hash.slice(0, 13), 16);
}

function parse(table: ReadColumns, key: FittedBars): RegimeProbabilities | null {
  const columns = COLUMNS.map((name) => table[name]);
  if (!columns.every((column) => column instanceof Float64Array)) return null;
  const [version, marks, starts, ...probabilities] = columns as Float64Array[];
  const start = starts![0];
  if (version![0] !== key.version || marks![0] !== fingerprint(key)) return null;
  if (start === undefined || start + starts!.length !== key.barCount) return null;
  const values = new Float64Array(starts!.length * REGIMES.length);
  for (let row = 0; row < starts!.length; row++) {
    let sum = 0;
    for (const [place, column] of probabilities.entries()) {
      const probability = column[row]!;
      if (!(probability >= 0)) return null;
      values[row * REGIMES.length + place] = probability;
      sum += probability;
    }
    if (!(Math.abs(sum - 1) < 1e-9)) return null;
  }
  return { start, values };
}
