import { SYMBOL_PATTERN } from '#kit/ids/symbol.js';
import type { FetchedArticle } from '../provider/market-data-provider.js';
import { cleanText } from './clean-text.js';

const LONGEST = { title: 500, summary: 5_000, source: 200, topic: 100, url: 2_000 };
const MOST_SYMBOLS = 50;
const MOST_TOPICS = 20;

/**
 * An article from outside as it may be stored: texts bounded and without control characters, an address only of the
 * web, symbols only that are some, the score within −1 and 1. Null for one without a title or a time.
 */
export function cleanArticle(article: FetchedArticle): FetchedArticle | null {
  const title = cleanText(article.title, LONGEST.title);
  const publishedAt = Date.parse(article.publishedAt);
  if (title === null || Number.isNaN(publishedAt)) return null;
  const { sentimentScore: score } = article;
  return {
    title,
    url: webAddress(article.url),
    source: cleanText(article.source, LONGEST.source),
    summary: cleanText(article.summary, LONGEST.summary),
    publishedAt: new Date(publishedAt).toISOString(),
    topics: distinct(article.topics.map((topic) => cleanText(topic, LONGEST.topic))).slice(0, MOST_TOPICS),
    symbols: distinct(article.symbols.map(asSymbol)).slice(0, MOST_SYMBOLS),
    sentimentScore: score !== null && Number.isFinite(score) ? Math.min(1, Math.max(-1, score)) : null,
  };
}

function webAddress(text: string | null): string | null {
  if (text === null || text.length > LONGEST.url || !URL.canParse(text)) return null;
  const url = new URL(text);
  // A name and password in an address would be shown to everybody.
  if (!['http:', 'https:'].includes(url.protocol) || url.username !== '' || url.password !== '') return null;
  return url.href;
}

function asSymbol(text: string): string | null {
  const symbol = text.trim().toUpperCase();
  return SYMBOL_PATTERN.test(symbol) ? symbol : null;
}

function distinct(values: readonly (string | null)[]): string[] {
  return [...new Set(values.filter((value) => value !== null))];
}
