import fc from 'fast-check';
import { expect, it } from 'vitest';
import { newestOfEach } from './newest-of-each.js';
import type { NewsArticle } from './news-article.js';

const SYMBOLS = ['A', 'B', 'C', 'D'];

function articles(symbolsOfEach: readonly (readonly string[])[]): NewsArticle[] {
  return symbolsOfEach.map((symbols, i) => ({
    ...{ id: `news_${i}`, title: `${i}`, url: null, source: null, summary: null, topics: [], symbols },
    ...{ publishedAt: new Date(1e12 - i * 1000).toISOString(), sentimentScore: 0, sentimentLabel: 'NEUTRAL' },
  }));
}

it('finds the newest of each, however crowded the others are and however little one read gives', async () => {
  const mentions = fc.array(fc.subarray(SYMBOLS, { minLength: 1 }), { maxLength: 60 });
  const each = fc.integer({ min: 1, max: 5 });
  await fc.assert(
    fc.asyncProperty(mentions, each, fc.integer({ min: 5, max: 30 }), async (symbolsOfEach, most, mostRead) => {
      const stored = articles(symbolsOfEach);
      const read = async (symbols: readonly string[], limit: number) => {
        expect(limit).toBeLessThanOrEqual(mostRead);
        return stored.filter((article) => article.symbols.some((symbol) => symbols.includes(symbol))).slice(0, limit);
      };
      const lists = await newestOfEach(SYMBOLS, most, mostRead, read);
      for (const symbol of SYMBOLS) {
        expect(lists.get(symbol)).toEqual(stored.filter((one) => one.symbols.includes(symbol)).slice(0, most));
      }
    }),
    { seed: 20_240_601, numRuns: 200 },
  );
});

it('reads once when nothing crowds out anything', async () => {
  let reads = 0;
  await newestOfEach(SYMBOLS, 100, 10_000, async () => {
    reads += 1;
    return articles(Array.from({ length: 50 }, () => ['A']));
  });
  expect(reads).toBe(1);
});
