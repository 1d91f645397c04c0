import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { MarketDataContext } from '../context.js';
import { IngestionType } from '../ingestion/ingestion.type.js';
import { CollectMarketDataInput, toCollectRequest } from './collection.input.js';
import type { CollectionService } from './collection.service.js';

@Resolver()
export class CollectionResolver {
  constructor(private readonly service: CollectionService) {}

  @Mutation(() => IngestionType, {
    description:
      'Asks a provider for data: bars from the last stored one on unless dates are given, company figures, news or economic series. It answers at once: follow it with `ingestionUpdated`. What cannot be had of one symbol stands in `outcomes` and does not stop the others.',
  })
  async collectMarketData(
    @Arg('input', () => CollectMarketDataInput, { description: 'What, and of whom.' }) input: CollectMarketDataInput,
    @Ctx() context: MarketDataContext,
  ): Promise<IngestionType> {
    return this.service.collect(toCollectRequest(input), context);
  }
}
