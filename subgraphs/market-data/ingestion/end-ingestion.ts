import { DomainError } from '#kit/errors/domain-error.js';
import type { DomainEvent } from '#kit/events/event-bus.js';
import type { OutboxRelay } from '#kit/events/outbox-relay.js';
import type { Clock } from '#kit/time/clock.js';
import { ErrorCode, IngestionKind, RunStatus } from '#schema/generated/enums.js';
import type { Ingestion } from './ingestion.js';
import type { IngestionChanges, IngestionRepository } from './ingestion.repository.js';
import { barsIngested, ingestionEvent } from './ingestion-events.js';

type End = 'COMPLETED' | 'FAILED' | 'CANCELLED';

/** Ends ingestions, in one document update together with the events. */
export class EndIngestion {
  constructor(
    private readonly repository: IngestionRepository,
    private readonly outbox: OutboxRelay,
    private readonly clock: Clock,
  ) {}

  /** Nothing happens when it is not there, or has ended. */
  async byId(id: string, status: End, changes: IngestionChanges): Promise<void> {
    const ingestion = await this.repository.findById(id);
    if (ingestion !== null) await this.end(ingestion, status, changes);
  }

  /** Fails it with the words of a refusal, or with `otherwise` where the fault is ours and nobody else's business. */
  failed(id: string, error: Error, otherwise: string): Promise<void> {
    const failure =
      error instanceof DomainError
        ? { code: error.code, message: error.message }
        : { code: ErrorCode.INTERNAL_SERVER_ERROR, message: otherwise };
    return this.byId(id, RunStatus.FAILED, { failure });
  }

  async end(ingestion: Ingestion, status: End, changes: IngestionChanges): Promise<void> {
    const stamped = { ...changes, completedAt: this.clock.now().toISOString() };
    const events = this.eventsOf({ ...ingestion, ...stamped, status });
    if ((await this.repository.end(ingestion.id, status, stamped, events)) === null) return;
    this.outbox.relay('ingestions', ingestion.id);
  }

  /** What is in the lake is told of, whatever became of the rest. */
  private eventsOf(ended: Ingestion): DomainEvent[] {
    const hasBars = ended.kinds.includes(IngestionKind.BARS) && ended.snapshotId !== null;
    const ingested = hasBars ? [barsIngested(withBarsOnly(ended), this.clock)] : [];
    if (ended.status === RunStatus.FAILED) return [...ingested, ingestionEvent(ended, 'failed', this.clock)];
    if (ended.status === RunStatus.CANCELLED) return [...ingested, ingestionEvent(ended, 'cancelled', this.clock)];
    return hasBars ? ingested : [ingestionEvent(ended, 'completed', this.clock)];
  }
}

/** Of a collection only what concerns the lake: the symbols whose bars came, and how many bars. */
function withBarsOnly(ended: Ingestion): Ingestion {
  if (ended.outcomes.length === 0) return ended;
  const came = ended.outcomes.filter(({ kind, rowsWritten }) => kind === IngestionKind.BARS && rowsWritten > 0);
  return {
    ...ended,
    symbols: came.map(({ symbol }) => symbol),
    rowsWritten: came.reduce((sum, { rowsWritten }) => sum + rowsWritten, 0),
  };
}
