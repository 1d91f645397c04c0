import type { Mention } from './find-mentions.js';
import type { Token } from './tokenise.js';
import { unitsAgree } from './units-agree.js';

/** Words that tie a name to its number: "Sharpe ratio of about 1.2" is as near as "Sharpe ratio 1.2". */
const LINKS = new Set(
  (
    'of was is were are be been being has had have at a an the to by about around roughly approximately nearly almost only just stood stands ' +
    'reached reaches came comes amounted amounts totalled totaled equals equal as its for some above below over under than more less fewer ' +
    'least most exceeding exceeds exceeded not still also it that standing reaching up no on which negative minus ='
  ).split(' '),
);
/** What parts clauses, and how far apart it puts them. */
const BREAKS: Readonly<Record<string, number>> = {
  ',': 4,
  ')': 4,
  and: 4,
  with: 4,
  against: 4,
  versus: 4,
  vs: 4,
  compared: 4,
  or: 4,
  '–': 6,
  '—': 6,
  but: 8,
  while: 8,
  whereas: 8,
  although: 8,
  though: 8,
  ';': 12,
};
const CROSSING_A_NUMBER = 8;
const WEAK = 3;
const WRONG_UNIT = 6;

/**
 * How far a number is from a name, in words: breaks of the clause and other numbers in between count more, verbs and names
 * that cannot be written this way are put back. A name that holds the number itself is nearest.
 */
export function distance(tokens: readonly Token[], at: number, mention: Mention): number {
  const token = tokens[at];
  if (token?.kind !== 'number') return Number.POSITIVE_INFINITY;
  const penalty =
    (mention.weak ? WEAK : 0) + (mention.facts.some((fact) => unitsAgree(token.number, fact.unit)) ? 0 : WRONG_UNIT);
  if (mention.slot !== null) return mention.slot === at ? penalty : Number.POSITIVE_INFINITY;
  const before = mention.end <= at;
  const between = before ? tokens.slice(mention.end, at) : tokens.slice(at + 1, mention.start);
  return penalty + (before ? 1 : 1.5) + between.reduce((sum, one, index) => sum + width(one, between[index + 1]), 0);
}

function width(token: Token, next: Token | undefined): number {
  // "Buy and hold, which returned 97 %": the comma ties, it does not part.
  if (token.kind === 'break' && token.text === ',' && next?.kind === 'word' && next.text === 'which') return 0.1;
  if (token.kind === 'number') return CROSSING_A_NUMBER;
  if (token.kind !== 'word' && token.kind !== 'break') return 1;
  return LINKS.has(token.text) ? 0.1 : (BREAKS[token.text] ?? 1);
}
