import { BadUserInput } from '#kit/errors/domain-error.js';
import { SYMBOL_PATTERN } from '#kit/ids/symbol.js';

/** Checks that input parsers share. Each gives the clean value, or a refusal that names the field and what was found. */

/** Trimmed, not empty, at most `longest` characters. */
export function text(field: string, value: string, longest: number): string {
  const clean = value.trim();
  if (clean === '') throw new BadUserInput(`${field}: expected some text, found none.`, { field });
  if (clean.length <= longest) return clean;
  throw new BadUserInput(`${field}: expected at most ${longest} characters, found ${clean.length}.`, {
    field,
    longest,
  });
}

/** As text(); null when absent or empty. */
export function textOrNull(field: string, value: string | null | undefined, longest: number): string | null {
  return value == null || value.trim() === '' ? null : text(field, value, longest);
}

/** Distinct ids in their order; none when absent. */
export function idList(field: string, value: readonly string[] | null | undefined, most: number): string[] {
  const ids = [...new Set((value ?? []).map((id) => text(field, id, 100)))];
  if (ids.length <= most) return ids;
  throw new BadUserInput(`${field}: expected at most ${most}, found ${ids.length}.`, { field, most });
}

/** Distinct tags of at most 50 characters; at most 20. */
export function tagList(field: string, value: readonly string[] | null | undefined): string[] {
  const tags = [...new Set((value ?? []).map((tag) => text(field, tag, 50)))];
  if (tags.length <= 20) return tags;
  throw new BadUserInput(`${field}: expected at most 20 tags, found ${tags.length}.`, { field, most: 20 });
}

/** A key by which a repeated call is known: 1 to 200 characters; null when absent. */
export function idempotencyKey(value: string | null | undefined): string | null {
  return textOrNull('idempotencyKey', value, 200);
}

/** A symbol in upper case: SPX, BRK.B, ^GSPC, BTC/USD. */
export function symbolName(field: string, value: string): string {
  const symbol = value.trim().toUpperCase();
  if (SYMBOL_PATTERN.test(symbol)) return symbol;
  throw new BadUserInput(
    `${field}: expected a symbol of 1 to 20 letters, digits or . - = / ^, found "${value.slice(0, 40)}".`,
    { field },
  );
}
