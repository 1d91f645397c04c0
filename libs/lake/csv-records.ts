import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import { BadUserInput } from '#kit/errors/domain-error.js';

/** A file of text, which may be compressed. */
export interface CsvFile {
  readonly path: string;
  readonly isGzip: boolean;
}

const PIECE_BYTES = 2 ** 18;

/**
 * The text of the file, in pieces.
 * @throws BadUserInput when what is compressed is cut off or damaged
 */
export async function* csvText(file: CsvFile): AsyncGenerator<string> {
  if (file.isGzip) yield* unpacked(file.path, 'utf8') as AsyncGenerator<string>;
  else yield* createReadStream(file.path, { encoding: 'utf8', highWaterMark: PIECE_BYTES }) as AsyncIterable<string>;
}

/**
 * Reads a compressed file to its end, where its own check sum stands. DuckDB takes the rows before a cut for all there are.
 * @throws BadUserInput when it is cut off or damaged
 */
export async function checkPacked({ path }: CsvFile, signal?: AbortSignal): Promise<void> {
  for await (const _ of unpacked(path, null)) signal?.throwIfAborted();
}

async function* unpacked(path: string, encoding: 'utf8' | null): AsyncGenerator<unknown> {
  const compressed = createReadStream(path, { highWaterMark: PIECE_BYTES });
  const text = createGunzip({ chunkSize: PIECE_BYTES });
  if (encoding !== null) text.setEncoding(encoding);
  compressed.on('error', (error) => text.destroy(error));
  // Who stops reading the text is done with the file.
  text.on('close', () => compressed.destroy());
  try {
    yield* compressed.pipe(text);
  } catch (error) {
    if (!String((error as NodeJS.ErrnoException).code).startsWith('Z_')) throw error;
    throw new BadUserInput(
      'file: expected a whole file compressed with gzip, for its name ends in .gz; the file is cut off or damaged, or is none. Make it again, or copy it again.',
    );
  }
}

/** What can be wrong with the quotes of a record. */
export type RecordFault = 'TEXT_AFTER_QUOTE' | 'OPEN_QUOTE';

/** What was expected in place of each. */
export const EXPECTED_QUOTES: Readonly<Record<RecordFault, string>> = {
  TEXT_AFTER_QUOTE: 'a separator after the closing quote',
  OPEN_QUOTE: 'a closing quote for each that opens',
};

/** One record of a CSV file (RFC 4180). */
export interface CsvRecord {
  /** The line that it begins on; 1 is the first of the file. */
  readonly line: number;
  readonly fields: readonly string[];
  /** What is wrong with its quotes; null when nothing is. */
  readonly fault: RecordFault | null;
}

/**
 * The records of a CSV file one after the other, with the line that each begins on, whatever its line ends are and
 * though quoted fields span lines. Empty lines are no records. Slow beside DuckDB: it explains what DuckDB refused.
 */
export async function* csvRecords(file: CsvFile, delimiter: string): AsyncGenerator<CsvRecord> {
  let fields: string[] = [];
  let field = '';
  let line = 1;
  let begun = 1;
  let fault: RecordFault | null = null;
  let state: 'start' | 'plain' | 'quoted' | 'closed' = 'start';
  let afterReturn = false;
  let first = true;
  for await (const piece of csvText(file)) {
    for (const char of piece) {
      if (first) {
        first = false;
        if (char === '\uFEFF') continue;
      }
      const isEnd = char === '\n' || char === '\r';
      // The second half of a CRLF was counted with the first.
      const second = char === '\n' && afterReturn;
      afterReturn = char === '\r';
      if (isEnd && !second) line++;
      if (state === 'quoted') {
        if (char === '"') state = 'closed';
        else field += char;
      } else if (isEnd) {
        if (second) continue;
        if (fields.length > 0 || field !== '' || state !== 'start')
          yield { line: begun, fields: [...fields, field], fault };
        [fields, field, fault, state, begun] = [[], '', null, 'start', line];
      } else if (char === delimiter) {
        fields.push(field);
        [field, state] = ['', 'start'];
      } else if (char === '"' && state === 'start') state = 'quoted';
      else if (char === '"' && state === 'closed') [field, state] = [`${field}"`, 'quoted'];
      else {
        if (state === 'closed') fault = 'TEXT_AFTER_QUOTE';
        else state = 'plain';
        field += char;
      }
    }
  }
  if (state === 'quoted') fault = 'OPEN_QUOTE';
  if (fields.length > 0 || field !== '' || state !== 'start') yield { line: begun, fields: [...fields, field], fault };
}
