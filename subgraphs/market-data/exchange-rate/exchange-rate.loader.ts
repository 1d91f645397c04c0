import DataLoader from 'dataloader';
import type { Snapshot } from '#lake/snapshot.js';
import type { CurrencyPair, ExchangeRate } from './exchange-rate.js';
import type { ExchangeRateService } from './exchange-rate.service.js';

export interface ExchangeRateLoaders {
  readonly exchangeRate: DataLoader<CurrencyPair, ExchangeRate | null, string>;
}

export function createExchangeRateLoaders(
  service: ExchangeRateService,
  snapshot: () => Promise<Snapshot>,
): ExchangeRateLoaders {
  return {
    exchangeRate: new DataLoader<CurrencyPair, ExchangeRate | null, string>(
      async (pairs) => service.findMany(await snapshot(), pairs),
      { cacheKeyFn: ({ base, quote }) => `${base}/${quote}` },
    ),
  };
}
