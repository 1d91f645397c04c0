import type { DocumentStore } from '#kit/documents/document-collection.js';
import { openMemoryStore } from '#kit/documents/nedb-document-store.js';
import { DomainError } from '#kit/errors/domain-error.js';
import type { EventBus } from '#kit/events/event-bus.js';
import { createInProcessEventBus } from '#kit/events/in-process-event-bus.js';
import { createOutboxRelay, type OutboxRelay } from '#kit/events/outbox-relay.js';
import { createWorkerPool } from '#kit/jobs/worker-pool.js';
import { silentLogger } from '#kit/observability/logger.js';
import type { BarColumns } from '#lake/bar-columns.js';
import { BarLakeReader } from '#lake/bar-lake-reader.js';
import { BarLakeWriter } from '#lake/bar-lake-writer.js';
import type { SeriesKey } from '#lake/series-key.js';
import { AssetClass, DataInterval, ErrorCode } from '#schema/generated/enums.js';
import { BarService } from '../../subgraphs/market-data/bar/bar.service.js';
import { InstrumentRepository } from '../../subgraphs/market-data/instrument/instrument.repository.js';
import { InstrumentService } from '../../subgraphs/market-data/instrument/instrument.service.js';
import { ArrivalInspectionService } from '../../subgraphs/market-data/quality/arrival-inspection.service.js';
import { EventSettler } from '../../subgraphs/market-data/quality/event-settler.js';
import { InspectionService } from '../../subgraphs/market-data/quality/inspection.service.js';
import { Inspector } from '../../subgraphs/market-data/quality/inspector.js';
import type { ComingBars } from '../../subgraphs/market-data/quality/pending-inspection.js';
import { PendingInspectionRepository } from '../../subgraphs/market-data/quality/pending-inspection.repository.js';
import type { QualityEvent } from '../../subgraphs/market-data/quality/quality.js';
import { QualityRepository } from '../../subgraphs/market-data/quality/quality.repository.js';
import { QualityRaiser } from '../../subgraphs/market-data/quality/quality-raiser.js';
import { QualityReportService } from '../../subgraphs/market-data/quality/quality-report.service.js';
import { QuarantineService } from '../../subgraphs/market-data/quality/quarantine.service.js';
import { seededChance } from './quality-plantings.js';
import { temporaryFolder } from './temporary-folder.js';

export const SPX: SeriesKey = { symbol: 'SPX', interval: DataInterval.DAILY };

const EVERY_EVENT = { symbols: null, minSeverity: null, status: null, anomalyTypes: null, from: null, to: null };

/** The services of data quality over documents in memory and a lake in a new folder, at a time that a test decides. */
export class QualityHouse {
  now = new Date('2020-04-20T12:00:00Z');
  readonly clock = { now: () => this.now };
  /** Symbols that somebody keeps up to date. */
  readonly kept = new Set<string>();
  /** Whether new events are relayed: ten thousand of them take their time. */
  relays = true;
  readonly bars: BarService;
  readonly reports: QualityReportService;
  readonly inspections: InspectionService;
  readonly arrivals: ArrivalInspectionService;
  /** Whether the threads take no more work. */
  isBusy = false;
  private readonly threads = createWorkerPool({
    entry: new URL('../../subgraphs/market-data/analysis.worker.ts', import.meta.url),
    maxThreads: 1,
    maxQueue: 9,
  });

  private constructor(
    private readonly folder: Awaited<ReturnType<typeof temporaryFolder>>,
    readonly writer: BarLakeWriter,
    readonly lake: BarLakeReader,
    private readonly store: DocumentStore,
    readonly bus: EventBus,
    readonly outbox: OutboxRelay,
    readonly repository: QualityRepository,
    readonly pending: PendingInspectionRepository,
    instruments: InstrumentService,
  ) {
    this.bars = new BarService(lake, instruments);
    const kept = {
      keptUpToDate: async (keys: readonly SeriesKey[]) => keys.map(({ symbol }) => this.kept.has(symbol)),
    };
    const inspector = new Inspector(this.bars, {
      run: async (input, options) => {
        if (this.isBusy) throw new DomainError(ErrorCode.RATE_LIMITED, 'All threads are busy.');
        return this.threads.run(input, options);
      },
    });
    const relay = (name: string, id: string) => void (this.relays && outbox.relay(name, id));
    const raiser = new QualityRaiser(repository, { relay }, this.clock, silentLogger);
    this.reports = new QualityReportService(repository, this.bars, inspector, kept, this.clock);
    this.inspections = new InspectionService(
      repository,
      this.bars,
      instruments,
      inspector,
      raiser,
      new EventSettler(repository, this.bars, { relay }, this.clock),
      this.quarantine(),
      this.reports,
      kept,
      this.clock,
    );
    this.arrivals = new ArrivalInspectionService(pending, this.inspections, instruments, this.bars, silentLogger);
  }

  static async open(): Promise<QualityHouse> {
    const folder = await temporaryFolder();
    const store = openMemoryStore();
    const bus = await createInProcessEventBus({
      documents: store,
      clock: { now: () => new Date(0) },
      log: silentLogger,
    });
    const repository = await QualityRepository.open(store);
    const instruments = new InstrumentService(await InstrumentRepository.open(store));
    await instruments.registerSymbol('SPX', AssetClass.INDEX);
    return new QualityHouse(
      folder,
      await BarLakeWriter.open({ root: folder.path }),
      await BarLakeReader.open({ root: folder.path }),
      store,
      bus,
      createOutboxRelay({ bus, log: silentLogger, collections: [repository.documents] }),
      repository,
      await PendingInspectionRepository.open(store),
      instruments,
    );
  }

  /** As a process has it that starts now. */
  quarantine(lake: Pick<BarLakeWriter, 'removeSame'> = this.writer): QuarantineService {
    return new QuarantineService(this.repository, this.bars, lake, silentLogger);
  }

  /** Writes bars and has them inspected. @returns how many events are new */
  async write(key: SeriesKey, columns: BarColumns, more: Partial<ComingBars> = {}): Promise<number> {
    const coming = {
      ...{ key, assetClass: AssetClass.INDEX, ingestionId: 'ing_1', ownerId: 'usr_1' },
      ...{ rejected: [], duplicates: [], judgeFrom: null },
      ...more,
    };
    const { eventsRaised } = await this.arrivals.inspectWrite(coming, async () => ({
      rejected: coming.rejected,
      duplicateTimestamps: coming.duplicates,
      written: columns.timestamps.length > 0 && (await this.writer.upsert(key, columns, 'test')),
    }));
    return eventsRaised;
  }

  /** At most 100. */
  async raised(): Promise<QualityEvent[]> {
    return (await this.repository.findPage(EVERY_EVENT, { first: 100 })).items.map(({ item }) => item);
  }

  /** The ranges of all reads of bars from now on. */
  observeReads(): { readonly from?: number }[] {
    const reads: { readonly from?: number }[] = [];
    const columns = this.bars.columns.bind(this.bars);
    this.bars.columns = (snapshot, keys, range = {}) => {
      reads.push(range);
      return columns(snapshot, keys, range);
    };
    return reads;
  }

  async close(): Promise<void> {
    await this.outbox.close();
    await this.bus.close();
    await this.threads.close();
    await this.writer.close();
    this.lake.close();
    await this.store.close();
    await this.folder.remove();
  }
}

/** A series of one-minute bars without events. */
export function minutes(count: number) {
  const chance = seededChance(9);
  const closes = Float64Array.from({ length: count }, () => 100 + chance());
  return {
    timestamps: closes.map((_, i) => Date.UTC(2020, 0, 1) + i * 60_000),
    open: closes.slice(),
    high: closes.map((close) => close * 1.001),
    low: closes.map((close) => close * 0.999),
    close: closes,
    volume: closes.map((_, i) => 1_000 + (i % 7)),
    adjustedClose: closes,
  };
}
