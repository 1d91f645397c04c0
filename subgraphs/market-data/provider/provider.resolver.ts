import { Query, Resolver } from 'type-graphql';
import type { MarketDataProvider } from './market-data-provider.js';
import type { ProviderService } from './provider.service.js';
import { DataProviderType } from './provider.type.js';

@Resolver(() => DataProviderType)
export class ProviderResolver {
  constructor(private readonly service: ProviderService) {}

  @Query(() => [DataProviderType], {
    description: 'The sources of market data, in the order in which they are tried where none is named.',
  })
  dataProviders(): DataProviderType[] {
    return this.service.list().map(toDataProviderType);
  }
}

function toDataProviderType(provider: MarketDataProvider): DataProviderType {
  const { healthy, ...health } = provider.health();
  const { name, configured, kinds } = provider;
  return { name, configured, kinds, ...health, healthy: healthy && configured };
}
