import { compensatedSum } from '#quant/numeric/compensated-sum.js';
import type { SentimentAnalysis } from '../news.js';
import { LEANING, sentimentLabel } from './sentiment-label.js';

/**
 * What the scores of articles say together: their mean, its label, and how many of them lean which way (beyond ±0.05).
 *
 * @param scores −1 to 1 each
 */
export function analyseSentiment(scores: readonly number[]): SentimentAnalysis {
  const articleCount = scores.length;
  const positiveCount = scores.filter((score) => score > LEANING).length;
  const negativeCount = scores.filter((score) => score < -LEANING).length;
  const neutralCount = articleCount - positiveCount - negativeCount;
  const score = articleCount === 0 ? null : compensatedSum(scores) / articleCount;
  const label = score === null ? null : sentimentLabel(score);
  return { articleCount, positiveCount, neutralCount, negativeCount, score, label };
}
