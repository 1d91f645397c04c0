import 'reflect-metadata';
import type { DocumentStore } from '#kit/documents/document-collection.js';
import type { EventBus } from '#kit/events/event-bus.js';
import { createOutboxRelay } from '#kit/events/outbox-relay.js';
import { buildSubgraphSchema } from '#kit/graphql/build-subgraph-schema.js';
import type { GraphClient } from '#kit/graphql/graph-client.js';
import type { Subgraph } from '#kit/graphql/subgraph.js';
import type { JobQueue } from '#kit/jobs/job-queue.js';
import type { Logger } from '#kit/observability/logger.js';
import type { Clock } from '#kit/time/clock.js';
import { createLoaders, type GenAiLoaders } from './context.js';
import { BacktestOfReport } from './narrative-report/backtest-of-report.js';
import { NarrativeReportRepository } from './narrative-report/narrative-report.repository.js';
import { BacktestReportsResolver, NarrativeReportResolver } from './narrative-report/narrative-report.resolver.js';
import { NarrativeReportService } from './narrative-report/narrative-report.service.js';
import { ReportWriter } from './narrative-report/report-writer.js';

export interface GenAiPorts {
  readonly documents: DocumentStore;
  readonly bus: EventBus;
  readonly jobs: JobQueue;
  readonly graph: GraphClient;
  readonly clock: Clock;
  readonly log: Logger;
}

const BACKTEST_ENDS = ['backtest.completed', 'backtest.failed', 'backtest.cancelled', 'backtest.deleted'];

export async function composeGenAi(ports: GenAiPorts): Promise<Subgraph<GenAiLoaders>> {
  const { documents, bus, jobs, graph, clock, log } = ports;
  const repository = await NarrativeReportRepository.open(documents);
  const outbox = createOutboxRelay({ bus, log, collections: [repository.documents] });
  const backtests = new BacktestOfReport(graph);
  const writer = new ReportWriter(repository, backtests, jobs, outbox, clock, log);
  const reports = new NarrativeReportService(repository, backtests, writer, jobs, bus, outbox, clock);
  writer.register();

  const { schema, sdl } = buildSubgraphSchema({
    resolvers: [new NarrativeReportResolver(reports), new BacktestReportsResolver()],
    references: {
      // Whether the backtest is there is trading's to say; here it is only what reports tell of.
      Backtest: ({ id }: { id: string }) => ({ id }),
    },
  });

  return {
    name: 'gen-ai',
    schema,
    sdl,
    createLoaders: ({ viewer }) => createLoaders(reports, viewer),
    async start() {
      await bus.subscribe('gen-ai.narrative-reports', BACKTEST_ENDS, (event) => reports.backtestEnded(event));
      await outbox.relayAll();
      await reports.resume();
      await jobs.start();
    },
    ping: () => documents.ping(),
    async close() {
      await jobs.close();
      await outbox.close();
    },
  };
}
