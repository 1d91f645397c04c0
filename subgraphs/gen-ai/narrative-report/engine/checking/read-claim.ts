import type { Mention } from './find-mentions.js';
import type { ReadNumber } from './read-number.js';
import type { Token } from './tokenise.js';

export type Comparison = '=' | '~' | '>' | '>=' | '<' | '<=';

/** What a sentence says about its number beyond the digits. */
export interface Claim {
  readonly number: ReadNumber;
  readonly comparison: Comparison;
  /** "did not return 12 %". */
  readonly negated: boolean;
  /** "lost", "a decline of", "behind": the number counts downwards. */
  readonly downwards: boolean;
}

const REACH = 6;
/** "Over" is left out: "a win rate over 17 trades" compares nothing, so its number must be exact. Nor does an average that crosses above another. */
const ARTICLE = '(?: (?:a|an|the|its))?$';
const COMPARISONS: readonly (readonly [Comparison, RegExp])[] = [
  ['<=', new RegExp(`\\b(?:at most|no more than|not more than|up to|no greater than)${ARTICLE}`)],
  ['>=', new RegExp(`\\b(?:at least|no less than|not less than|no fewer than|upwards of)${ARTICLE}`)],
  [
    '>',
    new RegExp(
      `(?<!\\bcross(?:es|ed|ing)? )\\b(?:more than|above|greater than|higher than|exceed|exceeds|exceeded|exceeding)${ARTICLE}`,
    ),
  ],
  [
    '<',
    new RegExp(`(?<!\\bcross(?:es|ed|ing)? )\\b(?:less than|fewer than|below|under|lower than|short of)${ARTICLE}`),
  ],
  ['~', new RegExp(`\\b(?:about|around|roughly|approximately|nearly|almost|some|circa|close to)${ARTICLE}`)],
];
const DOWN_BEFORE =
  /\b(?:lost|lose|loses|losing|loss|fell|fall|fallen|falls|declined?|declines|drop|dropped|drops|down|shed|negative|(?:hold|holding|market) (?:beat|beats|outperformed))\b|\b(?:underperform(?:ed|s)?|trail(?:ed|s)|lag(?:ged|s))\b.*\bby$/;
const DOWN_AFTER = /^(?:(?:total|net|overall) )?(?:loss|decline|drop|fall|behind|below|lower|short|less|worse)\b/;
const NEGATION = /\b(?:not(?! only)|never|cannot|\p{L}+n't|failed to|fails to)\b/u;
const INVERTED = /\b(?:no|not) (?:more|less|fewer|greater) than/;

/** Reads the words around a number: back to the break of its clause, to another number, or to the name that holds it. */
export function readClaim(tokens: readonly Token[], at: number, number: ReadNumber, mention: Mention | null): Claim {
  const before = wordsBefore(tokens, at, mention);
  const after = wordsAfter(tokens, at);
  const comparison = COMPARISONS.find(([, pattern]) => pattern.test(before))?.[0] ?? '=';
  return {
    number,
    comparison,
    negated: NEGATION.test(before.replace(INVERTED, '')),
    downwards: DOWN_BEFORE.test(before) || DOWN_AFTER.test(after),
  };
}

function wordsBefore(tokens: readonly Token[], at: number, mention: Mention | null): string {
  const words: string[] = [];
  for (let index = at - 1; index >= 0 && words.length < REACH; index -= 1) {
    const token = tokens[index];
    if (token === undefined || token.kind === 'number' || (token.kind === 'break' && !/[(:]/.test(token.text))) break;
    // A comparison that belongs to the name ("RSI below 30") is no comparison with the number.
    const inName = mention?.slot === at && index >= mention.start && !mention.weak;
    if (token.kind === 'word' && /^(?:and|but|while|whereas)$/.test(token.text)) break;
    if (token.kind === 'word' && !inName) words.unshift(token.text);
  }
  return words.join(' ');
}

function wordsAfter(tokens: readonly Token[], at: number): string {
  const next = tokens.slice(at + 1, at + 3);
  return next.map((token) => (token.kind === 'word' ? token.text : ';')).join(' ');
}
