import type { OutboxRelay } from '#kit/events/outbox-relay.js';
import type { Logger } from '#kit/observability/logger.js';
import type { Clock } from '#kit/time/clock.js';
import type { SeriesKey } from '#lake/series-key.js';
import type { Finding } from './quality.js';
import type { QualityRepository } from './quality.repository.js';
import { qualityEventRaised, type Raising, toQualityEvent } from './quality-events.js';

/** How many are stored at once. */
const AT_ONCE = 50;

/** Makes events of findings: each once, however often it is found. */
export class QualityRaiser {
  constructor(
    private readonly repository: QualityRepository,
    private readonly outbox: Pick<OutboxRelay, 'relay'>,
    private readonly clock: Clock,
    private readonly log: Logger,
  ) {}

  /** @returns how many had not been raised before */
  async raise(findings: readonly Finding[], key: SeriesKey, by: Raising): Promise<number> {
    let raised = 0;
    for (let start = 0; start < findings.length; start += AT_ONCE) {
      const stored = await Promise.all(
        findings.slice(start, start + AT_ONCE).map(async (finding) => {
          const event = toQualityEvent(finding, key, by, this.clock);
          const isNew = await this.repository.insert(event, qualityEventRaised(event, by, this.clock));
          if (isNew) this.outbox.relay(this.repository.documents.name, event.id);
          return isNew;
        }),
      );
      raised += stored.filter(Boolean).length;
    }
    return raised;
  }

  /** Says what was found and is more than one inspection raises. */
  noteUnlisted(unlisted: number, key: SeriesKey, by: Raising): void {
    if (unlisted === 0) return;
    const { symbol, interval } = key;
    this.log.warn(
      { symbol, interval, ingestion: by.ingestionId, unlisted },
      'more anomalies than one inspection raises',
    );
  }
}
