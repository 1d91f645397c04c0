import {
  CreateExperimentDocument,
  CreateStrategyDocument,
  GenerateReportDocument,
  RunBacktestDocument,
} from '../../client/generated/graphql.js';
import { GraphError, type GraphFetch } from '../../client/graph-fetch.js';
import { waveBars } from '../support/sample-bars.js';
import type { Acknowledged, Unanswered } from './acknowledged.js';
import { ImportBars, IngestBars, LinkStrategy, UpdateStrategy } from './product-operations.js';
import type { Random } from './seeded-random.js';
import { toBarsSent } from './to-bars-sent.js';

/** What a client may do; the more often it is named, the more often it is done. */
const DEEDS = [
  ...(['createStrategy', 'createStrategy', 'updateStrategy', 'createExperiment', 'linkStrategy'] as const),
  ...(['runBacktest', 'runBacktest', 'generateReport', 'ingestBars', 'reviseBars', 'importBars'] as const),
];
export type Deed = (typeof DEEDS)[number];

/** The symbol whose bars are written anew again and again, always for the same days. */
export const REVISED = 'REVISED';
export const REVISED_DAYS = 400;
/** The symbol that gets further days with every write. */
export const GROWING = 'GROWING';
const GROWTH = 20;
const DAY_MS = 86_400_000;

export interface ClientOptions {
  readonly graph: GraphFetch;
  readonly told: Acknowledged;
  readonly random: Random;
  readonly imports: { readonly file: string; readonly rowCount: number };
  readonly onAnswer: (deed: Deed) => void;
}

/** Clients that write as fast as the product answers, until it is gone. */
export class BusyClients {
  /** Numbers what is created, over all lives of the product. */
  private static made = 0;
  private readonly busy = new Set<string>();
  private gone = false;

  constructor(private readonly options: ClientOptions) {}

  async work(clients: number): Promise<void> {
    await Promise.all(Array.from({ length: clients }, () => this.workAlone()));
  }

  private async workAlone(): Promise<void> {
    while (!this.gone) {
      const deed = DEEDS[this.options.random(DEEDS.length)]!;
      try {
        await this[deed]();
      } catch (error) {
        // A refusal is a fault of the product or of this test; a connection that breaks is what is meant to happen.
        if (error instanceof GraphError) throw error;
        this.gone = true;
      }
    }
  }

  private async createStrategy(): Promise<void> {
    const { told } = this.options;
    const name = `Strategy ${++BusyClients.made}`;
    const input = { name, idempotencyKey: name, config: { smaCrossover: { shortPeriod: 5, longPeriod: 20 } } };
    await this.keyed('createStrategy', async (graph) => {
      const { createStrategy } = await graph(CreateStrategyDocument, { input });
      told.strategies.set(createStrategy.id, { name, revision: createStrategy.revision });
    });
  }

  private async updateStrategy(): Promise<void> {
    const { graph, told, random } = this.options;
    const id = this.pick([...told.strategies.keys()].filter((key) => !this.busy.has(key)));
    if (id === null) return this.createStrategy();
    const before = told.strategies.get(id)!;
    const asked = { name: `Renamed ${++BusyClients.made}`, revision: before.revision + 1 };
    told.strategies.set(id, { ...before, asked });
    this.busy.add(id);
    const input = { id, name: asked.name, config: { rsiMeanReversion: { period: 5 + random(20) } } };
    const { updateStrategy } = await graph(UpdateStrategy, { input });
    told.strategies.set(id, { name: updateStrategy.name, revision: updateStrategy.revision });
    this.busy.delete(id);
    this.answered('updateStrategy');
  }

  private async createExperiment(): Promise<void> {
    const { graph, told } = this.options;
    const name = `Experiment ${++BusyClients.made}`;
    const strategyIds = [...told.strategies.keys()].slice(-3);
    told.uncertain.experiments++;
    const { createExperiment } = await graph(CreateExperimentDocument, { input: { name, strategyIds } });
    told.uncertain.experiments--;
    told.experiments.set(createExperiment.id, { name, strategyIds: new Set(strategyIds) });
    this.answered('createExperiment');
  }

  private async linkStrategy(): Promise<void> {
    const { graph, told } = this.options;
    const experimentId = this.pick([...told.experiments.keys()]);
    const strategyId = this.pick([...told.strategies.keys()]);
    if (experimentId === null || strategyId === null) return this.createExperiment();
    await graph(LinkStrategy, { strategyId, experimentId });
    told.experiments.get(experimentId)!.strategyIds.add(strategyId);
    this.answered('linkStrategy');
  }

  private async runBacktest(): Promise<void> {
    const { told, random } = this.options;
    const what =
      random(2) === 0
        ? { symbols: ['SPX'], startDate: '2000-01-03', endDate: '2020-04-17' }
        : { symbols: [REVISED], startDate: '2010-01-01', endDate: '2011-02-04' };
    const config = { smaCrossover: { shortPeriod: 5, longPeriod: 20 } };
    const input = { ...what, config, idempotencyKey: `Run ${++BusyClients.made}` };
    await this.keyed('runBacktest', async (graph) => {
      const { runBacktest } = await graph(RunBacktestDocument, { input });
      if (!told.backtests.has(runBacktest.id)) told.backtests.set(runBacktest.id, { result: null });
    });
  }

  private async generateReport(): Promise<void> {
    const { told } = this.options;
    const backtestId = this.pick([...told.backtests.keys()].slice(-5));
    if (backtestId === null) return this.runBacktest();
    const input = { backtestId, idempotencyKey: `Report ${++BusyClients.made}` };
    await this.keyed('generateReport', async (graph) => {
      const { generateNarrativeReport } = await graph(GenerateReportDocument, { input });
      told.reports.set(generateNarrativeReport.id, backtestId);
    });
  }

  private ingestBars(): Promise<void> {
    const from = Date.parse('2000-01-01') + ++BusyClients.made * GROWTH * DAY_MS;
    return this.ingest('ingestBars', GROWING, waveBars(new Date(from).toISOString(), GROWTH));
  }

  /** The same days with a wave of another length, so that every version has other figures. */
  private reviseBars(): Promise<void> {
    return this.ingest('reviseBars', REVISED, waveBars('2010-01-01', REVISED_DAYS, 20 + ++BusyClients.made));
  }

  private async ingest(deed: Deed, symbol: string, columns: ReturnType<typeof waveBars>): Promise<void> {
    const { graph, told } = this.options;
    const bars = toBarsSent(columns);
    told.uncertain.ingestions++;
    const { ingestBars } = await graph(IngestBars, { input: { symbol, bars, assetClass: 'CRYPTO' } });
    told.uncertain.ingestions--;
    const { id, snapshotId } = ingestBars;
    told.ingestions.set(id, { symbol, bars, rowCount: bars.length, snapshotId });
    this.answered(deed);
  }

  private async importBars(): Promise<void> {
    const { graph, told, imports } = this.options;
    const symbol = `IMPORT${++BusyClients.made}`;
    told.uncertain.ingestions++;
    const input = { symbol, file: imports.file, assetClass: 'CRYPTO' as const };
    const { importBars } = await graph(ImportBars, { input });
    told.uncertain.ingestions--;
    const { rowCount } = imports;
    told.ingestions.set(importBars.id, { symbol, bars: null, rowCount, snapshotId: null });
    this.answered('importBars');
  }

  /** A request that may be sent again: what has no answer is kept, to be sent to the next life of the product. */
  private async keyed(deed: Deed, send: Unanswered): Promise<void> {
    const { graph, told } = this.options;
    told.unanswered.add(send);
    await send(graph);
    told.unanswered.delete(send);
    this.answered(deed);
  }

  private answered(deed: Deed): void {
    this.options.told.writes++;
    this.options.onAnswer(deed);
  }

  private pick<T>(from: readonly T[]): T | null {
    return from[this.options.random(from.length)] ?? null;
  }
}
