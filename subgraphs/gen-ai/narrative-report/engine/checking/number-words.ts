import { withSuffix } from './number-suffix.js';
import type { NumberKind, ReadNumber } from './read-number.js';

const SMALL = [
  'zero',
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
  'eleven',
  'twelve',
  'thirteen',
  'fourteen',
  'fifteen',
  'sixteen',
  'seventeen',
  'eighteen',
  'nineteen',
];
const TENS = ['twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety'];
const VALUES = new Map<string, number>([
  ...SMALL.map((word, value) => [word, value] as const),
  ...TENS.map((word, index) => [word, 20 + 10 * index] as const),
  ['dozen', 12],
]);
const MULTIPLES: Readonly<Record<string, number>> = { hundred: 100, thousand: 1000 };
const WORD = /\p{L}+/uy;

/** Words that hold a number of their own: kind, value, and how finely such a word is meant. */
const SINGLE: Readonly<Record<string, readonly [NumberKind, number, number]>> = {
  twice: ['times', 2, 0.1],
  thrice: ['times', 3, 0.1],
  doubled: ['times', 2, 0.1],
  doubling: ['times', 2, 0.1],
  tripled: ['times', 3, 0.1],
  quadrupled: ['times', 4, 0.1],
  halved: ['times', 0.5, 0.1],
  half: ['percent', 50, 5],
};
const PARTS: Readonly<Record<string, number>> = {
  third: 3,
  thirds: 3,
  quarter: 4,
  quarters: 4,
  fifth: 5,
  fifths: 5,
  tenth: 10,
  tenths: 10,
};

/**
 * A number in words at this place: "twelve", "thirty-four trades", "five percent", "twice", "half", "two thirds".
 * Vulgar fractions are percent to ±2.5 points. Null when the word is none.
 */
export function readNumberWords(text: string, start: number): ReadNumber | null {
  const first = wordAt(text, start);
  const sign = first === 'minus' || first === 'negative' ? first.length + 1 : 0;
  if (sign > 0) {
    const rest = readNumberWords(text, start + sign);
    return rest === null || rest.conditional === 'no' ? null : { ...rest, start, value: -rest.value };
  }
  if (first === 'no') return { start, end: start + 2, kind: 'plain', value: 0, resolution: 1, conditional: 'no' };
  const single = Object.hasOwn(SINGLE, first) ? SINGLE[first] : undefined;
  if (single !== undefined) {
    const ordered = /\b(?:first|second|last|latter|other) $/i.test(text.slice(0, start));
    return ordered
      ? null
      : { start, end: start + first.length, kind: single[0], value: single[1], resolution: single[2] };
  }
  // A one-day loss and a one-way bet count nothing.
  return first === 'one' && text[start + 3] === '-' ? null : readCardinal(text, start);
}

function readCardinal(text: string, start: number): ReadNumber | null {
  let [at, total, current, words] = [start, 0, 0, 0];
  let end = start;
  for (;;) {
    const word = wordAt(text, at);
    const value = VALUES.get(word);
    const multiple = Object.hasOwn(MULTIPLES, word) ? MULTIPLES[word] : undefined;
    const article =
      words === 0 && word === 'a' && /^a (?:hundred|thousand|dozen|third|quarter|fifth|tenth)\b/i.test(text.slice(at));
    if (value !== undefined) current += value;
    else if (multiple === 100) current = Math.max(1, current) * 100;
    else if (multiple !== undefined) [total, current] = [total + Math.max(1, current) * multiple, 0];
    else if (!article && !(words > 0 && word === 'and' && /hundred $/i.test(text.slice(0, at)))) break;
    words += 1;
    if (word !== 'and') end = at + word.length;
    at += word.length + 1;
  }
  const part = words > 0 && /[ -]/.test(text[end] ?? '') ? PARTS[wordAt(text, end + 1)] : undefined;
  if (part !== undefined) {
    const count = Math.max(1, total + current);
    return {
      start,
      end: end + 1 + wordAt(text, end + 1).length,
      kind: 'percent',
      value: (100 * count) / part,
      resolution: 5,
    };
  }
  if (words === 0) return null;
  const number = withSuffix(text, { start, end, value: total + current, resolution: 1 }, null);
  return number.kind === 'plain' && wordAt(text, start) === 'one' && number.value === 1
    ? { ...number, conditional: 'one' }
    : number;
}

function wordAt(text: string, at: number): string {
  WORD.lastIndex = at;
  return (WORD.exec(text)?.[0] ?? '').toLowerCase();
}
