import { assignMentions } from './checking/assign-mentions.js';
import { claimHolds } from './checking/claim-holds.js';
import { buildLexicon, findMentions, type Lexicon, type Mention } from './checking/find-mentions.js';
import { maskNames } from './checking/mask-names.js';
import { readClaim } from './checking/read-claim.js';
import type { ReadNumber } from './checking/read-number.js';
import { readNumbers } from './checking/read-numbers.js';
import { splitSentences } from './checking/split-sentences.js';
import { tokenise } from './checking/tokenise.js';
import { unitsAgree } from './checking/units-agree.js';
import { withoutIdioms } from './checking/without-idioms.js';
import type { Fact, FactSheet } from './fact.js';
import { writeValue } from './write-value.js';

/** The verdict on a text. */
export interface FactCheck {
  readonly passed: boolean;
  /** Numbers that were read as claims: all but ordinals, list numbers and the digits of proper names. */
  readonly numbersChecked: number;
  readonly mismatches: readonly FactMismatch[];
}

export interface FactMismatch {
  readonly sentence: string;
  /** The number as the prose has it. */
  readonly stated: string;
  /** The fact that the sentence names, and its value; null when it names none. */
  readonly actual: string | null;
}

/**
 * Reads every number in English prose, by whomever written, and holds it against the fact that its own sentence names:
 * the nearest name in the clause, never another fact that happens to have the value. A number agrees when the fact rounds to it
 * at the precision that it is written with; signs in words ("lost 12 %"), comparisons ("more than 100 trades"), "about" and
 * "not" are understood. A number that names no fact, or one that the run does not define, is a mismatch.
 */
export function checkFacts(prose: string, sheet: FactSheet): FactCheck {
  return factChecker(sheet)(prose);
}

/** The same for many texts about one backtest. */
export function factChecker(sheet: FactSheet): (prose: string) => FactCheck {
  const lexicon = buildLexicon(sheet.facts);
  return (prose) => checkProse(prose, sheet.labels.properNames, lexicon);
}

function checkProse(prose: string, properNames: readonly string[], lexicon: Lexicon): FactCheck {
  const masked = maskNames(prose, properNames);
  const checks = splitSentences(masked).map(({ start, text }) =>
    checkSentence(text, prose.slice(start, start + text.length), lexicon),
  );
  const mismatches = checks.flatMap((check) => check.mismatches);
  const numbersChecked = checks.reduce((sum, check) => sum + check.numbersChecked, 0);
  return { passed: mismatches.length === 0, numbersChecked, mismatches };
}

function checkSentence(masked: string, sentence: string, lexicon: Lexicon): Omit<FactCheck, 'passed'> {
  const numbers = readNumbers(masked);
  if (numbers.length === 0) return { numbersChecked: 0, mismatches: [] };
  const found = tokenise(masked, numbers);
  const mentions = findMentions(found, lexicon);
  const tokens = withoutIdioms(found, mentions);
  const assigned = assignMentions(tokens, mentions);
  const mismatches: FactMismatch[] = [];
  for (const [at, mention] of assigned) {
    const token = tokens[at];
    if (token?.kind !== 'number') continue;
    const { number } = token;
    const claim = readClaim(tokens, at, number, mention);
    if (mention?.facts.some((fact) => claimHolds(claim, fact))) continue;
    mismatches.push({ sentence, stated: sentence.slice(number.start, number.end), actual: actualOf(number, mention) });
  }
  return { numbersChecked: assigned.size, mismatches };
}

function actualOf(number: ReadNumber, mention: Mention | null): string | null {
  const fact: Fact | undefined = mention?.facts.find((one) => unitsAgree(number, one.unit)) ?? mention?.facts[0];
  return fact === undefined ? null : `${fact.names[0]?.replace('(s)', '')}: ${writeValue(fact)}`;
}
