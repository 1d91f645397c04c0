import { describe, expect, it } from 'vitest';
import { AnomalyType } from '#schema/generated/enums.js';
import { anomalyScore, severityOf } from './anomaly-score.js';

describe('anomalyScore', () => {
  it('is 1 − exp(−excess ÷ scale), from 0 to 1', () => {
    expect(anomalyScore(0, 3)).toBe(0);
    expect(anomalyScore(3, 3)).toBeCloseTo(1 - 1 / Math.E, 15);
    expect(anomalyScore(1e9, 3)).toBe(1);
    expect(anomalyScore(-1, 3)).toBe(0);
  });
});

describe('severityOf', () => {
  it.each([
    [0, 'INFO'],
    [0.1999, 'INFO'],
    [0.2, 'WARNING'],
    [0.4999, 'WARNING'],
    [0.5, 'ERROR'],
    [0.8499, 'ERROR'],
    [0.85, 'CRITICAL'],
    [1, 'CRITICAL'],
  ])('of a score of %s is %s', (score, severity) => {
    expect(severityOf(AnomalyType.PRICE_JUMP, score)).toBe(severity);
  });

  it.each([AnomalyType.OHLC_INCONSISTENT, AnomalyType.NON_POSITIVE_PRICE])('of %s is ERROR at least', (type) => {
    expect(severityOf(type, 0)).toBe('ERROR');
    expect(severityOf(type, 0.9)).toBe('CRITICAL');
  });
});
