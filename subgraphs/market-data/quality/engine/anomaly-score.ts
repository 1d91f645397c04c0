import { type AnomalyType, DataQualitySeverity } from '#schema/generated/enums.js';
import { SEVERITIES } from '../quality.js';

/** From which score on an anomaly has each severity. */
const FROM_SCORE: Readonly<Record<DataQualitySeverity, number>> = { INFO: 0, WARNING: 0.2, ERROR: 0.5, CRITICAL: 0.85 };

/** What an anomaly is at least, whatever its score. */
const AT_LEAST: Readonly<Record<AnomalyType, DataQualitySeverity>> = {
  MISSING_SESSION: DataQualitySeverity.INFO,
  DUPLICATE_BAR: DataQualitySeverity.INFO,
  PRICE_JUMP: DataQualitySeverity.INFO,
  VOLUME_SPIKE: DataQualitySeverity.INFO,
  OHLC_INCONSISTENT: DataQualitySeverity.ERROR,
  NON_POSITIVE_PRICE: DataQualitySeverity.ERROR,
  STALE_PRICE: DataQualitySeverity.INFO,
  UNADJUSTED_SPLIT: DataQualitySeverity.INFO,
  STALE_DATA: DataQualitySeverity.INFO,
  INCONSISTENT_STATEMENT: DataQualitySeverity.INFO,
};

/** 1 − exp(−excess ÷ scale): 0 at the threshold, 0.63 one scale above it, 1 for what is out of all bounds. */
export function anomalyScore(excess: number, scale: number): number {
  return Math.min(1, Math.max(0, 1 - Math.exp(-excess / scale)));
}

/** INFO < 0.2 ≤ WARNING < 0.5 ≤ ERROR < 0.85 ≤ CRITICAL, and not below what the type is at least. */
export function severityOf(anomalyType: AnomalyType, score: number): DataQualitySeverity {
  const floor = SEVERITIES.indexOf(AT_LEAST[anomalyType]);
  const reached = SEVERITIES.findLastIndex((severity) => score >= FROM_SCORE[severity]);
  return SEVERITIES[Math.max(floor, reached)]!;
}
