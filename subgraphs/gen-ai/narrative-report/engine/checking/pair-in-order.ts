import type { Mention } from './find-mentions.js';
import type { Token } from './tokenise.js';

/**
 * "The Sharpe and Sortino ratios were 1.2 and 1.8": names joined in a row, then as many numbers joined in a row, belong
 * together in their order. Gives the mention of each such number by the number's token.
 */
export function pairInOrder(tokens: readonly Token[], mentions: readonly Mention[]): Map<number, Mention> {
  const pairs = new Map<number, Mention>();
  const nouns = mentions.filter((mention) => mention.slot === null && !mention.weak).sort((a, b) => a.start - b.start);
  for (let first = 0; first < nouns.length; ) {
    let last = first;
    while (joined(tokens, nouns[last]?.end, nouns[last + 1]?.start)) last += 1;
    const row = nouns.slice(first, last + 1);
    const numbers = row.length > 1 ? numbersAfter(tokens, row.at(-1)?.end ?? tokens.length) : [];
    if (numbers.length === row.length) {
      for (const [index, at] of numbers.entries()) pairs.set(at, row[index] as Mention);
    }
    first = last + 1;
  }
  return pairs;
}

/** Only commas, "and" and articles stand between. */
function joined(tokens: readonly Token[], from: number | undefined, to: number | undefined): boolean {
  if (from === undefined || to === undefined || to <= from) return false;
  return tokens.slice(from, to).every((token) => 'text' in token && /^(?:,|and|the|its|or)$/.test(token.text));
}

/** The first row of numbers behind the names, up to three words away and before the next break. */
function numbersAfter(tokens: readonly Token[], from: number): number[] {
  const start = tokens.findIndex((token, at) => at >= from && token.kind === 'number');
  const between = tokens.slice(from, start);
  if (start < 0 || between.length > 3 || between.some((token) => token.kind === 'break')) return [];
  const row = [start];
  let at = start + 1;
  while (at < tokens.length) {
    const token = tokens[at];
    if (token?.kind === 'number') row.push(at);
    else if (!(token && 'text' in token && /^(?:,|and)$/.test(token.text))) break;
    at += 1;
  }
  return row;
}
