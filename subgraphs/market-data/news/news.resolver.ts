import { Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { type Connection, toConnection } from '#kit/graphql/pagination.js';
import type { MarketDataContext } from '../context.js';
import { InstrumentType } from '../instrument/instrument.type.js';
import { NewsPageArgs, NewsRangeArgs, toNewsOfSymbol, toNewsPageRequest } from './news.input.js';
import { NewsArticleConnection, NewsArticleType, SentimentAnalysisType } from './news.type.js';
import type { NewsArticle } from './news-article.js';

export function toNewsArticleType(article: NewsArticle): NewsArticleType {
  return article;
}

/** What the news say of an instrument. */
@Resolver(() => InstrumentType)
export class InstrumentNewsResolver {
  @FieldResolver(() => NewsArticleConnection, { description: 'The articles on it, newest first.' })
  async news(
    @Root() { symbol }: InstrumentType,
    @Args(() => NewsPageArgs) args: NewsPageArgs,
    @Ctx() { loaders }: MarketDataContext,
  ): Promise<Connection<NewsArticleType>> {
    return toConnection(await loaders.newsPage(toNewsPageRequest(symbol, args)), toNewsArticleType);
  }

  @FieldResolver(() => SentimentAnalysisType, {
    description: 'What the articles on it say, all in all: of the newest 1,000 of the range.',
  })
  async sentiment(
    @Root() { symbol }: InstrumentType,
    @Args(() => NewsRangeArgs) args: NewsRangeArgs,
    @Ctx() { loaders }: MarketDataContext,
  ): Promise<SentimentAnalysisType> {
    return loaders.sentiment.load(toNewsOfSymbol(symbol, args));
  }
}

@Resolver(() => NewsArticleType)
export class NewsArticleResolver {
  @FieldResolver(() => [InstrumentType], {
    description: 'The instruments that it is about, those that are known here.',
  })
  async instruments(
    @Root() { symbols }: NewsArticleType,
    @Ctx() { loaders }: MarketDataContext,
  ): Promise<InstrumentType[]> {
    const found = await Promise.all(symbols.map((symbol) => loaders.instrument.load(symbol)));
    return found.filter((instrument) => instrument !== null);
  }
}
