import { Arg, Ctx, Int, Query, Resolver } from 'type-graphql';
import { pageSize } from '#kit/graphql/pagination.js';
import type { MarketDataContext } from '../context.js';
import { currencyCode } from './exchange-rate.input.js';
import type { ExchangeRateService } from './exchange-rate.service.js';
import { ExchangeRateType } from './exchange-rate.type.js';

@Resolver(() => ExchangeRateType)
export class ExchangeRateResolver {
  constructor(private readonly service: ExchangeRateService) {}

  @Query(() => ExchangeRateType, {
    nullable: true,
    description:
      'The newest rate that is stored, of a provider or from bars of the pair: the pair itself, else its inverse, else by way of USD or EUR. Null when nothing tells it.',
  })
  async exchangeRate(
    @Arg('base', () => String, { description: 'The currency of which one unit is bought: USD, BTC, in any case.' })
    base: string,
    @Arg('quote', () => String, { description: 'The currency in which it is paid.' }) quote: string,
    @Ctx() { loaders }: MarketDataContext,
  ): Promise<ExchangeRateType | null> {
    return loaders.exchangeRate.load({ base: currencyCode('base', base), quote: currencyCode('quote', quote) });
  }

  @Query(() => [ExchangeRateType], {
    description: 'The rates of exactly this pair that providers gave, newest first; the newest 1,000 are kept.',
  })
  async exchangeRateHistory(
    @Arg('base', () => String, { description: 'The currency of which one unit is bought.' }) base: string,
    @Arg('quote', () => String, { description: 'The currency in which it is paid.' }) quote: string,
    @Arg('first', () => Int, { nullable: true, defaultValue: 20, description: 'How many; 1 to 100.' })
    first: number | null,
  ): Promise<ExchangeRateType[]> {
    const pair = { base: currencyCode('base', base), quote: currencyCode('quote', quote) };
    return this.service.history(pair, pageSize(first, 20));
  }
}
