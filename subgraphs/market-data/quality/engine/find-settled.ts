import { firstAtOrAfter } from '#quant/series/first-at-or-after.js';
import { AnomalyType, type DataInterval } from '#schema/generated/enums.js';
import type { Bar } from '../../bar/bar.js';
import { barAt, indexAt } from '../../bar/engine/bar-at.js';
import { startOfSession } from '../../bar/engine/missing-sessions.js';
import { anomalyName, type InspectedBars } from '../quality.js';

/** An anomaly that was raised and that nobody has taken up. */
export interface OpenAnomaly {
  readonly id: string;
  readonly anomalyType: AnomalyType;
  /** Epoch milliseconds. */
  readonly occurredAt: number;
  /** The bar as it was when it was found; null where there was none. */
  readonly bar: Bar | null;
}

/** What has just been inspected. */
export interface Judged {
  readonly interval: DataInterval;
  /** The bars at the times of the open anomalies; further ones do no harm. */
  readonly bars: InspectedBars;
  readonly lastBarAt: number;
  /** From which time on; null for all. */
  readonly judgeFrom: number | null;
  /** Whether the inspection found, or was given, the anomaly of this name. */
  readonly isFound: (name: string) => boolean;
}

type Rule = (anomaly: OpenAnomaly, judged: Judged) => string | null;

/** The bar, or one in place of the rejected row, was judged and this was not found in it. */
const ofBar: Rule = (anomaly, { bars, judgeFrom, isFound }) => {
  const { occurredAt, bar } = anomaly;
  const place = indexAt(bars.timestamps, occurredAt);
  if (place === null || occurredAt < (judgeFrom ?? occurredAt) || isFound(anomalyName(anomaly))) return null;
  const now = barAt(bars, place);
  // A rejected row has none: whatever is there now is better.
  const isSame = bar !== null && (Object.keys(now) as (keyof Bar)[]).every((name) => now[name] === bar[name]);
  return isSame ? 'The bars before it have changed.' : 'The bar was corrected.';
};

/** What of an anomaly says that it no longer holds; of some only a person can say. */
const RULES: Readonly<Record<AnomalyType, Rule | null>> = {
  PRICE_JUMP: ofBar,
  STALE_PRICE: ofBar,
  OHLC_INCONSISTENT: ofBar,
  VOLUME_SPIKE: ofBar,
  UNADJUSTED_SPLIT: ofBar,
  NON_POSITIVE_PRICE: ofBar,
  MISSING_SESSION: ({ occurredAt }, { bars, interval }) => {
    const first = bars.timestamps[firstAtOrAfter(bars.timestamps, occurredAt)];
    return first !== undefined && startOfSession(interval, first) === occurredAt ? 'The bar arrived.' : null;
  },
  STALE_DATA: ({ occurredAt }, { lastBarAt }) => (lastBarAt > occurredAt ? 'Newer bars arrived.' : null),
  DUPLICATE_BAR: null,
  INCONSISTENT_STATEMENT: null,
};

/**
 * Of open anomalies those that no longer hold, each with what has settled it: the session has a bar, a bar is at the time
 * of a rejected row, or the bar was judged again and nothing of the kind was found.
 */
export function findSettled(open: readonly OpenAnomaly[], judged: Judged): Map<string, string> {
  const settled = new Map<string, string>();
  for (const anomaly of open) {
    const resolution = RULES[anomaly.anomalyType]?.(anomaly, judged) ?? null;
    if (resolution !== null) settled.set(anomaly.id, resolution);
  }
  return settled;
}
