import { SentimentLabel } from '#schema/generated/enums.js';

/** Beyond which size a score is rather, and clearly, one way. Itself not included. */
export const LEANING = 0.05;
export const CLEAR = 0.15;

/**
 * The word for a score: beyond ±0.15 BULLISH or BEARISH, beyond ±0.05 SOMEWHAT_BULLISH or SOMEWHAT_BEARISH, else NEUTRAL.
 *
 * @param score −1 to 1
 */
export function sentimentLabel(score: number): SentimentLabel {
  if (score > CLEAR) return SentimentLabel.BULLISH;
  if (score > LEANING) return SentimentLabel.SOMEWHAT_BULLISH;
  if (score < -CLEAR) return SentimentLabel.BEARISH;
  if (score < -LEANING) return SentimentLabel.SOMEWHAT_BEARISH;
  return SentimentLabel.NEUTRAL;
}
