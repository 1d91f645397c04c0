import { open } from 'node:fs/promises';
import { BadUserInput } from '#kit/errors/domain-error.js';
import { csvRecords } from './csv-records.js';

export interface CsvDialect {
  readonly delimiter: string;
  readonly header: readonly string[];
}

const DELIMITERS = [',', ';', '\t', '|'];

/**
 * A CSV file's header, and what separates its columns: the candidate that stands most often in the first line.
 * @throws BadUserInput when there is no header of at least two columns
 */
export async function readCsvDialect(path: string): Promise<CsvDialect> {
  const file = await open(path, 'r');
  let firstLine: string;
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(65_536), 0, 65_536, 0);
    firstLine =
      buffer
        .subarray(0, bytesRead)
        .toString('utf8')
        .split(/[\r\n]/)
        .find((line) => line.trim() !== '') ?? '';
  } finally {
    await file.close();
  }
  const counts = DELIMITERS.map((delimiter) => firstLine.split(delimiter).length);
  const delimiter = DELIMITERS[counts.indexOf(Math.max(...counts))]!;
  const records = csvRecords(path, delimiter);
  const first = await records.next();
  await records.return(undefined);
  const header = first.done ? [] : first.value.fields.map((name) => name.trim());
  // A comma at the end of every line makes a column without a name.
  if (header.at(-1) === '') header.pop();
  if (header.length >= 2) return { delimiter, header };
  throw new BadUserInput(
    'file: expected a first line with the names of at least two columns, separated by comma, semicolon, tab or |.',
  );
}
