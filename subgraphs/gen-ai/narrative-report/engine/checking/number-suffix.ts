import type { DurationUnit, NumberKind, ReadNumber } from './read-number.js';

interface Core {
  readonly start: number;
  readonly end: number;
  readonly value: number;
  readonly resolution: number;
  readonly yearLike?: boolean;
}

const SCALE = /[ -]?(thousand|million|billion|trillion|bn|k|m)\b/iy;
const SCALES: Readonly<Record<string, number>> = {
  thousand: 1e3,
  k: 1e3,
  million: 1e6,
  m: 1e6,
  billion: 1e9,
  bn: 1e9,
  trillion: 1e12,
};
const DURATION = /[\s-](?:calendar[\s-])?(trading[\s-])?(day|week|month|year|decade|hour|minute|bar)s?\b/iy;

/** Tried in this order; the first that follows the number gives its kind. */
const SUFFIXES: readonly (readonly [NumberKind, RegExp])[] = [
  ['points', /[\s-]?(?:%|percentage|percent)[\s-]points?\b|[\s-]?pp\b/iy],
  ['percent', /[\s-]?(?:%|percent\b|per cent\b|pct\b)/iy],
  ['basisPoints', /[\s-]?(?:basis[\s-]points?|bps?)\b/iy],
  ['times', /[\s-]?(?:times\b|fold\b|[x×](?![\p{L}\p{N}]))/iuy],
  ['money', /\s(?:US )?dollars?\b|\sUSD\b/iy],
  ['foreign', /\s(?:euros?|pounds?|yen)\b|\s(?:EUR|GBP|JPY|KRW)\b/y],
];

/** The number together with the unit that is written after it, and a scale word such as million. */
export function withSuffix(text: string, core: Core, currency: string | null): ReadNumber {
  let { end, value, resolution } = core;
  const scale = match(SCALE, text, end);
  // A bare m or k is a scale behind money only: "5 m" is a length.
  if (scale !== null && (currency !== null || (scale[1] ?? '').length > 2)) {
    const factor = SCALES[(scale[1] ?? '').toLowerCase()] ?? 1;
    value *= factor;
    resolution *= factor;
    end += scale[0].length;
  }
  const number = { start: core.start, value, resolution };
  if (currency !== null)
    return { ...number, end, kind: currency === '$' || currency.startsWith('US') ? 'money' : 'foreign' };
  for (const [kind, pattern] of SUFFIXES) {
    const suffix = match(pattern, text, end);
    if (suffix !== null) return { ...number, end: end + suffix[0].length, kind };
  }
  const duration = match(DURATION, text, end);
  if (duration !== null) {
    const unit = duration[1] ? 'tradingDay' : ((duration[2] ?? '').toLowerCase() as DurationUnit);
    // Bars stay a word of the sentence, so that "5,105 bars on record" and "50-bar average" keep their names.
    if (unit !== 'bar') return { ...number, end: end + duration[0].length, kind: 'duration', duration: unit };
  }
  return { ...number, end, kind: 'plain', ...(core.yearLike && end === core.end ? { yearLike: true } : {}) };
}

function match(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}
