import type { Viewer } from '#kit/identity/viewer.js';
import type { Clock } from '#kit/time/clock.js';
import type { AssetClass } from '#schema/generated/enums.js';
import type { BarService } from '../bar/bar.service.js';
import { periodNotBegun } from '../ingestion/ingestion.errors.js';
import type { Ingestion } from '../ingestion/ingestion.js';
import type { IngestionService } from '../ingestion/ingestion.service.js';
import { newIngestion } from '../ingestion/new-ingestion.js';
import { refuseViewers } from '../ingestion/refuse-viewers.js';
import type { InstrumentService } from '../instrument/instrument.service.js';
import type { ProviderService } from '../provider/provider.service.js';
import type { CollectRequest } from './collection.js';
import { guessAssetClass } from './guess-asset-class.js';

/** Asks providers for data: as jobs, which the collect runner does. */
export class CollectionService {
  constructor(
    private readonly ingestions: IngestionService,
    private readonly providers: ProviderService,
    private readonly instruments: InstrumentService,
    private readonly bars: BarService,
    private readonly clock: Clock,
  ) {}

  /**
   * Queues a collection for a user.
   * @throws Forbidden, BadUserInput or FailedPrecondition for what cannot be collected
   */
  async collect(
    request: CollectRequest,
    caller: { readonly viewer: Viewer; readonly requestId?: string },
  ): Promise<Ingestion> {
    refuseViewers(caller.viewer);
    return this.collectFor(caller.viewer.id, request, { requestId: caller.requestId });
  }

  /**
   * Queues a collection in the name of an owner who was asked before: of what is kept up to date.
   * @param options.feedsOnly to ask nobody who cannot have news, such as a folder of files
   */
  async collectFor(
    ownerId: string,
    request: CollectRequest,
    options: { readonly requestId?: string | undefined; readonly feedsOnly?: boolean } = {},
  ): Promise<Ingestion> {
    const { symbols, kinds, interval, from, to } = request;
    const today = this.clock.now().toISOString().slice(0, 10);
    if (from !== null && from > Date.parse(today))
      throw periodNotBegun(new Date(from).toISOString().slice(0, 10), today);
    const assetClasses = await this.assetClasses(symbols, request.assetClass);
    const wanted = { kinds, assetClasses: [...new Set(assetClasses)], feedsOnly: options.feedsOnly ?? false };
    const provider = this.providers.choose(request.provider, wanted);
    const { assetClass } = request;
    const known = { provider: provider.name, symbols, kinds, interval, assetClass, from, to, ownerId };
    return this.ingestions.submit(newIngestion(known, this.clock), options.requestId);
  }

  /** What each symbol is known to be; of others what is given, or what the name suggests. */
  async assetClasses(symbols: readonly string[], given: AssetClass | null): Promise<AssetClass[]> {
    const known = await this.instruments.findMany(await this.bars.currentSnapshot(), symbols);
    return symbols.map((symbol, i) => known[i]?.assetClass ?? given ?? guessAssetClass(symbol));
  }

  /** Sees to it that a symbol of which something was collected can be found, bars or not. */
  async registerSymbol(symbol: string, given: AssetClass | null): Promise<void> {
    const [assetClass] = await this.assetClasses([symbol], given);
    await this.instruments.registerSymbol(symbol, assetClass!);
  }
}
