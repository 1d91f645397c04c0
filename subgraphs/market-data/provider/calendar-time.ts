const DATE = /^\d{4}-\d{2}-\d{2}$/;
const DATE_TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/;

/**
 * Epoch milliseconds of a date as 2024-01-31, or of a moment as 2024-01-31T15:30:00Z; NaN for other texts, and for days
 * that there are not: JavaScript takes the 31st of February for the 2nd of March.
 */
export function calendarTime(text: string): number {
  if (!DATE.test(text) && !DATE_TIME.test(text)) return Number.NaN;
  const time = Date.parse(text);
  return Number.isFinite(time) && new Date(time).toISOString().startsWith(text.replace(/Z$/, '')) ? time : Number.NaN;
}
