import { calendarTime } from '../calendar-time.js';

/**
 * A finite number as Alpha Vantage writes it; null for `None`, `-`, `.` and what is missing, which all stand for "not
 * known", and for what no number can hold, as 1e999.
 */
export function toNumber(value: unknown): number | null {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (typeof value !== 'string') return null;
  const text = value.trim();
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) && Number.isFinite(Number(text)) ? Number(text) : null;
}

/** A text; null for `None`, `-` and what is missing or empty. */
export function toText(value: unknown): string | null {
  if (typeof value !== 'string') return null;
  const text = value.trim();
  return text === '' || text === '-' || /^none$/i.test(text) ? null : text;
}

/** An ISO 8601 date; null for anything else, such as `0000-00-00` or the 31st of February. */
export function toDate(value: unknown): string | null {
  const text = toText(value);
  return text !== null && /^\d{4}-\d{2}-\d{2}$/.test(text) && Number.isFinite(calendarTime(text)) ? text : null;
}
