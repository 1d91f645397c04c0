import type { GraphFetch } from '../../client/graph-fetch.js';
import type { BarSent, Figures } from './product-operations.js';

/** A strategy as the last answer about it said, and as it is if the request that had no answer took effect. */
export interface ToldStrategy {
  readonly name: string;
  readonly revision: number;
  readonly asked?: { readonly name: string; readonly revision: number };
}

export interface ToldExperiment {
  readonly name: string;
  readonly strategyIds: Set<string>;
}

export interface ToldIngestion {
  readonly symbol: string;
  /** What was written, where the answer said that it was; the file has as many otherwise. */
  readonly bars: readonly BarSent[] | null;
  readonly rowCount: number;
  snapshotId: string | null;
  /** Whether its bars have been read at its snapshot. */
  isRead?: boolean;
}

/** What a run gave, to be the same ever after; null until it has been seen to end. */
export interface ToldBacktest {
  result: {
    readonly snapshotId: string;
    readonly symbol: string;
    readonly figures: Figures;
    readonly equity: readonly number[];
  } | null;
}

/** A request with an idempotency key that had no answer when the process died. */
export type Unanswered = (graph: GraphFetch) => Promise<void>;

/** What the product has said to its clients: all of it must hold ever after. */
export class Acknowledged {
  readonly strategies = new Map<string, ToldStrategy>();
  readonly experiments = new Map<string, ToldExperiment>();
  readonly backtests = new Map<string, ToldBacktest>();
  /** Report to backtest. */
  readonly reports = new Map<string, string>();
  readonly ingestions = new Map<string, ToldIngestion>();
  readonly unanswered = new Set<Unanswered>();
  /** Requests without a key that had no answer: each may have taken effect or not. */
  readonly uncertain = { experiments: 0, ingestions: 0 };
  writes = 0;

  /** Runs, reports and imports: what goes on after its answer. */
  get jobs(): number {
    const imports = [...this.ingestions.values()].filter(({ bars }) => bars === null);
    return this.backtests.size + this.reports.size + imports.length;
  }
}
