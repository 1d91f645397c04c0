import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';

/** A file of text, which may be compressed. */
export interface CsvFile {
  readonly path: string;
  readonly isGzip: boolean;
}

/** The text of the file, in pieces. */
export function csvText({ path, isGzip }: CsvFile): AsyncIterable<string> {
  if (!isGzip) return createReadStream(path, { encoding: 'utf8', highWaterMark: 2 ** 18 }) as AsyncIterable<string>;
  const compressed = createReadStream(path, { highWaterMark: 2 ** 18 });
  const text = createGunzip().setEncoding('utf8');
  compressed.on('error', (error) => text.destroy(error));
  // Who stops reading the text is done with the file.
  text.on('close', () => compressed.destroy());
  return compressed.pipe(text) as AsyncIterable<string>;
}

/** One record of a CSV file (RFC 4180). */
export interface CsvRecord {
  /** The line that it begins on; 1 is the first of the file. */
  readonly line: number;
  readonly fields: readonly string[];
  /** What is wrong with its quotes; null when nothing is. */
  readonly fault: string | null;
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
  let fault: string | null = null;
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
        if (state === 'closed') fault = 'text after a closing quote';
        else state = 'plain';
        field += char;
      }
    }
  }
  if (state === 'quoted') fault = 'a quote that is never closed';
  if (fields.length > 0 || field !== '' || state !== 'start') yield { line: begun, fields: [...fields, field], fault };
}
