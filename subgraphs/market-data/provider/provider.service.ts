import { type AssetClass, IngestionKind } from '#schema/generated/enums.js';
import type { MarketDataProvider } from './market-data-provider.js';
import { kindNotServed, noProvider, providerNotConfigured, providerUnknown } from './provider.errors.js';

/** What data are wanted: decides who can give them. */
export interface DataWanted {
  readonly kinds: readonly IngestionKind[];
  readonly assetClasses: readonly AssetClass[];
  /** Only who may have something new whenever asked. */
  readonly feedsOnly?: boolean;
}

/** Who has data, and how they are. */
export class ProviderService {
  constructor(private readonly providers: readonly MarketDataProvider[]) {}

  /** In the order in which they are tried. */
  list(): readonly MarketDataProvider[] {
    return this.providers;
  }

  find(name: string): MarketDataProvider | null {
    return this.providers.find((provider) => provider.name === name) ?? null;
  }

  /**
   * The provider of that name, or the first healthy one that can give what is wanted.
   * @throws BadUserInput for a name that nobody has, or who does not serve this; FailedPrecondition when it is not
   *   configured, or nobody is who serves this
   */
  choose(name: string | null, wanted: DataWanted): MarketDataProvider {
    if (name !== null) return this.named(name, wanted);
    const able = this.providers.filter((provider) => serves(provider, wanted));
    const configured = able.filter((provider) => provider.configured);
    // One that is not healthy may be so again when its turn comes; and what fails is told, symbol by symbol.
    const chosen = configured.find((provider) => provider.health().healthy) ?? configured[0];
    if (chosen !== undefined) return chosen;
    throw noProvider(
      wanted.kinds.join(' and '),
      able.map(({ setting }) => setting),
    );
  }

  private named(name: string, { kinds }: DataWanted): MarketDataProvider {
    const provider = this.find(name.trim().toLowerCase());
    if (provider === null)
      throw providerUnknown(
        name,
        this.providers.map((one) => one.name),
      );
    const missing = kinds.find((kind) => !provider.kinds.includes(kind));
    if (missing !== undefined) throw kindNotServed(provider.name, missing, provider.kinds);
    if (!provider.configured) throw providerNotConfigured(provider.name, provider.setting);
    return provider;
  }
}

function serves(provider: MarketDataProvider, { kinds, assetClasses, feedsOnly }: DataWanted): boolean {
  if (feedsOnly && !provider.isFeed) return false;
  if (!kinds.every((kind) => provider.kinds.includes(kind))) return false;
  if (!kinds.includes(IngestionKind.BARS)) return true;
  return assetClasses.every((assetClass) => provider.assetClasses.includes(assetClass));
}
