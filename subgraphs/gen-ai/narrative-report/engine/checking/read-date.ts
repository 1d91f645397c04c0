import type { ReadNumber, WrittenDate } from './read-number.js';

const MONTHS = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
];
const MONTH =
  '(Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\\.?';
const DAY = '(\\d{1,2})(?:st|nd|rd|th)?';
const YEAR = '((?:19|20)\\d{2})(?!\\d)';

/** Each form with the groups of its year, month and day. */
const FORMS: readonly {
  readonly pattern: RegExp;
  readonly year: number;
  readonly month: number;
  readonly day: number | null;
}[] = [
  { pattern: new RegExp(`${YEAR}-(\\d{2})-(\\d{2})(?!\\d)`, 'y'), year: 1, month: 2, day: 3 },
  { pattern: new RegExp(`${YEAR}-(0[1-9]|1[0-2])(?![\\d-])`, 'y'), year: 1, month: 2, day: null },
  { pattern: new RegExp(`${MONTH} ${DAY},? ${YEAR}`, 'y'), year: 3, month: 1, day: 2 },
  { pattern: new RegExp(`${DAY} ${MONTH},? ${YEAR}`, 'y'), year: 3, month: 2, day: 1 },
  { pattern: new RegExp(`${MONTH},? ${YEAR}`, 'y'), year: 2, month: 1, day: null },
];

/** A date with at least its year and month at this place; null when there is none. A lone year is read as a plain number that may be one. */
export function readDate(text: string, start: number): ReadNumber | null {
  for (const form of FORMS) {
    form.pattern.lastIndex = start;
    const found = form.pattern.exec(text);
    if (found === null) continue;
    const date: WrittenDate = {
      year: Number(found[form.year]),
      month: monthOf(found[form.month] ?? ''),
      ...(form.day === null ? {} : { day: Number(found[form.day]) }),
    };
    return { start, end: start + found[0].length, kind: 'date', value: date.year, resolution: 1, date };
  }
  return null;
}

function monthOf(text: string): number {
  if (/^\d/.test(text)) return Number(text);
  return MONTHS.findIndex((month) => month.startsWith(text.slice(0, 3).toLowerCase())) + 1;
}
