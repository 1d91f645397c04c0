import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DocumentStore } from '#kit/documents/document-collection.js';
import { openMemoryStore } from '#kit/documents/nedb-document-store.js';
import { type CollectionOperation, observeStore } from '#kit/documents/observe-store.js';
import { workerEntry } from '#kit/jobs/worker-entry.js';
import { createWorkerPool } from '#kit/jobs/worker-pool.js';
import { InstrumentRepository } from '../../subgraphs/market-data/instrument/instrument.repository.js';
import { InstrumentService } from '../../subgraphs/market-data/instrument/instrument.service.js';
import { NewsRepository } from '../../subgraphs/market-data/news/news.repository.js';
import { NewsService } from '../../subgraphs/market-data/news/news.service.js';
import { scoreArticles } from '../../subgraphs/market-data/news/score-articles.js';
import type { FetchedArticle } from '../../subgraphs/market-data/provider/market-data-provider.js';
import { alice } from '../support/subgraph-caller.js';
import { type RunningMarketData, startMarketData } from './market-data-harness.js';

let marketData: RunningMarketData;
let call: RunningMarketData['call'];
let documents: DocumentStore;
let service: NewsService;
const storeCalls: { collection: string; operation: CollectionOperation }[] = [];
const SYMBOLS = Array.from({ length: 50 }, (_, i) => `N${i}`);

beforeAll(async () => {
  documents = openMemoryStore();
  const watched = observeStore(documents, (collection, operation) => storeCalls.push({ collection, operation }));
  marketData = await startMarketData({ documents: watched, sampleData: false });
  ({ call } = marketData);
  service = new NewsService(await NewsRepository.open(documents), async (articles) => scoreArticles(articles));
  const instruments = new InstrumentService(await InstrumentRepository.open(documents));
  for (const symbol of ['ACME', 'BOLT', 'BUSY', 'CALM', 'NONE', ...SYMBOLS]) {
    await instruments.registerSymbol(symbol, 'STOCK');
  }
});

afterAll(async () => {
  await marketData.close();
  await documents.close();
});

let serial = 0;
function article(changes: Partial<FetchedArticle> = {}): FetchedArticle {
  serial += 1;
  return {
    ...{ title: `Acme holds annual meeting ${serial}`, url: `https://news.example/${serial}`, source: 'Example Wire' },
    ...{ summary: null, publishedAt: '2024-01-10T12:00:00Z', topics: ['Meetings'], symbols: ['ACME'] },
    sentimentScore: null,
    ...changes,
  };
}

const PAGE = `query ($symbol: String!, $from: DateTime, $to: DateTime, $first: Int, $after: String) {
  instrument(symbol: $symbol) { news(from: $from, to: $to, first: $first, after: $after) {
    totalCount nodes { id title url source summary publishedAt topics sentimentScore sentimentLabel instruments { symbol } }
    pageInfo { hasNextPage hasPreviousPage endCursor } } } }`;

const news = async (variables: object) => (await call.get(alice, PAGE, { ...variables })).instrument.news;

describe('news', () => {
  it('are stored once each, with the symbols of all who brought them', async () => {
    const one = article({ url: 'https://news.example/merge?id=7&utm_source=feed#top', symbols: ['ACME', 'GHOST'] });
    expect(await service.save([one])).toEqual({ written: 1, rejected: 0 });
    const again = { ...one, url: 'https://news.example/merge?id=7', symbols: ['BOLT'], topics: ['Mergers'] };
    expect(await service.save([again, again])).toEqual({ written: 1, rejected: 0 });
    expect(await service.save([one])).toEqual({ written: 0, rejected: 0 });
    const { nodes } = await news({ symbol: 'BOLT' });
    expect(nodes).toHaveLength(1);
    expect(nodes[0]).toMatchObject({
      topics: ['Meetings', 'Mergers'],
      sentimentLabel: 'NEUTRAL',
      source: 'Example Wire',
    });
    // GHOST is known to nobody here.
    expect(nodes[0].instruments).toEqual([{ symbol: 'ACME' }, { symbol: 'BOLT' }]);
    const unnamed = article({ url: null, title: 'Bolt says the same', symbols: ['BOLT'] });
    expect(await service.save([unnamed, { ...unnamed, symbols: ['ACME'] }])).toEqual({ written: 2, rejected: 0 });
    expect((await news({ symbol: 'BOLT' })).totalCount).toBe(2);
  });

  it('are entities by their id', async () => {
    const [{ id, title }] = (await news({ symbol: 'BOLT' })).nodes;
    const { _entities } = await call.get(
      alice,
      'query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on NewsArticle { id title } } }',
      { representations: [id, 'news_of_nobody'].map((one) => ({ __typename: 'NewsArticle', id: one })) },
    );
    expect(_entities).toEqual([{ id, title }, null]);
  });

  it('are scored here where their source gives no score, which else holds', async () => {
    const scored = [
      article({
        title: 'Calm Corp shares plunge after profit warning',
        symbols: ['CALM'],
        publishedAt: '2024-02-03T00:00:00Z',
      }),
      article({
        title: 'Calm Corp beats estimates and raises guidance',
        symbols: ['CALM'],
        publishedAt: '2024-02-02T00:00:00Z',
      }),
      article({
        title: 'Calm Corp shares plunge',
        symbols: ['CALM'],
        publishedAt: '2024-02-01T00:00:00Z',
        sentimentScore: 0.1,
      }),
      article({
        title: 'Calm Corp in brief',
        symbols: ['CALM'],
        publishedAt: '2024-01-31T00:00:00Z',
        sentimentScore: 7,
      }),
      article({ title: 'Calm Corp names auditor', symbols: ['CALM'], publishedAt: '2024-01-30T00:00:00Z' }),
    ];
    await service.save(scored);
    const { nodes } = await news({ symbol: 'CALM' });
    const seen = nodes.map((node: { sentimentLabel: string; sentimentScore: number }) => node.sentimentLabel);
    expect(seen).toEqual(['BEARISH', 'BULLISH', 'SOMEWHAT_BULLISH', 'BULLISH', 'NEUTRAL']);
    expect(nodes[2].sentimentScore).toBe(0.1);
    expect(nodes[3].sentimentScore).toBe(1);
    const query = `{ instrument(symbol: "CALM") {
      all: sentiment { articleCount positiveCount neutralCount negativeCount score label }
      some: sentiment(from: "2024-02-01T00:00:00Z", to: "2024-02-01T23:59:59Z") { articleCount score label }
      none: sentiment(to: "2000-01-01T00:00:00Z") { articleCount positiveCount neutralCount negativeCount score label } } }`;
    const { all, some, none } = (await call.get(alice, query)).instrument;
    expect(all).toMatchObject({ articleCount: 5, positiveCount: 3, neutralCount: 1, negativeCount: 1 });
    const mean =
      nodes.reduce((sum: number, { sentimentScore }: { sentimentScore: number }) => sum + sentimentScore, 0) / 5;
    expect(all.score).toBeCloseTo(mean, 12);
    expect(some).toEqual({ articleCount: 1, score: 0.1, label: 'SOMEWHAT_BULLISH' });
    expect(none).toEqual({
      ...{ articleCount: 0, positiveCount: 0, neutralCount: 0, negativeCount: 0 },
      ...{ score: null, label: null },
    });
  });

  it('are paged, newest first, without loss between articles of one time', async () => {
    const times = ['2024-03-03', '2024-03-02', '2024-03-02', '2024-03-02', '2024-03-01'];
    await service.save(times.map((day) => article({ symbols: ['BUSY'], publishedAt: `${day}T00:00:00Z` })));
    const seen: string[] = [];
    let after: string | null = null;
    for (const left of [3, 1, 0]) {
      const page: Awaited<ReturnType<typeof news>> = await news({ symbol: 'BUSY', first: 2, after });
      expect(page).toMatchObject({
        totalCount: 5,
        pageInfo: { hasNextPage: left > 0, hasPreviousPage: after !== null },
      });
      seen.push(...page.nodes.map((node: { title: string }) => node.title));
      after = page.pageInfo.endCursor;
    }
    expect(new Set(seen).size).toBe(5);
    const ranged = await news({ symbol: 'BUSY', from: '2024-03-02T00:00:00Z', to: '2024-03-02T00:00:00Z' });
    expect(ranged.totalCount).toBe(3);
  });

  it('cost the same reads for 1 instrument as for 50', async () => {
    await service.save(
      SYMBOLS.flatMap((symbol) =>
        Array.from({ length: 5 }, (_, i) => article({ symbols: [symbol], publishedAt: `2024-05-0${i + 1}T00:00:00Z` })),
      ),
    );
    const query = `query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on Instrument {
      news(first: 2) { nodes { title instruments { symbol } } pageInfo { hasNextPage } } sentiment { articleCount } } } }`;
    const counted = query.replace('nodes {', 'totalCount nodes {');
    for (const [text, most] of [
      [query, 3],
      [counted, 4],
    ] as const) {
      for (const count of [1, 50]) {
        storeCalls.length = 0;
        const representations = SYMBOLS.slice(0, count).map((symbol) => ({ __typename: 'Instrument', symbol }));
        const { _entities } = await call.get(alice, text, { representations });
        expect(_entities).toHaveLength(count);
        for (const { news: page, sentiment } of _entities) {
          expect(page.nodes).toHaveLength(2);
          expect(page.pageInfo.hasNextPage).toBe(true);
          expect(page.totalCount ?? 5).toBe(5);
          expect(sentiment.articleCount).toBe(5);
        }
        expect(storeCalls).toHaveLength(most);
      }
    }
  });

  it('are data from outside: texts are cleaned, addresses are of the web', async () => {
    const hostile = article({
      title: '  Acme\u0000 \u202egains\n\n ground ',
      url: 'javascript:alert(1)',
      summary: 'x'.repeat(10_000),
      source: '\u0007',
      topics: ['', ...Array.from({ length: 50 }, (_, i) => `t${i}`)],
      symbols: ['none', 'not a symbol', 'NONE'],
    });
    expect(await service.save([hostile, article({ title: ' \u0000 ' }), article({ publishedAt: 'soon' })])).toEqual({
      written: 1,
      rejected: 2,
    });
    const [node] = (await news({ symbol: 'NONE' })).nodes;
    expect(node).toMatchObject({ title: 'Acme gains ground', url: null, source: null });
    expect([node.summary.length, node.topics.length]).toEqual([5_000, 20]);
  });

  it.each([
    ['news(first: 0) { totalCount }', '1 to 100'],
    ['news(first: 101) { totalCount }', '1 to 100'],
    ['news(after: "nonsense") { nodes { id } }', 'cursor'],
    ['news(from: "2024-02-01T00:00:00Z", to: "2024-01-01T00:00:00Z") { totalCount }', 'from not after to'],
    ['sentiment(from: "2024-02-01T00:00:00Z", to: "2024-01-01T00:00:00Z") { score }', 'from not after to'],
  ])('refuse %s', async (field, reason) => {
    const { errors } = await call.ask(alice, `{ instrument(symbol: "ACME") { ${field} } }`);
    expect(errors?.[0]?.extensions['code']).toBe('BAD_USER_INPUT');
    expect(errors?.[0]?.message).toContain(reason);
  });
});

interface Labelled {
  readonly label: 'POSITIVE' | 'NEUTRAL' | 'NEGATIVE';
  readonly headline: string;
}

const golden = JSON.parse(readFileSync(new URL('../golden/news-headlines.json', import.meta.url), 'utf8')) as {
  readonly tuning: readonly Labelled[];
  readonly heldOut: readonly Labelled[];
};
const LABELS = ['POSITIVE', 'NEUTRAL', 'NEGATIVE'] as const;

function measure(set: readonly Labelled[]) {
  const scores = scoreArticles(set.map(({ headline }) => ({ title: headline, summary: null })));
  const said = scores.map((score) => (score > 0.05 ? 'POSITIVE' : score < -0.05 ? 'NEGATIVE' : 'NEUTRAL'));
  const count = (fits: (label: string, found: string) => boolean) =>
    set.filter(({ label }, i) => fits(label, said[i]!)).length;
  const f1 = LABELS.map((one) => {
    const hits = count((label, found) => label === one && found === one);
    return (2 * hits) / (count((label) => label === one) + count((_, found) => found === one));
  });
  return {
    accuracy: count((label, found) => label === found) / set.length,
    macroF1: f1.reduce((sum, value) => sum + value, 0) / f1.length,
  };
}

describe('sentiment', () => {
  /*
   * The floors are what was reached, less what a change elsewhere may cost. Headlines of which nothing had been seen
   * when they were first scored gave an accuracy of 0.96 (the held-out set), and two later sets, tuned on since, of
   * 0.84 and 0.87: expect that of others.
   */
  it.each([
    ['tuning', 280, 0.95, 0.95],
    ['heldOut', 80, 0.92, 0.92],
  ] as const)('agrees with the labels of the %s set', (name, least, accuracy, macroF1) => {
    const set = golden[name];
    const found = measure(set);
    console.info(
      `${name}: ${set.length} headlines, accuracy ${found.accuracy.toFixed(3)}, macro F1 ${found.macroF1.toFixed(3)}`,
    );
    expect(set.length).toBeGreaterThanOrEqual(least);
    expect(found.accuracy).toBeGreaterThanOrEqual(accuracy);
    expect(found.macroF1).toBeGreaterThanOrEqual(macroF1);
  });

  it('has sets that share no headline and have as many of each label', () => {
    const headlines = [...golden.tuning, ...golden.heldOut].map(({ headline }) => headline);
    expect(new Set(headlines).size).toBe(headlines.length);
    for (const set of [golden.tuning, golden.heldOut]) {
      for (const one of LABELS)
        expect(set.filter(({ label }) => label === one).length).toBeGreaterThan(0.3 * set.length);
    }
  });

  it('is computed in the thread of the analyses as it is here', async () => {
    const pool = createWorkerPool({
      entry: workerEntry(
        new URL('../../subgraphs/market-data/composition.ts', import.meta.url).href,
        './analysis.worker',
      ),
      maxThreads: 1,
      maxQueue: 1,
    });
    const texts = [{ title: 'Acme shares soar', summary: 'Profit beat estimates.' }];
    expect(await pool.run({ analysis: 'scoreNews', input: texts })).toEqual(scoreArticles(texts));
    await pool.close();
  });
});
