import { BAD_NEWS } from './lexicon/bad-news.js';
import { CUTTERS, FALLERS, RAISERS, RISERS } from './lexicon/directions.js';
import { ASIDES, INTENSIFIERS, NEGATORS, UNDOERS } from './lexicon/function-words.js';
import { GOOD_NEWS } from './lexicon/good-news.js';
import type { Meaning, Rated, Seeks } from './lexicon/meaning.js';
import { NOTHING, PHRASES } from './lexicon/phrases.js';
import { INDIFFERENT, UNWELCOME, WELCOME } from './lexicon/topics.js';

/** A phrase in basic forms; `*` stands for up to three words. */
export interface Phrase {
  readonly words: readonly string[];
  readonly meaning: Meaning;
}

/** The phrases by their first word, those of more words first. */
export type PhraseBook = ReadonlyMap<string, readonly Phrase[]>;

/**
 * The whole lexicon, ready to be looked up.
 * @throws RangeError for a phrase that is in it twice: one of its meanings would be lost
 */
export function compilePhraseBook(): PhraseBook {
  const book = new Map<string, Phrase[]>();
  const seen = new Set<string>();
  for (const [text, meaning] of entries()) {
    if (seen.has(text)) throw new RangeError(`The lexicon has "${text}" twice.`);
    seen.add(text);
    const words = text.split(' ');
    const alike = book.get(words[0]!) ?? [];
    alike.push({ words, meaning });
    book.set(words[0]!, alike);
  }
  for (const phrases of book.values()) phrases.sort((a, b) => weight(b) - weight(a));
  return book;
}

/** Named words weigh more than gaps. */
function weight({ words }: Phrase): number {
  return words.reduce((sum, word) => sum + (word === '*' ? 0.1 : 1), 0);
}

function* entries(): Generator<readonly [string, Meaning]> {
  for (const [value, text] of rated(BAD_NEWS, GOOD_NEWS, PHRASES)) yield [text, { kind: 'value', value }];
  yield* topics(1, WELCOME);
  yield* topics(-1, UNWELCOME);
  yield* topics(0, INDIFFERENT);
  yield* directions(1, 'after', RAISERS);
  yield* directions(1, 'before', RISERS);
  yield* directions(-1, 'after', CUTTERS);
  yield* directions(-1, 'before', FALLERS);
  for (const [value, text] of rated(NEGATORS)) yield [text, { kind: 'negator', value }];
  for (const text of phrases(UNDOERS)) yield [text, { kind: 'undo' }];
  for (const [factor, text] of rated(INTENSIFIERS)) yield [text, { kind: 'intensity', factor }];
  for (const [factor, before, fresh, list] of ASIDES) {
    for (const text of phrases(list)) yield [text, { kind: 'aside', factor, before, fresh }];
  }
  for (const text of phrases(NOTHING)) yield [text, { kind: 'nothing' }];
}

function* topics(polarity: number, list: string): Generator<readonly [string, Meaning]> {
  for (const text of phrases(list)) yield [text, { kind: 'topic', polarity }];
}

function* directions(direction: 1 | -1, seeks: Seeks, list: Rated): Generator<readonly [string, Meaning]> {
  for (const [alone, text] of rated(list)) yield [text, { kind: 'direction', direction, alone, seeks }];
}

function* rated(...lists: readonly Rated[]): Generator<readonly [number, string]> {
  for (const [value, list] of lists.flat()) for (const text of phrases(list)) yield [value, text];
}

function phrases(list: string): string[] {
  return list.split(',').map((text) => text.trim());
}
