import type { SeriesReport } from '../quality.js';

/** What the scores of a series are made of. */
export interface ReportFacts {
  /** Bars of the series, and rows that were rejected. */
  readonly bars: number;
  readonly rejected: number;
  readonly sessionsPresent: number;
  readonly sessionsMissing: number;
  /** Bars and rows with a price that jumps, stands still or is none. */
  readonly badPrices: number;
  /** Bars that are inconsistent, were given twice or begin an unadjusted split. */
  readonly badBars: number;
  readonly sessionsLate: number;
  readonly issues: readonly string[];
}

const WEIGHTS = { completeness: 0.35, accuracy: 0.3, consistency: 0.25, timeliness: 0.1 } as const;
/** So many sessions late, and nothing is left of timeliness. */
const LATE_SCALE = 10;

/**
 * The scores, 0 to 100. completeness: sessions present ÷ expected (between the first bar and the last); accuracy: bars
 * without a price event ÷ bars, where a rejected row is a bar as well; consistency: bars without an OHLC, duplicate or
 * split event ÷ bars; timeliness: max(0, 1 − sessions late ÷ 10); overall: 0.35, 0.3, 0.25 and 0.1 of them.
 */
export function seriesReport(facts: ReportFacts): SeriesReport {
  const { bars, rejected, sessionsPresent, sessionsMissing, badPrices, badBars, sessionsLate, issues } = facts;
  const completeness = share(sessionsPresent, sessionsPresent + sessionsMissing);
  const accuracy = share(bars + rejected - badPrices, bars + rejected);
  const consistency = share(bars - badBars, bars);
  const timeliness = 100 * Math.max(0, 1 - sessionsLate / LATE_SCALE);
  const overall =
    WEIGHTS.completeness * completeness +
    WEIGHTS.accuracy * accuracy +
    WEIGHTS.consistency * consistency +
    WEIGHTS.timeliness * timeliness;
  return { overall, completeness, accuracy, consistency, timeliness, barsChecked: bars, issues };
}

/** In percent; 100 of nothing. */
function share(part: number, whole: number): number {
  return whole === 0 ? 100 : (100 * Math.max(0, part)) / whole;
}
