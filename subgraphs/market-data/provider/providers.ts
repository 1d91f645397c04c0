import { AlphaVantage, type AlphaVantageSettings } from './alpha-vantage/alpha-vantage.js';
import { Ccxt, type CcxtSettings } from './ccxt/ccxt.js';
import { Files, type FilesSettings } from './files/files.js';
import type { MarketDataProvider } from './market-data-provider.js';
import type { GateLimits, GateSurroundings } from './provider-gate.js';

/** What each provider is told by the environment. */
export interface ProviderSettings {
  readonly alphaVantage: AlphaVantageSettings;
  readonly ccxt: CcxtSettings;
  readonly files: FilesSettings;
}

type Make = (
  settings: ProviderSettings,
  surroundings: GateSurroundings,
  limits: Partial<GateLimits>,
) => MarketDataProvider;

/** All providers, in the order in which they are tried where none is named. */
const PROVIDERS = {
  'alpha-vantage': ({ alphaVantage }, surroundings, limits) => new AlphaVantage(alphaVantage, surroundings, limits),
  ccxt: ({ ccxt }, surroundings, limits) => new Ccxt(ccxt, surroundings, limits),
  files: ({ files }, { clock }) => new Files(files, clock),
} satisfies Record<string, Make>;

export function createProviders(
  settings: ProviderSettings,
  surroundings: GateSurroundings,
  limits: Partial<GateLimits> = {},
): readonly MarketDataProvider[] {
  return Object.values<Make>(PROVIDERS).map((make) => make(settings, surroundings, limits));
}
