import { goodnessOf, isBad, REACH, seek } from './find-topic.js';
import type { Unit } from './find-units.js';
import type { SentimentSentence } from './sentiment-token.js';

/** What a move of a topic counts at least, and which part of its own value a moved event counts. */
const LEAST_MOVE = 0.35;
const EVENT_SHARE = 0.8;
/** What is left of a move that is itself slowed: a decline that slows is better than one that goes on. */
const SLOWED = -0.6;

/**
 * The units with every direction turned into a value: direction × what the rise of its topic means, or what the word
 * says alone when there is no topic in its clause. Topics have no value of their own; one that is moved is used up, so
 * that `losses narrow` is good news once and not bad news as well.
 */
export function resolveDirections(units: readonly Unit[], sentence: SentimentSentence): Unit[] {
  const used = new Set<number>();
  const values = new Map<number, number>();
  units.forEach((unit, i) => {
    const { meaning } = unit;
    if (meaning.kind !== 'direction') return;
    const mover = meaning.seeks === 'before' ? moveBefore(units, i, sentence, used) : null;
    if (mover !== null) {
      // `the decline slows`, `the rise in costs slows`: what moves is the move.
      const move = values.get(mover)!;
      values.set(mover, 0);
      values.set(i, meaning.direction === 1 ? move : move * SLOWED);
      return;
    }
    const found = seek(units, i, sentence, used);
    if (found === null) {
      values.set(i, echo(units, i, values, sentence) * Math.abs(meaning.alone) || meaning.alone);
      return;
    }
    used.add(found);
    const goodness = goodnessOf(units[found]!);
    const attribute = units[found - 1];
    // `catastrophe losses`, `default fears`: one thing in two words.
    if (attribute?.end === units[found]!.start && isBad(attribute) && goodness < 0) used.add(found - 1);
    const own = units[found]!.meaning.kind === 'value' ? Math.abs(goodness) : 0;
    const size = Math.max(LEAST_MOVE, Math.abs(meaning.alone), EVENT_SHARE * own);
    values.set(i, meaning.direction * Math.sign(goodness) * size);
  });
  return units.flatMap((unit, i) => {
    if (used.has(i) || unit.meaning.kind === 'topic') return [];
    const value = values.get(i);
    return value === undefined ? [unit] : [{ ...unit, meaning: { kind: 'value', value } as const }];
  });
}

/** The direction that stands right before another one, as a noun, with or without what it moves; null when there is none. */
function moveBefore(
  units: readonly Unit[],
  place: number,
  sentence: SentimentSentence,
  used: ReadonlySet<number>,
): number | null {
  const before = units[place - 1];
  if (before?.end !== units[place]!.start) return null;
  if (before.meaning.kind === 'direction') return place - 1;
  const noun = units[place - 2];
  const isMoved = noun?.meaning.kind === 'direction' && used.has(place - 1);
  return isMoved && ['in', 'of'].includes(sentence[noun.end]?.word ?? '') ? place - 2 : null;
}

/** `costs fall to a record low`: what says the same as the direction before it is as good or bad. 1, −1, or 0 for none. */
function echo(
  units: readonly Unit[],
  place: number,
  values: ReadonlyMap<number, number>,
  sentence: SentimentSentence,
): number {
  const [before, here] = [units[place - 1], units[place]!];
  if (before?.meaning.kind !== 'direction' || here.meaning.kind !== 'direction') return 0;
  const apart = sentence.slice(before.end, here.start);
  if (before.meaning.direction !== here.meaning.direction || apart.length > REACH.after) return 0;
  return apart.some(({ mark }) => mark) ? 0 : Math.sign(values.get(place - 1)!);
}
