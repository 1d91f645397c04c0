/** Control characters, characters that turn the direction of writing, and halves of characters. */
const UNSEEN = /[\p{Cc}\p{Cs}\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu;

/**
 * A text from outside as it may be stored and shown: in one line, without control characters, white space as single
 * blanks, cut at `longest` characters. Null for none.
 */
export function cleanText(value: string | null | undefined, longest: number): string | null {
  if (value == null) return null;
  // What will be cut off anyway is not looked at: a code point is two units at most, and some of them are white space.
  const clean = value
    .slice(0, 4 * longest)
    .replace(/\s+/gu, ' ')
    .replace(UNSEEN, '')
    .trim();
  const bounded = clean.length > longest ? [...clean].slice(0, longest).join('').trim() : clean;
  return bounded === '' ? null : bounded;
}
