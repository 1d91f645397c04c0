import { describe, expect, it } from 'vitest';
import { ReportRecommendation } from '#schema/generated/enums.js';
import { type Evidence, recommend } from './recommend.js';

const SOUND: Evidence = { probabilisticSharpeRatio: 0.97, maxDrawdown: 0.2, totalTrades: 100, outOfSampleSharpe: 0.8 };
const verdict = (changes: Partial<Evidence>) => recommend({ ...SOUND, ...changes });

describe('recommend', () => {
  it('lets a sound run proceed, with its probability as the confidence', () => {
    expect(recommend(SOUND)).toEqual({ recommendation: ReportRecommendation.PROCEED, confidence: 0.97 });
  });

  it.each<[string, Partial<Evidence>, ReportRecommendation]>([
    ['probability at 95 %', { probabilisticSharpeRatio: 0.95 }, ReportRecommendation.PROCEED],
    ['probability just below 95 %', { probabilisticSharpeRatio: 0.9499 }, ReportRecommendation.OPTIMIZE],
    ['probability at 50 %', { probabilisticSharpeRatio: 0.5 }, ReportRecommendation.OPTIMIZE],
    ['probability just below 50 %', { probabilisticSharpeRatio: 0.4999 }, ReportRecommendation.REJECT],
    ['probability undefined', { probabilisticSharpeRatio: null }, ReportRecommendation.RESEARCH],
    ['drawdown at 25 %', { maxDrawdown: 0.25 }, ReportRecommendation.PROCEED],
    ['drawdown just above 25 %', { maxDrawdown: 0.2501 }, ReportRecommendation.OPTIMIZE],
    ['drawdown at 60 %', { maxDrawdown: 0.6 }, ReportRecommendation.OPTIMIZE],
    ['drawdown just above 60 %', { maxDrawdown: 0.6001 }, ReportRecommendation.REJECT],
    ['30 trades', { totalTrades: 30 }, ReportRecommendation.PROCEED],
    ['29 trades', { totalTrades: 29 }, ReportRecommendation.RESEARCH],
    ['no trades', { totalTrades: 0 }, ReportRecommendation.RESEARCH],
    ['out of sample just above 0', { outOfSampleSharpe: 0.001 }, ReportRecommendation.PROCEED],
    ['out of sample at 0', { outOfSampleSharpe: 0 }, ReportRecommendation.REJECT],
    ['out of sample not measured', { outOfSampleSharpe: null }, ReportRecommendation.PROCEED],
  ])('%s', (_, changes, recommendation) => {
    expect(verdict(changes).recommendation).toBe(recommendation);
  });

  it('lets the first row decide: a ruinous drawdown rejects whatever else holds', () => {
    expect(verdict({ maxDrawdown: 0.7, probabilisticSharpeRatio: null })).toEqual({
      recommendation: ReportRecommendation.REJECT,
      confidence: 0.9,
    });
    expect(verdict({ probabilisticSharpeRatio: 0.3, totalTrades: 5 }).recommendation).toBe(ReportRecommendation.REJECT);
  });

  it('trusts less with fewer trades and without an out-of-sample result', () => {
    expect(verdict({ totalTrades: 49 }).confidence).toBe(0.68); // 0.97 × √0.49
    expect(verdict({ outOfSampleSharpe: null }).confidence).toBe(0.73); // 0.97 × 0.75
    expect(verdict({ probabilisticSharpeRatio: 0.2, totalTrades: 25 }).confidence).toBe(0.4); // 0.8 × √0.25
    expect(verdict({ totalTrades: 0 }).confidence).toBe(1);
    expect(verdict({ probabilisticSharpeRatio: null, totalTrades: 400 }).confidence).toBe(0.5);
  });
});
