import { AnomalyType } from '#schema/generated/enums.js';
import { barAt } from '../../bar/engine/bar-at.js';
import { countPresentSessions } from '../../bar/engine/missing-sessions.js';
import type { InspectedBars, Inspection, InspectionContext } from '../quality.js';
import { describeIssue } from './describe-finding.js';
import { findBrokenBars } from './find-broken-bars.js';
import { findMissingSessions, sessionsLate, staleSighting } from './find-gaps.js';
import { findGivenRows } from './find-given-rows.js';
import { findPriceJumps } from './find-price-jumps.js';
import { findVolumeSpikes } from './find-volume-spikes.js';
import { FindingCollector, type Sighting } from './finding-collector.js';
import { seriesReport } from './series-report.js';

/** Which score of the report an anomaly of a bar counts against. */
const BAD_PRICE = 1;
const BAD_BAR = 2;
const COUNTS_AGAINST: Readonly<Record<AnomalyType, number>> = {
  PRICE_JUMP: BAD_PRICE,
  NON_POSITIVE_PRICE: BAD_PRICE,
  STALE_PRICE: BAD_PRICE,
  OHLC_INCONSISTENT: BAD_BAR,
  DUPLICATE_BAR: BAD_BAR,
  UNADJUSTED_SPLIT: BAD_BAR,
  VOLUME_SPIKE: 0,
  MISSING_SESSION: 0,
  STALE_DATA: 0,
  INCONSISTENT_STATEMENT: 0,
};

/**
 * Looks at one series: what is wrong with it, and the scores that follow. Each finder says what it looks for and how it
 * is scored. A verdict on a bar depends on bars up to it only, and all scales are absolute: more bars behind the last
 * one add findings and change none. (STALE_DATA, of the last bar, comes and goes with the clock.)
 *
 * Where only a part of a series is given, verdicts from `exactFrom` on are those of the whole; its report is of the part.
 */
export function inspectBars(bars: InspectedBars, context: InspectionContext): Inspection {
  const { timestamps } = bars;
  const { interval, assetClass } = context;
  const judgeFrom = context.judgeFrom ?? Number.NEGATIVE_INFINITY;
  const collector = new FindingCollector();
  const against = new Uint8Array(timestamps.length);
  const mark = ({ index, anomalyType }: Sighting): void => {
    if (index !== null) against[index]! |= COUNTS_AGAINST[anomalyType];
  };
  const found = (sighting: Sighting): void => {
    mark(sighting);
    if (sighting.index === null || sighting.occurredAt >= judgeFrom) collector.add(sighting);
  };
  // Rows are judged as they were given, wherever the bars changed.
  const rejected = findGivenRows(timestamps, context, (sighting) => {
    mark(sighting);
    collector.add(sighting);
  });
  const sessionsMissing = findMissingSessions(bars, context, found);
  findBrokenBars(bars, found);
  findVolumeSpikes(bars, found);
  const exactFrom = findPriceJumps(bars, context, found);
  const stale = timestamps.length === 0 ? null : staleSighting(timestamps.at(-1)!, context);
  if (stale !== null) found(stale);

  const listed = collector.gravest();
  const report = seriesReport({
    bars: timestamps.length,
    rejected,
    sessionsPresent: countPresentSessions(timestamps, interval, assetClass),
    sessionsMissing,
    badPrices: rejected + countFlagged(against, BAD_PRICE),
    badBars: countFlagged(against, BAD_BAR),
    sessionsLate: timestamps.length === 0 ? 0 : sessionsLate(timestamps.at(-1)!, context),
    issues: Object.values(AnomalyType)
      .filter((type) => collector.counts[type] > 0)
      .map((type) => describeIssue(type, collector.counts[type], collector.lastAt.get(type)!)),
  });
  return {
    report,
    findings: listed.map(({ index, ...finding }) => ({ ...finding, bar: index === null ? null : barAt(bars, index) })),
    unlisted: collector.total - listed.length,
    exactFrom,
  };
}

function countFlagged(flags: Uint8Array, bit: number): number {
  let count = 0;
  for (const flag of flags) if ((flag & bit) !== 0) count++;
  return count;
}
