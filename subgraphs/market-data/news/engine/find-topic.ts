import type { Unit } from './find-units.js';
import type { SentimentSentence } from './sentiment-token.js';

/** How many tokens may stand between a direction and what it moves, before and after it, and on the side where it does not seek. */
export const REACH = { before: 6, after: 4, other: 3 };

/** Whether more of it is good or bad: the polarity of a topic, the value of an event; 0 for what is neither. */
export function goodnessOf({ meaning }: Unit): number {
  if (meaning.kind === 'topic') return meaning.polarity;
  return meaning.kind === 'value' ? meaning.value : 0;
}

type Wanted = (unit: Unit) => boolean;

const isAnything: Wanted = ({ meaning, general }) =>
  meaning.kind === 'topic' || (meaning.kind === 'value' && general !== true);
export const isBad: Wanted = (unit) => isAnything(unit) && goodnessOf(unit) < 0;

/** The topic or event that a direction moves: its place among the units, null when there is none in its clause. */
export function seek(
  units: readonly Unit[],
  place: number,
  sentence: SentimentSentence,
  used: ReadonlySet<number>,
): number | null {
  const { meaning, start, end } = units[place]!;
  if (meaning.kind !== 'direction') return null;
  // `rising costs`, `a rise in costs`: as an attribute or a noun the word stands before what moves.
  const attribute = sentence[start]!.word.endsWith('ing') || ['in', 'of'].includes(sentence[end]?.word ?? '');
  const after = attribute || meaning.seeks === 'after';
  const [first, second] = after ? ([1, -1] as const) : ([-1, 1] as const);
  const near = after ? REACH.after : REACH.before;
  const search = (step: 1 | -1, reach: number, wanted: Wanted) =>
    nearest(units, place, step, reach, sentence, (i) => !used.has(i) && wanted(units[i]!));
  // `avoids`, `ends`, `settles` say nothing alone: what they remove is what is bad, wherever it stands.
  const relieves = meaning.direction === -1 && meaning.alone === 0;
  const bad = relieves ? (search(first, near, isBad) ?? search(second, REACH.other, isBad)) : null;
  return bad ?? search(first, near, isAnything) ?? search(second, REACH.other, isAnything);
}

/** The nearest unit on one side that fits, in the same clause. */
function nearest(
  units: readonly Unit[],
  place: number,
  step: 1 | -1,
  reach: number,
  sentence: SentimentSentence,
  fits: (place: number) => boolean,
): number | null {
  const from = units[place]!;
  for (let i = place + step; i >= 0 && i < units.length; i += step) {
    const { meaning, start, end } = units[i]!;
    const [left, right] = step === 1 ? [from.end, start] : [end, from.start];
    if (right - left > reach || sentence.slice(left, right).some(({ mark }) => mark)) return null;
    if (meaning.kind === 'aside' || meaning.kind === 'direction') return null;
    if (fits(i)) return i;
  }
  return null;
}
