import type { OutboxRelay } from '#kit/events/outbox-relay.js';
import type { Logger } from '#kit/observability/logger.js';
import type { Clock } from '#kit/time/clock.js';
import type { SeriesKey } from '#lake/series-key.js';
import { anomalyName, type Finding } from './quality.js';
import type { QualityRepository } from './quality.repository.js';
import { qualityEventRaised, type Raising, toQualityEvent } from './quality-events.js';

/** How many are stored at once. */
const AT_ONCE = 50;

/**
 * Makes events of findings: each once, however often it is found. One that new bars have resolved is opened again when
 * they bring it back; what a person has resolved stays so.
 */
export class QualityRaiser {
  constructor(
    private readonly repository: QualityRepository,
    private readonly outbox: Pick<OutboxRelay, 'relay'>,
    private readonly clock: Clock,
    private readonly log: Logger,
  ) {}

  /** @returns how many are new, or open again */
  async raise(findings: readonly Finding[], key: SeriesKey, by: Raising): Promise<number> {
    if (findings.length === 0) return 0;
    const settled = await this.repository.findSettled(key.symbol, key.interval);
    const before = new Map(
      settled.map((event) => [anomalyName({ ...event, occurredAt: Date.parse(event.occurredAt) }), event.id]),
    );
    let raised = 0;
    for (let start = 0; start < findings.length; start += AT_ONCE) {
      const stored = await Promise.all(
        findings.slice(start, start + AT_ONCE).map(async (finding) => {
          const found = toQualityEvent(finding, key, by, this.clock);
          const known = before.get(anomalyName(finding));
          const event = known === undefined ? found : { ...found, id: known };
          const told = qualityEventRaised(event, by, this.clock);
          const isNew = await (known === undefined
            ? this.repository.insert(event, told)
            : this.repository.reopen(event, told));
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
