import type { WorkerPool } from '#kit/jobs/worker-pool.js';
import type { SeriesKey } from '#lake/series-key.js';
import type { Snapshot } from '#lake/snapshot.js';
import type { BarService } from '../bar/bar.service.js';
import { inspectBars } from './engine/inspect-bars.js';
import type { InspectedBars, Inspection, InspectionContext } from './quality.js';

/** So many bars are looked at here, in a few milliseconds; more of them in a thread. */
const INLINE_BARS = 40_000;
/** A series of so many bars is read whole; of a larger one only the changed part and what its verdicts need. */
const WHOLE_BARS = 150_000;
/** How many bars before the changed part are read at first; each further try reads so many times more. */
const LEAD_BARS = 2_000;
const LEAD_GROWTH = 8;

const none = new Float64Array(0);
const NO_BARS: InspectedBars = {
  ...{ timestamps: none, open: none, high: none, low: none, close: none, volume: none, adjustedClose: none },
};

/** Runs inspections where they disturb nobody. */
export class Inspector {
  constructor(
    private readonly bars: BarService,
    private readonly analyses: Pick<WorkerPool, 'run'>,
  ) {}

  /** Inspects the bars of a series at a snapshot; from `judgeFrom` on, its verdicts are those of the whole series. */
  async inspectSeries(snapshot: Snapshot, key: SeriesKey, context: InspectionContext): Promise<Inspection> {
    // A series that is not stored is not to be made of others here.
    if (snapshot.entry(key) === null) return inspectBars(NO_BARS, context);
    const part = await this.inspectChanged(snapshot, key, context);
    if (part !== null) return part;
    const [bars] = await this.bars.columns(snapshot, [key]);
    return this.inspect(bars ?? NO_BARS, context);
  }

  async inspect(bars: InspectedBars, context: InspectionContext): Promise<Inspection> {
    if (bars.timestamps.length <= INLINE_BARS) return inspectBars(bars, context);
    // What the lake gave may be a view of its cache.
    const copies: InspectedBars = {
      timestamps: bars.timestamps.slice(),
      open: bars.open.slice(),
      high: bars.high.slice(),
      low: bars.low.slice(),
      close: bars.close.slice(),
      volume: bars.volume.slice(),
      adjustedClose: bars.adjustedClose.slice(),
    };
    const transfer = Object.values(copies).map(({ buffer }: Float64Array) => buffer as ArrayBuffer);
    return this.analyses.run({ analysis: 'inspectBars', input: { bars: copies, context } }, { transfer });
  }

  /** Null when the whole series must be looked at. */
  private async inspectChanged(
    snapshot: Snapshot,
    key: SeriesKey,
    context: InspectionContext,
  ): Promise<Inspection | null> {
    const entry = snapshot.entry(key);
    const from = context.judgeFrom;
    if (entry === null || from === null || entry.rowCount <= WHOLE_BARS) return null;
    const spacingMs = (entry.lastBarAt - entry.firstBarAt) / entry.rowCount;
    for (let lead = LEAD_BARS; from - lead * spacingMs > entry.firstBarAt; lead *= LEAD_GROWTH) {
      const [bars] = await this.bars.columns(snapshot, [key], { from: from - lead * spacingMs });
      if (bars == null) return null;
      const inspection = await this.inspect(bars, context);
      const exactAt = bars.timestamps[inspection.exactFrom];
      if (exactAt !== undefined && exactAt <= from) return inspection;
    }
    return null;
  }
}
