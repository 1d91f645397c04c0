import { ReportRecommendation } from '#schema/generated/enums.js';

/** What the recommendation looks at, and nothing else. */
export interface Evidence {
  /** Fraction; null when the run does not define it. */
  readonly probabilisticSharpeRatio: number | null;
  /** Positive fraction. */
  readonly maxDrawdown: number;
  readonly totalTrades: number;
  /** Annualised Sharpe ratio on bars that the strategy was not tuned on; null when nobody measured it. */
  readonly outOfSampleSharpe: number | null;
}

export interface Verdict {
  readonly recommendation: ReportRecommendation;
  /** 0 to 1, in steps of 0.01. */
  readonly confidence: number;
}

export const PROCEED_PROBABILITY = 0.95;
export const REJECT_PROBABILITY = 0.5;
export const PROCEED_DRAWDOWN = 0.25;
export const REJECT_DRAWDOWN = 0.6;
export const MINIMUM_TRADES = 30;
/** From so many trades on, their number no longer limits the confidence. */
const AMPLE_TRADES = 100;
const WITHOUT_OUT_OF_SAMPLE = 0.75;

/**
 * What to do with the strategy; the first row that holds decides.
 *
 * | row | when | recommendation | confidence |
 * | --- | --- | --- | --- |
 * | 1 | maxDrawdown > 60 % | REJECT | 0.9 |
 * | 2 | probabilisticSharpeRatio undefined | RESEARCH | max(0.5, 1 − e) |
 * | 3 | probabilisticSharpeRatio < 50 % | REJECT | (1 − PSR) × e |
 * | 4 | outOfSampleSharpe ≤ 0 | REJECT | 0.9 |
 * | 5 | totalTrades < 30 | RESEARCH | 1 − e |
 * | 6 | probabilisticSharpeRatio < 95 % or maxDrawdown > 25 % | OPTIMIZE | PSR × e × o |
 * | 7 | otherwise | PROCEED | PSR × e × o |
 *
 * e = min(1, √(totalTrades ÷ 100)) is the weight of the evidence; o = 0.75 while there is no out-of-sample result, else 1.
 * 95 % is the usual level of significance; 50 % is a coin toss; 30 trades is the usual least sample for a mean; a fall
 * of 60 % needs a gain of 150 % to recover. No writer, template or language model, has a say in this.
 */
export function recommend(evidence: Evidence): Verdict {
  const { probabilisticSharpeRatio: probability, maxDrawdown, totalTrades, outOfSampleSharpe } = evidence;
  const weight = Math.min(1, Math.sqrt(Math.max(0, totalTrades) / AMPLE_TRADES));
  if (maxDrawdown > REJECT_DRAWDOWN) return verdict(ReportRecommendation.REJECT, 0.9);
  if (probability === null) return verdict(ReportRecommendation.RESEARCH, Math.max(0.5, 1 - weight));
  if (probability < REJECT_PROBABILITY) return verdict(ReportRecommendation.REJECT, (1 - probability) * weight);
  if (outOfSampleSharpe !== null && outOfSampleSharpe <= 0) return verdict(ReportRecommendation.REJECT, 0.9);
  if (totalTrades < MINIMUM_TRADES) return verdict(ReportRecommendation.RESEARCH, 1 - weight);
  const trust = probability * weight * (outOfSampleSharpe === null ? WITHOUT_OUT_OF_SAMPLE : 1);
  const sound = probability >= PROCEED_PROBABILITY && maxDrawdown <= PROCEED_DRAWDOWN;
  return verdict(sound ? ReportRecommendation.PROCEED : ReportRecommendation.OPTIMIZE, trust);
}

function verdict(recommendation: ReportRecommendation, confidence: number): Verdict {
  return { recommendation, confidence: Math.round(Math.min(1, Math.max(0, confidence)) * 100) / 100 };
}
