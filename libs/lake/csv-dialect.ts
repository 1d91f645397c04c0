import { BadUserInput } from '#kit/errors/domain-error.js';
import { type CsvFile, csvRecords, csvText } from './csv-records.js';

export interface CsvDialect {
  readonly delimiter: string;
  readonly header: readonly string[];
}

const DELIMITERS = [',', ';', '\t', '|'];

/** So much of a file is looked through for its first line. */
const FIRST_LINE_LENGTH = 65_536;

/**
 * A CSV file's header, and what separates its columns: the candidate that stands most often in the first line.
 * @throws BadUserInput when there is no header of at least two columns, or the text is not UTF-8
 */
export async function readCsvDialect(file: CsvFile): Promise<CsvDialect> {
  const begin = await readBegin(file);
  // The bytes FF FE and FE FF are no UTF-8, and a zero byte is in no text.
  if (/^\uFFFD\uFFFD|\0/.test(begin)) {
    throw new BadUserInput(
      'file: expected text in UTF-8, found UTF-16 or no text at all. Convert it, for example with `iconv -f UTF-16 -t UTF-8 in.csv > out.csv`, or save it as "CSV UTF-8".',
    );
  }
  const firstLine = begin.split(/[\r\n]/).find((line) => line.trim() !== '') ?? '';
  const counts = DELIMITERS.map((delimiter) => firstLine.split(delimiter).length);
  const delimiter = DELIMITERS[counts.indexOf(Math.max(...counts))]!;
  const records = csvRecords(file, delimiter);
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

async function readBegin(file: CsvFile): Promise<string> {
  let begin = '';
  for await (const piece of csvText(file)) {
    begin += piece;
    if (begin.length >= FIRST_LINE_LENGTH) break;
  }
  return begin.slice(0, FIRST_LINE_LENGTH);
}
