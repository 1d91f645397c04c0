import { z } from 'zod';
import { readConfig } from '#kit/config/read-config.js';
import { subgraphConfigSchema } from '#kit/lifecycle/run-subgraph.js';
import { CCXT_EXCHANGES } from './provider/ccxt/exchanges.js';
import type { ProviderSettings } from './provider/providers.js';

const httpUrl = z.url({ protocol: /^https?$/, error: 'expected an http or https URL' });
const requests = (most: number) =>
  z.coerce
    .number({ error: 'expected a number of requests' })
    .int('expected a whole number of requests')
    .min(1, 'expected at least 1 request')
    .max(most, `expected at most ${most} requests`);

/** What the providers of market data are told. Every key has a default, or its provider is not configured without it. */
export const providerKeys = {
  ALPHA_VANTAGE_API_KEY: z.string().trim().min(1).max(200).optional(),
  ALPHA_VANTAGE_URL: httpUrl.default('https://www.alphavantage.co'),
  // What its free keys are allowed.
  ALPHA_VANTAGE_REQUESTS_PER_MINUTE: requests(10_000).default(5),
  ALPHA_VANTAGE_REQUESTS_PER_DAY: requests(1_000_000).default(25),
  CCXT_EXCHANGE: z.enum(CCXT_EXCHANGES, { error: `expected one of ${CCXT_EXCHANGES.join(', ')}` }).optional(),
  CCXT_URL: httpUrl.optional(),
  CCXT_REQUESTS_PER_MINUTE: requests(10_000).default(60),
};

const providerConfigSchema = z.object(providerKeys);
export type ProviderConfig = z.output<typeof providerConfigSchema>;

const schema = subgraphConfigSchema.extend(providerKeys);
export type MarketDataConfig = z.output<typeof schema>;

/** The configuration of this subgraph where it is a process of its own. Throws ConfigError with all faults at once. */
export function subgraphConfig(
  environment: Readonly<Record<string, string | undefined>> = process.env,
): MarketDataConfig {
  return readConfig(schema, environment);
}

/** What each provider is told; keys that are absent have their defaults. */
export function providerSettings(config: Partial<ProviderConfig>, importFolder: string): ProviderSettings {
  const { ALPHA_VANTAGE_API_KEY, CCXT_EXCHANGE, CCXT_URL, ...rest } = providerConfigSchema.parse(config);
  return {
    alphaVantage: {
      apiKey: ALPHA_VANTAGE_API_KEY ?? null,
      url: rest.ALPHA_VANTAGE_URL,
      requestsPerMinute: rest.ALPHA_VANTAGE_REQUESTS_PER_MINUTE,
      requestsPerDay: rest.ALPHA_VANTAGE_REQUESTS_PER_DAY,
    },
    ccxt: {
      exchange: CCXT_EXCHANGE ?? null,
      url: CCXT_URL ?? null,
      requestsPerMinute: rest.CCXT_REQUESTS_PER_MINUTE,
    },
    files: { folder: importFolder },
  };
}
