import type { BarColumns } from '#lake/bar-columns.js';
import type { BarLakeWriter, WriteResult } from '#lake/bar-lake-writer.js';
import { MAX_LISTED, type RejectedBar } from '#lake/given-bars.js';
import { importBars } from '#lake/import-bars.js';
import { normaliseBars } from '#lake/normalise-bars.js';
import type { SeriesKey } from '#lake/series-key.js';
import type { AssetClass } from '#schema/generated/enums.js';
import { splitBars } from './split-bars.js';

/** What will not be seen in the lake, and from when on the lake changes; as far as it is known before a write. */
interface Known {
  readonly rejected: readonly RejectedBar[];
  /** Times that are given more than once. */
  readonly duplicates: readonly number[];
  /** Null when it is not known. */
  readonly judgeFrom: number | null;
}

/** Who looks at what is written. */
export interface BarInspector {
  /**
   * Has bars written and looks at them, however the write and what comes after it end.
   * @returns what `write` gave, and how many data quality events that raised which had not been raised before
   */
  inspectWrite<T extends Pick<WriteResult, 'rejected' | 'duplicateTimestamps'>>(
    coming: Known & {
      readonly key: SeriesKey;
      readonly assetClass: AssetClass;
      readonly ingestionId: string;
      readonly ownerId: string;
    },
    write: () => Promise<T>,
  ): Promise<{ readonly written: T; readonly eventsRaised: number }>;
}

/** Who knows what is under quarantine. */
export interface Quarantine {
  /** The bars of a series that are under quarantine; null when there are none. */
  heldOut(key: SeriesKey): Promise<BarColumns | null>;
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
  /** Null when no bar was good enough to be written. */
  readonly snapshotId: string | null;
}

/**
 * The one way of bars into the lake, whoever brings them: those with a price of 0 or less are left out and told of,
 * those under quarantine stay out, the others are written, and what was written is inspected.
 */
export class BarIntake {
  constructor(
    private readonly writer: BarLakeWriter,
    private readonly inspector: BarInspector,
    private readonly quarantine: Quarantine,
  ) {}

  async takeBars(arrival: Arrival, given: BarColumns): Promise<TakenBars> {
    const { good, rejected, rejectedCount } = splitBars(given, MAX_LISTED);
    const { duplicateTimestamps: duplicates } = normaliseBars(good);
    const judgeFrom = given.timestamps.reduce((first, time) => Math.min(first, time), Number.MAX_SAFE_INTEGER);
    return this.take(arrival, { rejected, duplicates, judgeFrom }, async () => {
      const told = { rejected, rejectedCount };
      if (good.timestamps.length === 0) return { ...NOTHING_WRITTEN, ...told };
      const heldOut = await this.quarantine.heldOut(seriesOf(arrival));
      const options = heldOut === null ? {} : { heldOut };
      return { ...(await this.writer.upsert(seriesOf(arrival), good, arrival.source, options)), ...told };
    });
  }

  /** @throws BadUserInput for a file that cannot be read */
  async takeFile(arrival: FileArrival): Promise<TakenBars> {
    const { source, folder, file, maxBytes, signal, onProgress } = arrival;
    return this.take(arrival, { rejected: [], duplicates: [], judgeFrom: null }, async () => {
      const heldOut = await this.quarantine.heldOut(seriesOf(arrival));
      const written = await importBars(this.writer, {
        ...seriesOf(arrival),
        ...{ source, folder, file },
        ...(maxBytes === undefined ? {} : { maxBytes }),
        ...(signal === undefined ? {} : { signal }),
        ...(onProgress === undefined ? {} : { onProgress }),
        ...(heldOut === null ? {} : { heldOut }),
      });
      const isNothing = written.added + written.replaced + written.heldOut === 0;
      return isNothing ? { ...written, snapshot: null } : written;
    });
  }

  private async take(arrival: Arrival, known: Known, write: () => Promise<Written>): Promise<TakenBars> {
    const { assetClass, ingestionId, ownerId } = arrival;
    const coming = { key: seriesOf(arrival), assetClass, ingestionId, ownerId, ...known };
    const { written, eventsRaised } = await this.inspector.inspectWrite(coming, write);
    return {
      rowsWritten: written.added + written.replaced,
      rowsRejected: written.rejectedCount,
      rowsReplaced: written.replaced,
      rowsDuplicated: written.duplicates,
      rowsHeldOut: written.heldOut,
      qualityEventsRaised: eventsRaised,
      snapshotId: written.snapshot?.id ?? null,
    };
  }
}

/** Of a write; the snapshot is null where there was no good bar to be written. */
type Written = Omit<WriteResult, 'snapshot' | 'entry'> & { readonly snapshot: WriteResult['snapshot'] | null };

const NOTHING_WRITTEN = {
  ...{ snapshot: null, added: 0, replaced: 0, duplicates: 0, duplicateTimestamps: [], heldOut: 0 },
};

function seriesOf({ symbol, interval }: SeriesKey): SeriesKey {
  return { symbol, interval };
}
