import { z } from 'zod';
import type { GraphClient } from '#kit/graphql/graph-client.js';
import type { Caller } from '#kit/graphql/request-context.js';
import { BacktestStatus } from '#schema/generated/enums.js';
import type { BacktestFacts } from './engine/backtest-facts.js';
import { backtestNotFound, backtestWithoutResult } from './narrative-report.errors.js';
import { BACKTEST_STATUS, REPORT_FACTS } from './report-queries.js';
import { toBacktestFacts } from './to-backtest-facts.js';

const statusAnswer = z.object({ backtest: z.object({ status: z.enum(BacktestStatus) }).nullable() });
/** The facts take several subgraphs: more time than one question. */
const FACTS_TIMEOUT_MS = 20_000;

/** What this subgraph asks the graph about a backtest, always as the one who asked for the report. */
export class BacktestOfReport {
  constructor(private readonly graph: GraphClient) {}

  /** Null when the caller may not see it, or it is gone. */
  async findStatus(id: string, { viewer, requestId }: Caller): Promise<BacktestStatus | null> {
    const answer = await this.graph.execute({ document: BACKTEST_STATUS, variables: { id }, viewer, requestId });
    return statusAnswer.parse(answer).backtest?.status ?? null;
  }

  /** Everything that a report may state. NotFound, or FailedPrecondition when it ended without a result. */
  async getFacts(id: string, { viewer, requestId }: Caller): Promise<BacktestFacts> {
    const request = { document: REPORT_FACTS, variables: { id }, viewer, requestId, timeoutMs: FACTS_TIMEOUT_MS };
    const { backtest } = await this.graph.execute<{ backtest: unknown }>(request);
    if (backtest === null) throw backtestNotFound(id);
    const facts = toBacktestFacts(backtest);
    if (facts === null) throw backtestWithoutResult(id, (await this.findStatus(id, { viewer, requestId })) ?? 'gone');
    return facts;
  }
}
