import { distance } from './distance.js';
import type { Mention } from './find-mentions.js';
import { pairInOrder } from './pair-in-order.js';
import type { Token } from './tokenise.js';
import { unitsAgree } from './units-agree.js';

/**
 * Which name each number of the sentence belongs to: the nearest, each name serving one number while it can, so that in
 * "a win rate over 34 trades of 56 %" the trades are taken by the 34. What is left over goes to the nearest name even so; null
 * when the sentence names nothing.
 */
export function assignMentions(tokens: readonly Token[], mentions: readonly Mention[]): Map<number, Mention | null> {
  const claims = tokens.flatMap((token, at) => (token.kind === 'number' && !isPartOfName(at, mentions) ? [at] : []));
  const assigned = new Map<number, Mention | null>(pairInOrder(tokens, mentions));
  const taken = new Set<string>();
  for (const [at, mention] of assigned) {
    for (const use of mention === null ? [] : usesOf(tokens, at, mention)) taken.add(use);
  }
  const pairs = claims
    .flatMap((at) => mentions.map((mention) => ({ at, mention, far: distance(tokens, at, mention) })))
    .filter(({ far }) => Number.isFinite(far))
    .sort((a, b) => a.far - b.far);
  for (const { at, mention } of pairs) {
    if (assigned.has(at) || usesOf(tokens, at, mention).every((use) => taken.has(use))) continue;
    assigned.set(at, mention);
    for (const use of usesOf(tokens, at, mention)) taken.add(use);
  }
  for (const at of claims) {
    if (!assigned.has(at)) assigned.set(at, pairs.find((pair) => pair.at === at)?.mention ?? null);
  }
  return new Map([...assigned].sort(([a], [b]) => a - b));
}

/**
 * What a number uses up of a name: the name in its unit ("the average trade gained 6.9 % and took 288 days" uses one name
 * twice), or all of it when no unit of the name fits.
 */
function usesOf(tokens: readonly Token[], at: number, mention: Mention): string[] {
  const token = tokens[at];
  const units = new Set(mention.facts.map((fact) => fact.unit));
  const fitting = [...units].filter((unit) => token?.kind === 'number' && unitsAgree(token.number, unit));
  return (fitting.length > 0 ? fitting.slice(0, 1) : [...units]).map(
    (unit) => `${mention.start}-${mention.end} ${mention.slot} ${unit}`,
  );
}

/** The 95 of a "95 % value at risk". */
function isPartOfName(at: number, mentions: readonly Mention[]): boolean {
  return mentions.some(({ start, end, slot }) => slot === null && at >= start && at < end);
}
