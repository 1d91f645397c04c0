import { DomainError } from '#kit/errors/domain-error.js';
import { newId } from '#kit/ids/new-id.js';
import type { Logger } from '#kit/observability/logger.js';
import { seriesId } from '#lake/series-key.js';
import type { BarService } from '../bar/bar.service.js';
import type { InstrumentService } from '../instrument/instrument.service.js';
import type { InspectionService } from './inspection.service.js';
import { type ComingBars, judgedFrom, type PendingInspection } from './pending-inspection.js';
import type { PendingInspectionRepository } from './pending-inspection.repository.js';
import type { RejectedBar } from './quality.js';

/** What became of the rows that are not seen in the lake. */
export interface WrittenRows {
  readonly rejected: readonly RejectedBar[];
  readonly duplicateTimestamps: readonly number[];
}

/**
 * Sees to it that all that is written is inspected. That it will be is stored before the write, and forgotten once the
 * events are raised: what a process that died had not come to is inspected at the next start, and what an inspection
 * could not do, because too many were waiting, by the next one of the series or by the hour.
 */
export class ArrivalInspectionService {
  constructor(
    private readonly repository: PendingInspectionRepository,
    private readonly inspections: InspectionService,
    private readonly instruments: InstrumentService,
    private readonly bars: BarService,
    private readonly log: Logger,
  ) {}

  /**
   * Writes bars and inspects them. When the inspection is refused the write stands, and the events come later; when it
   * fails the error is thrown, and they come later as well.
   * @returns what `write` gave, and how many events are new
   */
  async inspectWrite<T extends WrittenRows>(
    coming: ComingBars,
    write: () => Promise<T>,
  ): Promise<{ readonly written: T; readonly eventsRaised: number }> {
    const pending: PendingInspection = { ...coming, id: newId('pin'), isLeft: false };
    await this.repository.insert(pending);
    const written = await write().catch(async (error: unknown) => {
      // What was refused was not written; what failed may have been.
      if (error instanceof DomainError) await this.repository.delete([pending.id]);
      else await this.leave(pending);
      throw error;
    });
    const known = { ...pending, rejected: written.rejected, duplicates: written.duplicateTimestamps };
    try {
      const left = await this.repository.findLeft(known.key);
      return { written, eventsRaised: await this.inspect([known, ...left]) };
    } catch (error) {
      await this.leave(known);
      if (!(error instanceof DomainError)) throw error;
      this.log.warn({ ...known.key, ingestion: known.ingestionId, err: error }, 'bars are inspected later');
      return { written, eventsRaised: 0 };
    }
  }

  /**
   * Inspects what was left. At a start that is all there is: this process writes nothing yet. (A write of another one
   * that is just under way is inspected by that one all the same.)
   * @returns how many events are new
   */
  async makeUp({ atStart }: { readonly atStart: boolean }): Promise<number> {
    const groups = new Map<string, PendingInspection[]>();
    for (const pending of await (atStart ? this.repository.findAll() : this.repository.findLeft())) {
      const id = seriesId(pending.key);
      groups.set(id, [...(groups.get(id) ?? []), pending]);
    }
    let raised = 0;
    for (const group of groups.values()) {
      try {
        raised += await this.inspect(group as [PendingInspection, ...PendingInspection[]]);
      } catch (error) {
        for (const pending of group) await this.leave(pending);
        this.log.error({ ...group[0]!.key, err: error }, 'bars are still to be inspected');
      }
    }
    return raised;
  }

  /** Of one series; the first one says whose the events are. */
  private async inspect(pending: readonly [PendingInspection, ...PendingInspection[]]): Promise<number> {
    const [{ key, assetClass, ownerId, ingestionId }] = pending;
    const rejected = pending.flatMap((one) => one.rejected);
    const duplicates = [...new Set(pending.flatMap((one) => one.duplicates))];
    const isStored = (await this.bars.currentSnapshot()).entry(key) !== null;
    let raised = 0;
    if (isStored || rejected.length > 0) {
      // What is known of a symbol stays, whatever this arrival says of it.
      await this.instruments.registerSymbol(key.symbol, assetClass);
      const given = { rejected, duplicates, judgeFrom: judgedFrom(pending) };
      raised = await this.inspections.inspect(key, given, { ownerId, ingestionId });
    }
    await this.repository.delete(pending.map(({ id }) => id));
    return raised;
  }

  private async leave(pending: PendingInspection): Promise<void> {
    try {
      await this.repository.leave(pending);
    } catch (error) {
      this.log.error({ ...pending.key, err: error }, 'bars are to be inspected at the next start');
    }
  }
}
