/** A private-use letter, so that a masked name stays one word and no number, name or sentence end is found in it. */
const MASK = '\uE000';

/**
 * The prose with every proper name (S&P 500, AAPL, a strategy called "Top 10.") covered up at its own length: what users
 * and data call things is no claim. Whole words only, as they are written; the longest name first.
 */
export function maskNames(prose: string, names: readonly string[]): string {
  const longestFirst = names.filter((name) => /\p{L}/u.test(name)).sort((a, b) => b.length - a.length);
  return longestFirst.reduce((text, name) => maskOne(text, name), prose);
}

function maskOne(text: string, name: string): string {
  const parts = text.split(name);
  let masked = parts[0] ?? '';
  for (const part of parts.slice(1)) {
    const whole = !endsInWord(masked) && !/^[\p{L}\p{N}]/u.test(part);
    masked += (whole ? MASK.repeat(name.length) : name) + part;
  }
  return masked;
}

function endsInWord(text: string): boolean {
  return /[\p{L}\p{N}]$/u.test(text);
}
