import { withSuffix } from './number-suffix.js';
import { readNumberWords } from './number-words.js';
import { readDate } from './read-date.js';
import type { ReadNumber } from './read-number.js';

const CURRENCY = /(?:US\$|USD ?|[$€£¥₩])/y;
const SIGN = /[-−–+]/;
const DIGITS = /(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?|\.\d+/y;
const ORDINAL = /(?:st|nd|rd|th)\b/y;

/**
 * Every number in a sentence, from left to right: percent, points, basis points, money, multiples, durations, dates,
 * years, plain numbers, in digits or in words. Ordinals (1st, third) and the number of a list item at `offset` 0 are no claims.
 */
export function readNumbers(sentence: string): ReadNumber[] {
  const numbers: ReadNumber[] = [];
  let at = /^\s*\d{1,3}[.)]\s/.exec(sentence)?.[0].length ?? 0;
  while (at < sentence.length) {
    const number = startsWord(sentence, at)
      ? (readDate(sentence, at) ?? readDigits(sentence, at) ?? readNumberWords(sentence, at))
      : null;
    if (number === null) at += 1;
    else {
      if (!number.ordinal) numbers.push(number);
      at = number.end;
    }
  }
  return numbers;
}

/** A number begins where no word goes on: the 4 of GPT4 is a part of a name, the hyphen of 50-200 is no minus. */
function startsWord(text: string, at: number): boolean {
  const before = text[at - 1] ?? ' ';
  return !/[\p{L}\p{N}_]/u.test(before) && !(/[.,]/.test(before) && /\d/.test(text[at - 2] ?? ''));
}

function readDigits(text: string, start: number): ReadNumber | null {
  let at = start;
  let negative = false;
  let currency: string | null = null;
  for (let part = 0; part < 2; part += 1) {
    const sign = text[at] ?? '';
    if (SIGN.test(sign) && !/[\p{L}\p{N})%]/u.test(text[at - 1] ?? ' ')) {
      negative ||= sign !== '+';
      at += 1;
    }
    CURRENCY.lastIndex = at;
    const symbol: RegExpExecArray | null = currency === null ? CURRENCY.exec(text) : null;
    if (symbol !== null) {
      currency = symbol[0].trim();
      at += symbol[0].length;
    }
  }
  DIGITS.lastIndex = at;
  const digits = DIGITS.exec(text)?.[0];
  if (digits === undefined) return null;
  at += digits.length;
  const decimals = digits.includes('.') ? digits.length - digits.indexOf('.') - 1 : 0;
  ORDINAL.lastIndex = at;
  const ordinal = ORDINAL.exec(text);
  const value = Number(digits.replaceAll(',', ''));
  const yearLike = currency === null && /^(?:19|20)\d{2}$/.test(digits);
  const core = { start, end: at, value: negative ? -value : value, resolution: 10 ** -decimals };
  if (ordinal !== null) return { ...core, kind: 'plain', end: at + ordinal[0].length, ordinal: true };
  return withSuffix(text, { ...core, yearLike }, currency);
}
