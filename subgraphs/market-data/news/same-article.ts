import { createHash } from 'node:crypto';
import type { NewsArticle } from './news-article.js';

/**
 * The id of an article, made of what it is: its address without fragment and campaign marks, or its title and time
 * where it has none. So an article that is fetched for two symbols is one article.
 */
export function articleId({ title, url, publishedAt }: Pick<NewsArticle, 'title' | 'url' | 'publishedAt'>): string {
  const identity = url === null ? ['text', title.toLowerCase(), publishedAt] : ['url', addressOf(url)];
  const hash = createHash('sha256').update(JSON.stringify(identity)).digest('base64url');
  return `news_${hash.slice(0, 24)}`;
}

function addressOf(url: string): string {
  const address = new URL(url);
  address.hash = '';
  for (const name of [...address.searchParams.keys()]) if (/^utm_/i.test(name)) address.searchParams.delete(name);
  return address.href;
}

/** The stored article as the fetched one completes it: with the symbols and topics of both. Null when it says nothing new. */
export function mergeArticles(stored: NewsArticle, fetched: NewsArticle): NewsArticle | null {
  const symbols = [...new Set([...stored.symbols, ...fetched.symbols])];
  const topics = [...new Set([...stored.topics, ...fetched.topics])];
  const source = stored.source ?? fetched.source;
  const completed = stored.summary === null && fetched.summary !== null;
  const { summary, sentimentScore, sentimentLabel } = completed ? fetched : stored;
  const nothingNew =
    !completed &&
    symbols.length === stored.symbols.length &&
    topics.length === stored.topics.length &&
    source === stored.source;
  return nothingNew ? null : { ...stored, symbols, topics, source, summary, sentimentScore, sentimentLabel };
}
