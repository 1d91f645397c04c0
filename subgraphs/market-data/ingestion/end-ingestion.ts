import type { OutboxRelay } from '#kit/events/outbox-relay.js';
import type { Clock } from '#kit/time/clock.js';
import { IngestionKind, RunStatus } from '#schema/generated/enums.js';
import type { Ingestion } from './ingestion.js';
import type { IngestionChanges, IngestionRepository } from './ingestion.repository.js';
import { barsIngested, ingestionEvent } from './ingestion-events.js';

type End = 'COMPLETED' | 'FAILED' | 'CANCELLED';

/** Ends ingestions, in one document update together with the event. */
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

  async end(ingestion: Ingestion, status: End, changes: IngestionChanges): Promise<void> {
    const stamped = { ...changes, completedAt: this.clock.now().toISOString() };
    const event = this.eventOf({ ...ingestion, ...stamped, status });
    if ((await this.repository.advance(ingestion.id, status, stamped, event)) === null) return;
    this.outbox.relay('ingestions', ingestion.id);
  }

  private eventOf(ended: Ingestion) {
    if (ended.status === RunStatus.FAILED) return ingestionEvent(ended, 'failed', this.clock);
    if (ended.status === RunStatus.CANCELLED) return ingestionEvent(ended, 'cancelled', this.clock);
    if (!ended.kinds.includes(IngestionKind.BARS) || ended.snapshotId === null) {
      return ingestionEvent(ended, 'completed', this.clock);
    }
    return barsIngested(withBarsOnly(ended), this.clock);
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
