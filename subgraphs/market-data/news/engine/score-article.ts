import type { GeneralValence } from './find-units.js';
import { compilePhraseBook, type PhraseBook } from './phrase-book.js';
import { scoreSentence } from './score-sentence.js';
import type { SentimentSentence } from './sentiment-token.js';

/** An article in sentences; no summary is an empty list. */
export interface ArticleSentences {
  readonly title: readonly SentimentSentence[];
  readonly summary: readonly SentimentSentence[];
}

/** The headline is the writer's own word on what matters. */
const TITLE_SHARE = 0.6;
/** Later sentences of a summary give background. */
const MOST_SENTENCES = 5;

const BOOK: PhraseBook = compilePhraseBook();

/**
 * How good or bad the news of an article are: −1 (bearish) to 1 (bullish). The mean of the sentences of its headline,
 * and, with 40 % of the weight, of the first five of its summary, where there is one.
 */
export function scoreArticle({ title, summary }: ArticleSentences, general: GeneralValence): number {
  const [headline, text] = [meanScore(title, general), meanScore(summary.slice(0, MOST_SENTENCES), general)];
  const score = text === null ? (headline ?? 0) : TITLE_SHARE * (headline ?? 0) + (1 - TITLE_SHARE) * text;
  return Math.round(score * 1e4) / 1e4 || 0;
}

function meanScore(sentences: readonly SentimentSentence[], general: GeneralValence): number | null {
  if (sentences.length === 0) return null;
  return sentences.reduce((sum, sentence) => sum + scoreSentence(sentence, BOOK, general), 0) / sentences.length;
}
