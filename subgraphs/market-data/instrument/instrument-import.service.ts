import { BadUserInput, Forbidden } from '#kit/errors/domain-error.js';
import type { EventBus } from '#kit/events/event-bus.js';
import { newEvent } from '#kit/events/new-event.js';
import type { Caller } from '#kit/graphql/request-context.js';
import { newId } from '#kit/ids/new-id.js';
import type { Clock } from '#kit/time/clock.js';
import { readCsvDialect } from '#lake/csv-dialect.js';
import { csvRecords, EXPECTED_QUOTES } from '#lake/csv-records.js';
import { findImportFile } from '#lake/import-file.js';
import { Role } from '#schema/generated/enums.js';
import { type Instrument, type InstrumentsImport, unknownInstrument } from './instrument.js';
import type { InstrumentRepository } from './instrument.repository.js';
import {
  type InstrumentFault,
  type InstrumentRow,
  mapInstrumentColumns,
  readInstrumentRow,
} from './instrument-rows.js';

/** The most rows of one file. */
const MAX_ROWS = 20_000;
const MAX_BYTES = 64 * 2 ** 20;
/** How many faults a refusal describes. */
const DESCRIBED = 5;
const BATCH = 500;

/** Takes names, sectors and the like of instruments from a file. */
export class InstrumentImportService {
  constructor(
    private readonly repository: InstrumentRepository,
    /** Below which the files lie. */
    private readonly folder: string,
    private readonly bus: EventBus,
    private readonly clock: Clock,
  ) {}

  /**
   * Takes a CSV file whole or not at all: a value in it replaces what is known, an empty cell keeps it, and a symbol that
   * is new is registered.
   * @throws BadUserInput for a path outside the folder, an unknown header, or bad rows, with line and column
   * @throws Forbidden for who may only look
   */
  async import(file: string, { viewer, requestId }: Caller): Promise<InstrumentsImport> {
    if (!viewer.roles.some((role) => role !== Role.VIEWER)) {
      throw new Forbidden(
        'Instruments are shared by all: expected the role ANALYST, ENGINEER or ADMIN, found VIEWER only.',
      );
    }
    const { rows, ignoredColumns } = await this.read(file);
    let [added, changed] = [0, 0];
    for (let start = 0; start < rows.length; start += BATCH) {
      const batch = rows.slice(start, start + BATCH);
      const found = await this.repository.findBySymbols(batch.map(({ symbol }) => symbol));
      const known = new Map(found.map((instrument) => [instrument.symbol, instrument]));
      for (const { symbol, facts } of batch) {
        const before = known.get(symbol);
        const after: Instrument = { ...(before ?? unknownInstrument(symbol)), ...facts };
        if (before !== undefined && isSame(before, after)) continue;
        await this.repository.save(after);
        if (before === undefined) added++;
        else changed++;
      }
    }
    const outcome = { rowsRead: rows.length, added, changed, unchanged: rows.length - added - changed, ignoredColumns };
    const subject = { type: 'InstrumentsImport', id: newId('imp') };
    const event = {
      name: 'instruments.imported',
      subject,
      ownerId: viewer.id,
      requestId,
      payload: { file, ...outcome },
    };
    await this.bus.publish(newEvent(event, this.clock));
    return outcome;
  }

  private async read(name: string): Promise<{ rows: InstrumentRow[]; ignoredColumns: readonly string[] }> {
    const file = await findImportFile(this.folder, name, MAX_BYTES);
    if (file.kind !== 'csv') throw new BadUserInput('file: expected a CSV file of instruments, found Parquet.');
    const { delimiter, header } = await readCsvDialect(file);
    const mapped = mapInstrumentColumns(header);
    if ('fault' in mapped) {
      throw new BadUserInput(`file: expected ${mapped.fault}. Its columns: ${header.slice(0, 30).join(', ')}.`);
    }
    const rows = new Map<string, InstrumentRow>();
    const faults: (InstrumentFault & { readonly line: number })[] = [];
    const lines = new Map<string, number>();
    let faultCount = 0;
    let isHeader = true;
    for await (const { line, fields, fault } of csvRecords(file, delimiter)) {
      if (isHeader) {
        isHeader = false;
        continue;
      }
      if (rows.size === MAX_ROWS)
        throw new BadUserInput(`file: expected at most ${MAX_ROWS} rows, found more; import it in parts.`);
      const row =
        fault === null
          ? readInstrumentRow(fields, mapped.places)
          : { column: header[0]!, expected: EXPECTED_QUOTES[fault], found: fields.join(delimiter) };
      const again = 'symbol' in row ? lines.get(row.symbol) : undefined;
      if ('symbol' in row && again === undefined) {
        rows.set(row.symbol, row);
        lines.set(row.symbol, line);
        continue;
      }
      faultCount++;
      if (faults.length === DESCRIBED) continue;
      faults.push(
        'symbol' in row
          ? { line, column: 'symbol', expected: `each symbol once, it is on line ${again} already`, found: row.symbol }
          : { line, ...row },
      );
    }
    if (faultCount > 0) throw refuse(faults, faultCount);
    if (rows.size === 0) throw new BadUserInput('file: expected at least one instrument, found none.');
    return { rows: [...rows.values()], ignoredColumns: mapped.ignored };
  }
}

function refuse(faults: readonly (InstrumentFault & { readonly line: number })[], count: number): BadUserInput {
  const shown = faults.map((fault) => ({ ...fault, found: fault.found.slice(0, 60) }));
  const described = shown.map(
    ({ line, column, expected, found }) =>
      `line ${line}, column "${column}": expected ${expected}, found ${JSON.stringify(found)}`,
  );
  const more = count > shown.length ? `; and ${count - shown.length} more` : '';
  return new BadUserInput(
    `file: ${count} bad ${count === 1 ? 'row' : 'rows'}, so nothing was imported. ${described.join('; ')}${more}.`,
    { badRows: count, rows: shown },
  );
}

function isSame(before: Instrument, after: Instrument): boolean {
  return (Object.keys(after) as (keyof Instrument)[]).every((field) => before[field] === after[field]);
}
