import type { OutboxRelay } from '#kit/events/outbox-relay.js';
import type { Clock } from '#kit/time/clock.js';
import { RunStatus } from '#schema/generated/enums.js';
import { type Instrument, unknownInstrument } from '../instrument/instrument.js';
import type { InstrumentService } from '../instrument/instrument.service.js';
import type { BarIntake } from './bar-intake.js';
import type { Ingestion } from './ingestion.js';
import type { IngestionRepository } from './ingestion.repository.js';
import { barsIngested } from './ingestion-events.js';
import { newIngestion } from './new-ingestion.js';

interface Sample {
  readonly file: string;
  readonly interval: Ingestion['interval'];
  readonly instrument: Instrument;
}

const company = (symbol: string, name: string, sector: string, industry: string, exchange: string): Instrument => ({
  ...unknownInstrument(symbol),
  ...{ name, sector, industry, exchange },
});

const INDEX: Instrument = { ...unknownInstrument('SPX', 'INDEX'), name: 'S&P 500' };
const APPLE = company('AAPL', 'Apple Inc.', 'Information Technology', 'Consumer Electronics', 'NASDAQ');
const monthly = (instrument: Instrument): Sample => ({ file: 'stocks-monthly.csv', interval: 'MONTHLY', instrument });

const SAMPLES: readonly Sample[] = [
  { file: 'spx-daily.csv', interval: 'DAILY', instrument: INDEX },
  { file: 'aapl-daily.csv', interval: 'DAILY', instrument: APPLE },
  monthly(APPLE),
  monthly(company('AMZN', 'Amazon.com, Inc.', 'Consumer Discretionary', 'Broadline Retail', 'NASDAQ')),
  monthly(company('GOOG', 'Alphabet Inc.', 'Communication Services', 'Interactive Media', 'NASDAQ')),
  monthly(
    company('IBM', 'International Business Machines Corporation', 'Information Technology', 'IT Services', 'NYSE'),
  ),
  monthly(company('MSFT', 'Microsoft Corporation', 'Information Technology', 'Software', 'NASDAQ')),
];

/** Nobody's own: the samples came with the installation. */
const OWNER = 'system';

/**
 * Loads the real sample bars, each file by the way that every import goes, once: an ingestion with a fixed id says that
 * it is done. A process that dies in between begins again with what is missing.
 */
export class SampleData {
  constructor(
    private readonly repository: IngestionRepository,
    private readonly instruments: InstrumentService,
    private readonly intake: BarIntake,
    private readonly folder: string,
    private readonly outbox: OutboxRelay,
    private readonly clock: Clock,
  ) {}

  /** @returns how many samples were loaded; 0 when all were there */
  async load(): Promise<number> {
    const loaded = new Set((await this.repository.findByIds(SAMPLES.map(idOf))).map(({ id }) => id));
    const missing = SAMPLES.filter((sample) => !loaded.has(idOf(sample)));
    for (const sample of missing) await this.loadOne(sample);
    return missing.length;
  }

  private async loadOne(sample: Sample): Promise<void> {
    const { file, interval, instrument } = sample;
    const { symbol, assetClass } = instrument;
    const id = idOf(sample);
    const series = { symbol, interval, assetClass, file };
    // Before the bars: what they are decides which of their days are missing.
    await this.instruments.register(instrument);
    const arrival = { ...series, ingestionId: id, ownerId: OWNER, source: 'samples', folder: this.folder };
    const taken = await this.intake.takeFile(arrival);
    const ended = { status: RunStatus.COMPLETED, progress: 1, completedAt: this.clock.now().toISOString() };
    const known = { id, provider: 'samples', symbols: [symbol], interval, assetClass, file, ownerId: OWNER };
    const ingestion = newIngestion({ ...known, ...taken, ...ended }, this.clock);
    if (await this.repository.insert(ingestion, barsIngested(ingestion, this.clock))) {
      this.outbox.relay('ingestions', ingestion.id);
    }
  }
}

function idOf({ interval, instrument }: Sample): string {
  return `ing_sample-${instrument.symbol}-${interval}`.toLowerCase();
}
