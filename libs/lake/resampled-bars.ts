import type { DataInterval } from '#schema/generated/enums.js';
import type { BarColumn, SelectedBarColumns } from './bar-columns.js';
import { collectBars } from './bar-query.js';
import { type CachedBars, cutTimes, type TimeRange } from './cached-bars.js';
import type { DuckDbEngine } from './duckdb-engine.js';
import { type ResamplePart, resampleSql } from './resample-sql.js';
import type { SeriesKey } from './series-key.js';
import type { SessionRule } from './session-rule.js';
import type { SeriesEntry, Snapshot } from './snapshot.js';

/** Which longer bars, and of what they are made. */
export interface ResampleRequest extends SeriesKey {
  /** The stored interval that they are made of: a shorter one that fills the longer one without rest. */
  readonly source: DataInterval;
  readonly rule: SessionRule;
  /** Prices as if every split and dividend had always been in them; as they were when absent. */
  readonly adjusted?: boolean;
}

interface Wanted {
  readonly place: number;
  readonly name: string;
  readonly entry: SeriesEntry;
  readonly whole: boolean;
  readonly part: ResamplePart;
}

/** Bars that are made of shorter ones when somebody asks, never stored, and kept as long as there is room. */
export class ResampledBars {
  constructor(
    private readonly engine: DuckDbEngine,
    private readonly bars: CachedBars,
  ) {}

  /**
   * The longer bars of many series in one statement, in the order of the requests; null where the snapshot does not
   * have the source. Of a large source only what a range needs is read.
   */
  async read<C extends BarColumn>(
    snapshot: Snapshot,
    requests: readonly ResampleRequest[],
    columns: readonly C[],
    range: TimeRange,
  ): Promise<(SelectedBarColumns<C> | null)[]> {
    const answers: (SelectedBarColumns<C> | null)[] = requests.map(() => null);
    const wanted: Wanted[] = [];
    requests.forEach((request, place) => {
      const entry = snapshot.entry({ symbol: request.symbol, interval: request.source });
      if (!entry) return;
      const { interval, rule, adjusted = false } = request;
      const name = `${entry.file}>${interval} by ${rule.name}${adjusted ? ', adjusted' : ''}`;
      const cached = this.bars.cached(name, columns);
      if (cached) {
        answers[place] = cutTimes(cached, columns, range);
        return;
      }
      const whole = this.bars.isSmall(entry) || (range.from === undefined && range.to === undefined);
      const part = { path: this.bars.filePart(entry).path, interval, rule, adjusted, ...(whole ? {} : bounds(range)) };
      wanted.push({ place, name, entry, whole, part });
    });
    if (wanted.length === 0) return answers;
    const sql = resampleSql(
      wanted.map(({ part }) => part),
      columns,
    );
    const rooms = wanted.map(({ entry }) => ({ capacity: 4096, most: entry.rowCount }));
    const read = await this.engine.use((connection) => collectBars(connection, sql, columns, rooms));
    wanted.forEach(({ place, name, whole }, i) => {
      const bars = read[i]!;
      if (whole && this.bars.isKept(bars.timestamps.length, columns.length)) this.bars.keep(name, columns, bars);
      answers[place] = whole ? cutTimes(bars, columns, range) : bars;
    });
    return answers;
  }
}

function bounds({ from, to }: TimeRange): TimeRange {
  return { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) };
}
