/** A text as an SQL literal: the only way in which a value becomes part of a statement. */
export function sqlText(text: string): string {
  if (text.includes('\0')) throw new RangeError('A zero character cannot stand in a statement.');
  return `'${text.replaceAll("'", "''")}'`;
}

/** A list of texts as an SQL list. */
export function sqlTexts(texts: readonly string[]): string {
  return `[${texts.map(sqlText).join(', ')}]`;
}

/** A name as a quoted SQL identifier. */
export function sqlName(name: string): string {
  if (name.includes('\0')) throw new RangeError('A zero character cannot stand in a statement.');
  return `"${name.replaceAll('"', '""')}"`;
}

/** Epoch milliseconds as an SQL timestamp (UTC). */
export function sqlTimestamp(epochMs: number): string {
  if (!Number.isFinite(epochMs)) throw new RangeError(`A timestamp must be finite, found ${epochMs}.`);
  return `make_timestamp(${Math.round(epochMs)}000)`;
}

/** A whole number as an SQL literal. */
export function sqlInteger(value: number): string {
  if (!Number.isSafeInteger(value)) throw new RangeError(`Expected a whole number, found ${value}.`);
  return String(value);
}
