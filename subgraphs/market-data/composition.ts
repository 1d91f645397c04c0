import 'reflect-metadata';
import { mkdir } from 'node:fs/promises';
import type { DocumentStore } from '#kit/documents/document-collection.js';
import type { EventBus } from '#kit/events/event-bus.js';
import { createOutboxRelay } from '#kit/events/outbox-relay.js';
import { buildSubgraphSchema } from '#kit/graphql/build-subgraph-schema.js';
import type { Subgraph } from '#kit/graphql/subgraph.js';
import type { JobQueue } from '#kit/jobs/job-queue.js';
import { workerEntry } from '#kit/jobs/worker-entry.js';
import { createWorkerPool } from '#kit/jobs/worker-pool.js';
import type { Logger } from '#kit/observability/logger.js';
import type { Clock } from '#kit/time/clock.js';
import { repeat } from '#kit/time/repeat.js';
import { timerScheduler } from '#kit/time/scheduler.js';
import { BarLakeReader } from '#lake/bar-lake-reader.js';
import { BarLakeWriter } from '#lake/bar-lake-writer.js';
import { ColumnTables } from '#lake/column-tables.js';
import { BarResolver, CoverageResolver } from './bar/bar.resolver.js';
import { BarService } from './bar/bar.service.js';
import { BarCollector } from './collection/bar-collector.js';
import { CollectRunner } from './collection/collect-runner.js';
import { CollectionResolver } from './collection/collection.resolver.js';
import { CollectionService } from './collection/collection.service.js';
import { kindCollectors } from './collection/kind-collectors.js';
import { UpkeepService } from './collection/upkeep.service.js';
import { createLoaders, type MarketDataContext, type MarketDataLoaders } from './context.js';
import { CalendarService } from './economics/calendar.service.js';
import { EconomicSeriesRepository } from './economics/economic-series.repository.js';
import { EconomicsResolver } from './economics/economics.resolver.js';
import { EconomicsService } from './economics/economics.service.js';
import { loadSampleEconomics } from './economics/sample-economics.js';
import { ExchangeRateRepository } from './exchange-rate/exchange-rate.repository.js';
import { ExchangeRateResolver } from './exchange-rate/exchange-rate.resolver.js';
import { ExchangeRateService } from './exchange-rate/exchange-rate.service.js';
import { FeedRepository } from './feed/feed.repository.js';
import { CoverageFeedResolver, QuoteFeedResolver } from './feed/feed.resolver.js';
import { FeedService } from './feed/feed.service.js';
import { FundamentalsRepository } from './fundamentals/fundamentals.repository.js';
import { FundamentalsResolver, InstrumentFundamentalsResolver } from './fundamentals/fundamentals.resolver.js';
import { FundamentalsService } from './fundamentals/fundamentals.service.js';
import { IndicatorResolver } from './indicator/indicator.resolver.js';
import { IndicatorService } from './indicator/indicator.service.js';
import { BarIntake } from './ingestion/bar-intake.js';
import { EndIngestion } from './ingestion/end-ingestion.js';
import { ImportRunner } from './ingestion/import-runner.js';
import { IngestionRepository } from './ingestion/ingestion.repository.js';
import { IngestionResolver } from './ingestion/ingestion.resolver.js';
import { IngestionService } from './ingestion/ingestion.service.js';
import { COLLECT_JOB, IMPORT_JOB } from './ingestion/ingestion-jobs.js';
import { SampleData } from './ingestion/sample-data.js';
import { InstrumentRepository } from './instrument/instrument.repository.js';
import { InstrumentResolver, toInstrumentType } from './instrument/instrument.resolver.js';
import { InstrumentService } from './instrument/instrument.service.js';
import { InstrumentImportService } from './instrument/instrument-import.service.js';
import { NewsRepository } from './news/news.repository.js';
import { InstrumentNewsResolver, NewsArticleResolver, toNewsArticleType } from './news/news.resolver.js';
import { NewsService } from './news/news.service.js';
import { ProviderResolver } from './provider/provider.resolver.js';
import { ProviderService } from './provider/provider.service.js';
import type { GateLimits, GateSurroundings } from './provider/provider-gate.js';
import { createProviders, type ProviderSettings } from './provider/providers.js';
import { ArrivalInspectionService } from './quality/arrival-inspection.service.js';
import { EventSettler } from './quality/event-settler.js';
import { InspectionService } from './quality/inspection.service.js';
import { Inspector } from './quality/inspector.js';
import { PendingInspectionRepository } from './quality/pending-inspection.repository.js';
import { QualityRepository } from './quality/quality.repository.js';
import { QualityResolver } from './quality/quality.resolver.js';
import { QualityService } from './quality/quality.service.js';
import {
  InstrumentQualityResolver,
  QualityEventFieldsResolver,
  QualitySummaryFieldsResolver,
  toQualityEventType,
} from './quality/quality-fields.resolver.js';
import { QualityRaiser } from './quality/quality-raiser.js';
import { QualityReportService } from './quality/quality-report.service.js';
import { QuarantineService } from './quality/quarantine.service.js';
import { RegimeResolver } from './regime/regime.resolver.js';
import { RegimeService } from './regime/regime.service.js';
import { RegimeFits } from './regime/regime-fits.js';
import { RegimeTables } from './regime/regime-tables.js';

export interface MarketDataFolders {
  /** The lake, which only this subgraph writes. */
  readonly bars: string;
  /** Its tables of numbers that are no bars. */
  readonly tables: string;
  /** Where users put files to be imported. */
  readonly import: string;
  /** The real data that comes with the installation. */
  readonly samples: string;
}

export interface MarketDataPorts {
  readonly documents: DocumentStore;
  readonly bus: EventBus;
  readonly jobs: JobQueue;
  readonly clock: Clock;
  readonly log: Logger;
  readonly folders: MarketDataFolders;
  /** Whether the real sample data is loaded at the first start. */
  readonly sampleData: boolean;
  /** What providers of data are told; see config.ts. */
  readonly providers: ProviderSettings;
  /** How providers are waited for; tests decide. */
  readonly waiting?: Partial<GateLimits & GateSurroundings>;
}

/** Decoded columns of bars that are kept: a million bars are 54 MB. */
const BAR_CACHE_MB = 256;
const COLLECT_DUE_EVERY_MS = 5 * 60_000;
const RECHECK_EVERY_MS = 60 * 60_000;
/** The largest file that is imported. */
const MAX_IMPORT_BYTES = 4 * 2 ** 30;

export async function composeMarketData(ports: MarketDataPorts): Promise<Subgraph<MarketDataLoaders>> {
  const { documents, bus, jobs, clock, log, folders, sampleData, waiting = {} } = ports;
  await mkdir(folders.import, { recursive: true });
  const imports = { path: folders.import, maxBytes: MAX_IMPORT_BYTES };
  const writer = await BarLakeWriter.open({
    root: folders.bars,
    importFolders: [folders.import, folders.samples],
    clock,
  });
  const lake = await BarLakeReader.open({ root: folders.bars, cacheMb: BAR_CACHE_MB });
  const tables = await ColumnTables.open({ root: folders.tables });
  const analyses = createWorkerPool({
    entry: workerEntry(import.meta.url, './analysis.worker'),
    maxThreads: 1,
    maxQueue: 200,
  });
  const instrumentRepository = await InstrumentRepository.open(documents);
  const ingestionRepository = await IngestionRepository.open(documents);
  const feedRepository = await FeedRepository.open(documents);
  const qualityRepository = await QualityRepository.open(documents);
  const outbox = createOutboxRelay({
    bus,
    log,
    collections: [ingestionRepository.documents, qualityRepository.documents],
  });

  const instruments = new InstrumentService(instrumentRepository);
  const instrumentImports = new InstrumentImportService(instrumentRepository, folders.import, bus, clock);
  const bars = new BarService(lake, instruments);
  const economics = new EconomicsService(tables, await EconomicSeriesRepository.open(documents));
  const calendar = new CalendarService(economics, clock);
  const news = new NewsService(await NewsRepository.open(documents), (articles) =>
    analyses.run({ analysis: 'scoreNews', input: articles }),
  );
  const exchangeRates = new ExchangeRateService(
    await ExchangeRateRepository.open(documents),
    ...([bars, instruments, clock] as const),
  );
  const indicators = new IndicatorService(bars, analyses);
  const regimes = new RegimeService(bars, new RegimeFits(new RegimeTables(tables), analyses, log));
  const kept = new FeedService(feedRepository, clock);
  const inspector = new Inspector(bars, analyses);
  const raiser = new QualityRaiser(qualityRepository, outbox, clock, log);
  const quarantine = new QuarantineService(qualityRepository, bars, writer, log);
  const qualityReports = new QualityReportService(qualityRepository, bars, inspector, kept, clock);
  const qualityEvents = new QualityService(qualityRepository, quarantine, bus, outbox, clock);
  const inspections = new InspectionService(
    qualityRepository,
    bars,
    instruments,
    inspector,
    raiser,
    new EventSettler(qualityRepository, bars, outbox, clock),
    quarantine,
    qualityReports,
    kept,
    clock,
  );
  const fundamentals = new FundamentalsService(await FundamentalsRepository.open(documents), instruments, inspections);
  const providers = new ProviderService(
    createProviders(ports.providers, { clock, random: Math.random, ...waiting }, waiting),
  );
  const pendingInspections = await PendingInspectionRepository.open(documents);
  const arrivals = new ArrivalInspectionService(pendingInspections, inspections, instruments, bars, log);
  const intake = new BarIntake(writer, arrivals, quarantine);
  const ending = new EndIngestion(ingestionRepository, outbox, clock);
  const ingestions = new IngestionService(ingestionRepository, intake, imports, jobs, bus, outbox, clock);
  const collections = new CollectionService(ingestions, providers, instruments, bars, clock);
  const upkeep = new UpkeepService(kept, collections, clock);
  const samples = new SampleData(ingestionRepository, instruments, intake, folders.samples, outbox, clock);
  const collectors = kindCollectors(new BarCollector(bars, intake, collections, kept, imports), {
    ...{ collections, fundamentals, news, economics, exchangeRates },
  });
  jobs.process(IMPORT_JOB, new ImportRunner(ingestionRepository, intake, imports, ending, bus, clock));
  jobs.process(COLLECT_JOB, new CollectRunner(ingestionRepository, providers, collectors, ending, bus, clock, log));

  const { schema, sdl } = buildSubgraphSchema({
    resolvers: [
      new InstrumentResolver(instruments, instrumentImports),
      new BarResolver(),
      new CoverageResolver(),
      new IndicatorResolver(),
      new RegimeResolver(regimes),
      new QualityResolver(qualityEvents, inspections),
      new InstrumentQualityResolver(),
      new QualityEventFieldsResolver(),
      new QualitySummaryFieldsResolver(),
      new IngestionResolver(ingestions),
      new CollectionResolver(collections),
      new ProviderResolver(providers),
      new CoverageFeedResolver(),
      new QuoteFeedResolver(),
      new EconomicsResolver(economics, calendar),
      new InstrumentFundamentalsResolver(),
      new FundamentalsResolver(),
      new InstrumentNewsResolver(),
      new NewsArticleResolver(),
      new ExchangeRateResolver(exchangeRates),
    ],
    references: {
      Instrument: async ({ symbol }: { symbol: string }, { loaders }: MarketDataContext) => {
        const instrument = await loaders.instrument.load(symbol);
        return instrument && toInstrumentType(instrument);
      },
      NewsArticle: async ({ id }: { id: string }, { loaders }: MarketDataContext) => {
        const article = await loaders.newsArticle.load(id);
        return article && toNewsArticleType(article);
      },
      DataQualityEvent: async ({ id }: { id: string }, { loaders }: MarketDataContext) => {
        const event = await loaders.qualityEvent.load(id);
        return event && toQualityEventType(event);
      },
    },
  });

  const schedule = {
    scheduler: timerScheduler,
    onError: (error: unknown) => log.error({ err: error }, 'upkeep failed'),
  };
  let endUpkeep: readonly (() => Promise<void>)[] = [];

  return {
    name: 'market-data',
    schema,
    sdl,
    createLoaders: ({ viewer }) =>
      createLoaders(
        {
          bars,
          indicators,
          regimes,
          qualityReports,
          qualityEvents,
          instruments,
          economics,
          fundamentals,
          news,
          exchangeRates,
          ingestions,
          feeds: kept,
        },
        viewer,
      ),
    async start() {
      if (sampleData) {
        const loaded = (await samples.load()) + (await loadSampleEconomics(economics, folders.samples));
        if (loaded > 0) log.info({ loaded }, 'sample data loaded');
      }
      await quarantine.resume();
      await arrivals.makeUp({ atStart: true });
      await instruments.reconcile(await lake.currentSnapshot());
      await outbox.relayAll();
      await ingestions.resume();
      await jobs.start();
      endUpkeep = [
        repeat(() => upkeep.collectDue(), { ...schedule, everyMs: COLLECT_DUE_EVERY_MS }),
        repeat(() => arrivals.makeUp({ atStart: false }), { ...schedule, everyMs: RECHECK_EVERY_MS }),
        repeat(() => inspections.recheckKept(), { ...schedule, everyMs: RECHECK_EVERY_MS }),
      ];
    },
    async ping() {
      await Promise.all([documents.ping(), lake.currentSnapshot()]);
    },
    async close() {
      await Promise.all(endUpkeep.map((end) => end()));
      await jobs.close();
      await outbox.close();
      await analyses.close();
      await writer.close();
      tables.close();
      lake.close();
    },
  };
}
