import { z } from 'zod';
import { calendarTime } from '../calendar-time.js';
import type { FetchedArticle } from '../market-data-provider.js';
import { malformed } from '../provider.errors.js';
import { ALPHA_VANTAGE, type Answer } from './alpha-vantage-client.js';
import { toNumber, toText } from './field.js';

const article = z.object({
  title: z.string(),
  url: z.string().nullish(),
  time_published: z.string(),
  summary: z.string().nullish(),
  source: z.string().nullish(),
  topics: z.array(z.object({ topic: z.string() })).nullish(),
  overall_sentiment_score: z.unknown(),
  ticker_sentiment: z.array(z.object({ ticker: z.string() })).nullish(),
});
const TIME = /^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})?$/;
const MOST_TOPICS = 20;
const MOST_SYMBOLS = 50;

/** The answer of NEWS_SENTIMENT. An article that cannot be dated, or has no title, is left out. */
export function readNews(answer: Answer): FetchedArticle[] {
  if (!('feed' in answer)) {
    if (Object.keys(answer).length === 0) return [];
    throw malformed(ALPHA_VANTAGE, 'a feed of articles', `the keys ${Object.keys(answer).join(', ').slice(0, 100)}`);
  }
  const feed = z.array(z.unknown()).max(1_000).safeParse(answer['feed']);
  if (!feed.success) throw malformed(ALPHA_VANTAGE, 'at most 1000 articles as feed', typeof answer['feed']);
  return feed.data.flatMap((item) => {
    const parsed = article.safeParse(item);
    return parsed.success ? toArticle(parsed.data) : [];
  });
}

function toArticle(item: z.output<typeof article>): FetchedArticle[] {
  const [title, time] = [toText(item.title), TIME.exec(item.time_published)];
  if (title === null || time === null) return [];
  const at = calendarTime(`${time[1]}-${time[2]}-${time[3]}T${time[4]}:${time[5]}:${time[6] ?? '00'}Z`);
  if (Number.isNaN(at)) return [];
  const score = toNumber(item.overall_sentiment_score);
  return [
    {
      title,
      url: toWebAddress(item.url),
      source: toText(item.source),
      summary: toText(item.summary),
      publishedAt: new Date(at).toISOString(),
      topics: (item.topics ?? []).slice(0, MOST_TOPICS).map(({ topic }) => topic),
      symbols: (item.ticker_sentiment ?? []).slice(0, MOST_SYMBOLS).flatMap(({ ticker }) => toSymbol(ticker) ?? []),
      sentimentScore: score === null ? null : Math.min(1, Math.max(-1, score)),
    },
  ];
}

/** CRYPTO:BTC is our BTC/USD, FOREX:EUR our EUR/USD, the prices that it quotes. */
function toSymbol(ticker: string): string | null {
  const symbol = ticker.toUpperCase().replace(/^(CRYPTO|FOREX):([A-Z0-9]+)$/, '$2/USD');
  return /^[A-Z0-9^][A-Z0-9.\-=/^]{0,19}$/.test(symbol) ? symbol : null;
}

/** Only what a browser may be sent to: never a `javascript:` of somebody's feed. */
function toWebAddress(value: string | null | undefined): string | null {
  const text = toText(value);
  return text !== null && text.length <= 2_000 && /^https?:\/\//i.test(text) && URL.canParse(text) ? text : null;
}
