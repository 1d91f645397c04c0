import type { NewsArticle } from './news-article.js';

/** The newest articles on any of the symbols, newest first, at most so many. */
type ReadNewest = (symbols: readonly string[], limit: number) => Promise<readonly NewsArticle[]>;

const LEAST_READ = 1_000;

/**
 * The newest `each` articles on each of many symbols, by one read as a rule. The read is bounded, so that symbols with
 * much news can crowd out those with little; only what is then not certain is read again, for fewer symbols.
 *
 * @param mostRead the bound of one read; not less than `each`
 */
export async function newestOfEach(
  symbols: readonly string[],
  each: number,
  mostRead: number,
  read: ReadNewest,
): Promise<Map<string, NewsArticle[]>> {
  const limit = symbols.length === 1 ? each : Math.min(mostRead, Math.max(LEAST_READ, SLACK * symbols.length * each));
  const found = await read(symbols, limit);
  const lists = new Map<string, NewsArticle[]>(symbols.map((symbol) => [symbol, []]));
  for (const article of found) {
    for (const symbol of article.symbols) {
      const list = lists.get(symbol);
      if (list !== undefined && list.length < each) list.push(article);
    }
  }
  if (found.length < limit || symbols.length === 1) return lists;
  const uncertain = symbols.filter((symbol) => lists.get(symbol)!.length < each);
  if (uncertain.length === 0) return lists;
  const half = uncertain.length < symbols.length ? uncertain.length : Math.ceil(uncertain.length / 2);
  for (const part of [uncertain.slice(0, half), uncertain.slice(half)]) {
    if (part.length === 0) continue;
    for (const [symbol, list] of await newestOfEach(part, each, mostRead, read)) lists.set(symbol, list);
  }
  return lists;
}

/** How much more is read than would do if every symbol had as much news as any other. */
const SLACK = 4;
