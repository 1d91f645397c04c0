import type { Fact } from '../fact.js';
import { readNumbers } from './read-numbers.js';
import { type Token, tokenise } from './tokenise.js';
import { unitsAgree } from './units-agree.js';

/** Where a sentence names facts: several when they share the name and only the unit of the number can tell. */
export interface Mention {
  readonly start: number;
  readonly end: number;
  /** The token of the number that the name itself holds; null for a plain name. */
  readonly slot: number | null;
  /** A verb: names its fact only when no noun does. */
  readonly weak: boolean;
  readonly facts: readonly Fact[];
}

interface NamePattern {
  readonly tokens: readonly Token[];
  readonly weak: boolean;
  /** Null for words that look like a name and are none. */
  readonly fact: Fact | null;
}

/** The names of a fact sheet by their first word; those that begin with a number under ''. */
export type Lexicon = ReadonlyMap<string, readonly NamePattern[]>;

/** They hide the shorter name within: the skewness of the daily returns is not stated of the total return. */
const NO_NAMES = ['daily return(s)', 'monthly return(s)', 'of the returns', 'risk adjusted return(s)'];

export function buildLexicon(facts: readonly Fact[]): Lexicon {
  const all = [
    ...facts.flatMap((fact) => fact.names.flatMap((name) => patterns(name, fact, false))),
    ...facts.flatMap((fact) => (fact.verbs ?? []).flatMap((name) => patterns(name, fact, true))),
    ...NO_NAMES.flatMap((name) => patterns(name, null, false)),
  ];
  const byWord = new Map<string, NamePattern[]>();
  for (const pattern of all) {
    const word = firstWord(pattern.tokens[0]);
    byWord.set(word, [...(byWord.get(word) ?? []), pattern]);
  }
  return byWord;
}

function firstWord(token: Token | undefined): string {
  return token?.kind === 'word' ? token.text : '';
}

function patterns(name: string, fact: Fact | null, weak: boolean): NamePattern[] {
  const forms = name.includes('(s)') ? [name.replaceAll('(s)', ''), name.replaceAll('(s)', 's')] : [name];
  return forms.map((form) => ({ tokens: tokenise(form, readNumbers(form)), fact, weak }));
}

/** All names in the sentence. A longer name hides the shorter ones that its words hold: a probabilistic Sharpe ratio is no Sharpe ratio. */
export function findMentions(sentence: readonly Token[], lexicon: Lexicon): Mention[] {
  const found = sentence
    .flatMap((token, at) =>
      (lexicon.get(firstWord(token)) ?? []).flatMap((pattern) => occurrence(sentence, at, pattern)),
    )
    .sort((a, b) => b.end - b.start - (a.end - a.start) || Number(a.weak) - Number(b.weak));
  const owner = new Map<number, string>();
  const mentions = new Map<string, Mention>();
  for (const one of found) {
    const span = `${one.start}-${one.end}`;
    const words = range(one.start, one.end).filter((at) => !isFreeNumber(one, sentence, at));
    if (words.some((at) => (owner.get(at) ?? span) !== span)) continue;
    for (const at of words) owner.set(at, span);
    const key = `${span} ${one.slot}`;
    const same = mentions.get(key);
    if (same === undefined) mentions.set(key, one);
    else if (same.weak === one.weak) mentions.set(key, { ...same, facts: [...same.facts, ...one.facts] });
  }
  return [...mentions.values()].filter((mention) => mention.facts.length > 0);
}

function occurrence(sentence: readonly Token[], start: number, { tokens, weak, fact }: NamePattern): Mention[] {
  if (!tokens.every((token, offset) => matches(token, sentence[start + offset], fact))) return [];
  const slotAt = tokens.findIndex((token) => token.kind === 'slot');
  const slot = slotAt < 0 ? null : start + slotAt;
  return [{ start, end: start + tokens.length, slot, weak, facts: fact === null ? [] : [fact] }];
}

function matches(pattern: Token, token: Token | undefined, fact: Fact | null): boolean {
  if (token === undefined) return false;
  if (pattern.kind === 'slot' || pattern.kind === 'other') {
    // "No trade lost money" counts nothing: a "no" belongs to a plain name only.
    return (
      token.kind === 'number' &&
      token.number.conditional !== 'no' &&
      fact !== null &&
      unitsAgree(token.number, fact.unit)
    );
  }
  if (pattern.kind === 'number') {
    return (
      token.kind === 'number' &&
      token.number.kind === pattern.number.kind &&
      token.number.value === pattern.number.value
    );
  }
  return token.kind === pattern.kind && token.text === pattern.text;
}

/** A number in a slot stays free for other names; one that is part of the name, as the 95 % of a value at risk, does not. */
function isFreeNumber(mention: Mention, sentence: readonly Token[], at: number): boolean {
  return mention.slot !== null && sentence[at]?.kind === 'number';
}

function range(start: number, end: number): number[] {
  return Array.from({ length: end - start }, (_, index) => start + index);
}
