const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];
const SMALL = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];
const DAYS_PER_MONTH = 365.25 / 12;

/** A fraction as percent: 0.1234 is 12.3%, with two decimals below one percent; nothing and all are 0% and 100%. */
export function percent(fraction: number): string {
  if (fraction === 0 || fraction === 1) return `${100 * fraction}%`;
  return `${decimal(fraction * 100, Math.abs(fraction) < 0.01 ? 2 : 1)}%`;
}

/** A probability as percent: one that is not certain is never said to be 100.0%. */
export function probability(value: number): string {
  return value >= 0.9995 && value < 1 ? 'more than 99.9%' : percent(value);
}

/** A difference of fractions, without its sign. */
export function points(fraction: number): string {
  const value = decimal(Math.abs(fraction) * 100, 1);
  return `${value} percentage points`;
}

export function ratio(value: number): string {
  return decimal(value, 2);
}

/** Dollars, with cents below 100. */
export function money(value: number): string {
  const amount = decimal(Math.abs(value), Math.abs(value) < 100 ? 2 : 0);
  return value < 0 && /[1-9]/.test(amount) ? `-$${amount}` : `$${amount}`;
}

/** "one trade", "two trades", "17 trades"; "no trades" for 0. Words below ten. */
export function count(value: number, singular: string, plural = `${singular}s`): string {
  return `${SMALL[value] ?? decimal(value, 0)} ${value === 1 ? singular : plural}`;
}

/** A number of bars or a level, as short as it is exact. */
export function plain(value: number): string {
  return Number.isInteger(value) ? decimal(value, 0) : decimal(value, 2);
}

/** A length of time in the unit that reads best: days up to 90, months up to two years, then years. */
export function duration(days: number): string {
  if (days <= 90) return quantity(days, days < 10 ? 1 : 0, 'day');
  return days <= 730 ? quantity(days / DAYS_PER_MONTH, 1, 'month') : quantity(days / 365.25, 1, 'year');
}

function quantity(value: number, places: number, unit: string): string {
  const number = decimal(value, Number.isInteger(value) ? 0 : places);
  return `${number} ${unit}${number === '1' ? '' : 's'}`;
}

/** 2000-01-03 as January 3, 2000. */
export function longDate(date: string): string {
  const [year, month, day] = date.split('-').map(Number);
  return `${MONTHS[(month ?? 1) - 1]} ${day}, ${year}`;
}

/** "a, b and c". */
export function enumerate(items: readonly string[]): string {
  return items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`;
}

/** Sentences to a paragraph; what is null is left out. */
export function paragraph(...sentences: readonly (string | null)[]): string {
  return sentences.filter((sentence) => sentence !== null && sentence !== '').join(' ');
}

/** Paragraphs to a body. */
export function body(...paragraphs: readonly string[]): string {
  return paragraphs.filter((one) => one !== '').join('\n\n');
}

export function bullets(items: readonly string[]): string {
  return items.map((item) => `- ${item}`).join('\n');
}

/** Fixed decimals with thousands set apart, and no negative zero. */
function decimal(value: number, places: number): string {
  const [whole = '0', fraction] = Math.abs(value).toFixed(places).split('.');
  const digits = whole.replace(/\B(?=(?:\d{3})+$)/g, ',') + (fraction === undefined ? '' : `.${fraction}`);
  return value < 0 && /[1-9]/.test(digits) ? `-${digits}` : digits;
}
