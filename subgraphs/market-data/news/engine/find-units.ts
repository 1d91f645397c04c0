import type { Meaning } from './lexicon/meaning.js';
import type { Phrase, PhraseBook } from './phrase-book.js';
import type { SentimentSentence } from './sentiment-token.js';
import { wordForms } from './word-forms.js';

/** A phrase that means something, in its place: tokens `start` up to but without `end`. */
export interface Unit {
  readonly start: number;
  readonly end: number;
  readonly meaning: Meaning;
  /** Of the general lexicon: it has a value, and nothing moves it. */
  readonly general?: true;
}

/** The valence of a word in a general lexicon, −5 to 5; 0 for one that it does not have. */
export type GeneralValence = (word: string) => number;

/** What a point of the general lexicon counts here, and below which it counts nothing: its finer shades are not financial. */
const POINT = 0.03;
const LEAST_POINTS = 2;
const LONGEST_GAP = 3;
const DETERMINERS = new Set(['the', 'a', 'an', 'its', 'their', 'his', 'her', 'this', 'that']);
const AMOUNT = /^(?:[\d.,]+|[$€£¥%]|[mbt]n|million|billion|trillion|percent)$/;

/** The phrases of a sentence from left to right, the longest at each place; of other words the general lexicon's. */
export function findUnits(sentence: SentimentSentence, book: PhraseBook, general: GeneralValence): Unit[] {
  const units: Unit[] = [];
  const forms = sentence.map(({ word, mark }) => (mark ? [] : wordForms(word)));
  const names = namesIn(sentence);
  for (let start = 0; start < sentence.length; ) {
    const unit = names[start] ? null : (longestPhrase(start, forms, book) ?? generalWord(start, sentence, general));
    if (unit !== null) units.push(unit);
    start = unit?.end ?? start + 1;
  }
  return units;
}

function longestPhrase(start: number, forms: readonly (readonly string[])[], book: PhraseBook): Unit | null {
  let best: (Unit & { readonly phrase: Phrase }) | null = null;
  for (const form of forms[start]!) {
    for (const phrase of book.get(form) ?? []) {
      if (best !== null && phrase.words.length <= best.phrase.words.length) continue;
      const end = matchFrom(phrase.words, 1, start + 1, forms);
      if (end !== null) best = { start, end, meaning: phrase.meaning, phrase };
    }
  }
  return best && { start: best.start, end: best.end, meaning: best.meaning };
}

/** Where the rest of a phrase ends when it begins at a token; null when it does not stand there. */
function matchFrom(
  words: readonly string[],
  place: number,
  token: number,
  forms: readonly (readonly string[])[],
): number | null {
  const word = words[place];
  if (word === undefined) return token;
  if (word !== '*') {
    if (forms[token]?.includes(word)) return matchFrom(words, place + 1, token + 1, forms);
    // `returns to the black` is `return to black`.
    return DETERMINERS.has(forms[token]?.[0] ?? '') ? matchFrom(words, place, token + 1, forms) : null;
  }
  for (let next = token, gap = 0; gap <= LONGEST_GAP; next++) {
    const end = matchFrom(words, place + 1, next, forms);
    if (end !== null) return end;
    // No phrase reaches across a mark; `$1.4 billion` is not counted.
    const [skipped] = forms[next] ?? [];
    if (skipped === undefined) return null;
    if (!AMOUNT.test(skipped)) gap += 1;
  }
  return null;
}

function generalWord(start: number, sentence: SentimentSentence, general: GeneralValence): Unit | null {
  const { word, mark } = sentence[start]!;
  const points = mark ? 0 : general(word);
  if (Math.abs(points) < LEAST_POINTS) return null;
  return { start, end: start + 1, meaning: { kind: 'value', value: points * POINT }, general: true };
}

/** Words that begin with a capital whatever they are: they are looked up all the same. */
const ALWAYS_CAPITAL = new Set(['nasdaq', 'dow', 'bitcoin', 'chapter', 'treasury', 'ponzi', 'hindenburg']);

/**
 * Which tokens are parts of names: capitals within a sentence, unless it is a headline that has capitals throughout.
 * What a company is called says nothing of how it fares.
 */
function namesIn(sentence: SentimentSentence): boolean[] {
  const inner = sentence.filter(({ word, mark }, i) => i > 0 && !mark && /^\p{L}{4,}/u.test(word));
  const capitals = inner.filter(({ capitalised }) => capitalised).length;
  if (capitals > 0.6 * inner.length) return sentence.map(() => false);
  return sentence.map(({ word, capitalised }, i) => {
    if (!capitalised || ALWAYS_CAPITAL.has(word)) return false;
    if (i > 0 && !sentence[i - 1]!.mark) return true;
    // The first word of a sentence is part of a name when the second one is, too: `Summit Grain sells …`.
    const next = sentence[i + 1];
    return next?.capitalised === true && !ALWAYS_CAPITAL.has(next.word) && !ORIGINS.test(next.word);
  });
}

/** Adjectives with a capital: the word before them is no name, as in `Falling European sales`. */
const ORIGINS =
  /^(?:american|african|european|asian|german|french|british|italian|spanish|swiss|chinese|japanese|korean|indian|russian|brazilian|mexican|canadian|australian|western|eastern|northern|southern|christmas|wall)$/;
