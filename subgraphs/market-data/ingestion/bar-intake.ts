import { BadUserInput } from '#kit/errors/domain-error.js';
import type { BarColumns } from '#lake/bar-columns.js';
import type { BarLakeWriter, WriteResult } from '#lake/bar-lake-writer.js';
import { MAX_LISTED, type RejectedBar } from '#lake/given-bars.js';
import { importBars } from '#lake/import-bars.js';
import type { SeriesKey } from '#lake/series-key.js';
import type { Snapshot } from '#lake/snapshot.js';
import type { AssetClass } from '#schema/generated/enums.js';
import type { Instrument } from '../instrument/instrument.js';
import { splitBars } from './split-bars.js';

/** Who looks at what has been written. */
export interface BarInspector {
  /** How many data quality events that raised which had not been raised before. */
  inspectIngested(written: {
    readonly snapshot: Snapshot;
    readonly key: SeriesKey;
    readonly assetClass: AssetClass;
    readonly ingestionId: string;
    readonly ownerId: string;
    readonly rejected: readonly RejectedBar[];
    /** Times that were given more than once. */
    readonly duplicates: readonly number[];
    /** The first time at which a bar was written; the whole series is judged without it. */
    readonly firstChangedAt?: number;
  }): Promise<number>;
}

/** Who knows what is under quarantine. */
export interface Quarantine {
  /** The bars of a series that are under quarantine; null when there are none. */
  heldOut(key: SeriesKey): Promise<BarColumns | null>;
}

/** Who knows of what class a symbol is. */
export interface InstrumentRegister {
  registerSymbol(symbol: string, assetClass: AssetClass): Promise<void>;
  findMany(snapshot: Snapshot, symbols: readonly string[]): Promise<(Instrument | null)[]>;
}

/** For whom, and of what series. */
export interface Arrival extends SeriesKey {
  readonly ingestionId: string;
  readonly ownerId: string;
  /** Of a symbol that is new. */
  readonly assetClass: AssetClass;
  readonly source: string;
}

export interface FileArrival extends Arrival {
  readonly folder: string;
  /** Relative to the folder. */
  readonly file: string;
  readonly maxBytes?: number;
  readonly signal?: AbortSignal;
  /** Told how much of the file has been taken, 0 to 1. */
  readonly onProgress?: (fraction: number) => void;
}

/** What an arrival of bars came to. */
export interface TakenBars {
  readonly rowsWritten: number;
  readonly rowsRejected: number;
  readonly rowsReplaced: number;
  readonly rowsDuplicated: number;
  readonly rowsHeldOut: number;
  readonly qualityEventsRaised: number;
  readonly snapshotId: string;
}

/**
 * The one way of bars into the lake, whoever brings them: those with a price of 0 or less are left out and told of,
 * those under quarantine stay out, the others are written, and what was written is inspected.
 */
export class BarIntake {
  constructor(
    private readonly writer: BarLakeWriter,
    private readonly instruments: InstrumentRegister,
    private readonly inspector: BarInspector,
    private readonly quarantine: Quarantine,
  ) {}

  /** @throws BadUserInput when no bar is left */
  async takeBars(arrival: Arrival, given: BarColumns): Promise<TakenBars> {
    const { good, rejected, rejectedCount } = splitBars(given, MAX_LISTED);
    if (good.timestamps.length === 0) {
      throw new BadUserInput(
        `bars: expected prices above 0, found 0 or less in all of the ${rejectedCount}, so none was taken.`,
        { badRows: rejectedCount },
      );
    }
    const heldOut = await this.quarantine.heldOut(seriesOf(arrival));
    const options = heldOut === null ? {} : { heldOut };
    const written = await this.writer.upsert(seriesOf(arrival), good, arrival.source, options);
    const firstChangedAt = good.timestamps.reduce((first, time) => Math.min(first, time));
    return this.finish(arrival, { ...written, rejected, rejectedCount }, firstChangedAt);
  }

  /** @throws BadUserInput for a file that cannot be read, or that has no good row */
  async takeFile(arrival: FileArrival): Promise<TakenBars> {
    const { source, folder, file, maxBytes, signal, onProgress } = arrival;
    const heldOut = await this.quarantine.heldOut(seriesOf(arrival));
    const written = await importBars(this.writer, {
      ...seriesOf(arrival),
      ...{ source, folder, file },
      ...(maxBytes === undefined ? {} : { maxBytes }),
      ...(signal === undefined ? {} : { signal }),
      ...(onProgress === undefined ? {} : { onProgress }),
      ...(heldOut === null ? {} : { heldOut }),
    });
    return this.finish(arrival, written);
  }

  private async finish(arrival: Arrival, written: WriteResult, firstChangedAt?: number): Promise<TakenBars> {
    const { symbol, ingestionId, ownerId } = arrival;
    const { snapshot, added, replaced, rejected, rejectedCount, duplicateTimestamps } = written;
    await this.instruments.registerSymbol(symbol, arrival.assetClass);
    // What is known of a symbol stays, whatever this arrival says of it.
    const [instrument] = await this.instruments.findMany(snapshot, [symbol]);
    const qualityEventsRaised = await this.inspector.inspectIngested({
      ...{ snapshot, key: seriesOf(arrival), ingestionId, ownerId, rejected },
      assetClass: instrument?.assetClass ?? arrival.assetClass,
      duplicates: duplicateTimestamps,
      ...(firstChangedAt === undefined ? {} : { firstChangedAt }),
    });
    return {
      rowsWritten: added + replaced,
      rowsRejected: rejectedCount,
      rowsReplaced: replaced,
      rowsDuplicated: written.duplicates,
      rowsHeldOut: written.heldOut,
      qualityEventsRaised,
      snapshotId: snapshot.id,
    };
  }
}

function seriesOf({ symbol, interval }: SeriesKey): SeriesKey {
  return { symbol, interval };
}
