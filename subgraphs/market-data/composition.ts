import 'reflect-metadata';
import { mkdir } from 'node:fs/promises';
import type { DocumentStore } from '#kit/documents/document-collection.js';
import type { EventBus } from '#kit/events/event-bus.js';
import { createOutboxRelay } from '#kit/events/outbox-relay.js';
import { buildSubgraphSchema } from '#kit/graphql/build-subgraph-schema.js';
import type { Subgraph } from '#kit/graphql/subgraph.js';
import type { JobQueue } from '#kit/jobs/job-queue.js';
import type { Logger } from '#kit/observability/logger.js';
import type { Clock } from '#kit/time/clock.js';
import { BarLakeReader } from '#lake/bar-lake-reader.js';
import { BarLakeWriter } from '#lake/bar-lake-writer.js';
import { ColumnTables } from '#lake/column-tables.js';
import { BarResolver, CoverageResolver } from './bar/bar.resolver.js';
import { BarService } from './bar/bar.service.js';
import { createLoaders, type MarketDataContext, type MarketDataLoaders } from './context.js';
import { EconomicsResolver } from './economics/economics.resolver.js';
import { EconomicsService } from './economics/economics.service.js';
import { loadSampleEconomics } from './economics/sample-economics.js';
import { IMPORT_JOB, ImportRunner } from './ingestion/import-runner.js';
import { IngestionRepository } from './ingestion/ingestion.repository.js';
import { IngestionResolver } from './ingestion/ingestion.resolver.js';
import { IngestionService } from './ingestion/ingestion.service.js';
import { SampleData } from './ingestion/sample-data.js';
import { InstrumentRepository } from './instrument/instrument.repository.js';
import { InstrumentResolver, toInstrumentType } from './instrument/instrument.resolver.js';
import { InstrumentService } from './instrument/instrument.service.js';

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
}

/** The largest file that is imported. */
const MAX_IMPORT_BYTES = 4 * 2 ** 30;

export async function composeMarketData(ports: MarketDataPorts): Promise<Subgraph<MarketDataLoaders>> {
  const { documents, bus, jobs, clock, log, folders, sampleData } = ports;
  await mkdir(folders.import, { recursive: true });
  const imports = { path: folders.import, maxBytes: MAX_IMPORT_BYTES };
  const writer = await BarLakeWriter.open({
    root: folders.bars,
    importFolders: [folders.import, folders.samples],
    clock,
  });
  const lake = await BarLakeReader.open({ root: folders.bars });
  const tables = await ColumnTables.open({ root: folders.tables });
  const instrumentRepository = await InstrumentRepository.open(documents);
  const ingestionRepository = await IngestionRepository.open(documents);
  const outbox = createOutboxRelay({ bus, log, collections: [ingestionRepository.documents] });

  const instruments = new InstrumentService(instrumentRepository);
  const bars = new BarService(lake);
  const economics = new EconomicsService(tables);
  const ingestions = new IngestionService(ingestionRepository, instruments, writer, imports, jobs, bus, outbox, clock);
  const samples = new SampleData(ingestionRepository, instruments, writer, folders.samples, outbox, clock);
  jobs.process(IMPORT_JOB, new ImportRunner(ingestionRepository, instruments, writer, imports, bus, outbox, clock));

  const { schema, sdl } = buildSubgraphSchema({
    resolvers: [
      new InstrumentResolver(instruments),
      new BarResolver(),
      new CoverageResolver(),
      new IngestionResolver(ingestions),
      new EconomicsResolver(economics),
    ],
    references: {
      Instrument: async ({ symbol }: { symbol: string }, { loaders }: MarketDataContext) => {
        const instrument = await loaders.instrument.load(symbol);
        return instrument && toInstrumentType(instrument);
      },
    },
  });

  return {
    name: 'market-data',
    schema,
    sdl,
    createLoaders: ({ viewer }) => createLoaders({ bars, instruments, economics, ingestions }, viewer),
    async start() {
      if (sampleData) {
        const loaded = (await samples.load()) + (await loadSampleEconomics(economics, folders.samples));
        if (loaded > 0) log.info({ loaded }, 'sample data loaded');
      }
      await instruments.reconcile(await lake.currentSnapshot());
      await outbox.relayAll();
      await ingestions.resume();
      await jobs.start();
    },
    async ping() {
      await Promise.all([documents.ping(), lake.currentSnapshot()]);
    },
    async close() {
      await jobs.close();
      await outbox.close();
      await writer.close();
      tables.close();
      lake.close();
    },
  };
}
