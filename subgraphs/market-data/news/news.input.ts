import { ArgsType, Field, Int } from 'type-graphql';
import { BadUserInput } from '#kit/errors/domain-error.js';
import { pageSize } from '#kit/graphql/pagination.js';
import { DateTimeScalar } from '#kit/graphql/scalars.js';
import type { NewsOfSymbol, NewsPageRequest } from './news.js';

@ArgsType()
export class NewsRangeArgs {
  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'Published then or later; from the beginning when absent.',
  })
  from?: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Published then or before; to the end when absent.' })
  to?: string | null;
}

@ArgsType()
export class NewsPageArgs extends NewsRangeArgs {
  @Field(() => Int, { nullable: true, defaultValue: 20, description: '1 to 100.' })
  first?: number | null;

  @Field(() => String, { nullable: true, description: 'The cursor after which the page begins.' })
  after?: string | null;
}

/** @throws BadUserInput for reversed times */
export function toNewsOfSymbol(symbol: string, args: NewsRangeArgs): NewsOfSymbol {
  const [from, to] = [args.from ?? null, args.to ?? null];
  if (from === null || to === null || from <= to) return { symbol, from, to };
  throw new BadUserInput(`from, to: expected from not after to, found ${from} and ${to}.`, { from, to });
}

/** @throws BadUserInput for reversed times, and for a page of less than 1 or more than 100 articles */
export function toNewsPageRequest(symbol: string, args: NewsPageArgs): NewsPageRequest {
  return { ...toNewsOfSymbol(symbol, args), first: pageSize(args.first, 20), after: args.after ?? null };
}
