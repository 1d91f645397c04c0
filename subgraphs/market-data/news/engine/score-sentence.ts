import { findUnits, type GeneralValence } from './find-units.js';
import type { PhraseBook } from './phrase-book.js';
import { resolveDirections } from './resolve-directions.js';
import type { SentimentSentence } from './sentiment-token.js';

/** How many tokens a negation reaches, and what is left of a value that is turned round: `not bad` is less than `good`. */
const NEGATION_REACH = 6;
const TURNED = -0.6;
/** The size of a sum that scores 1/√2: below it the score grows with the sum, above it it levels off. */
const HALF_WAY = 0.7;

/**
 * What a sentence says: the sum of the values of its phrases, each with its negation, intensity and the weight of its
 * clause, put between −1 and 1 as sum ÷ √(sum² + 0.7²).
 */
export function scoreSentence(sentence: SentimentSentence, book: PhraseBook, general: GeneralValence): number {
  const sum = sumOfValues(sentence, book, general);
  return sum / Math.hypot(sum, HALF_WAY);
}

function sumOfValues(sentence: SentimentSentence, book: PhraseBook, general: GeneralValence): number {
  let before = 0;
  let last = 0;
  let weight = 1;
  let lasting = 1;
  let intensity = 1;
  let negatedUpTo = -1;
  let place = 0;
  for (const { start, end, meaning } of resolveDirections(findUnits(sentence, book, general), sentence)) {
    if (sentence.slice(place, start).some(({ mark }) => mark)) {
      [weight, intensity, negatedUpTo] = [1, 1, -1];
    }
    place = end;
    switch (meaning.kind) {
      case 'value': {
        const turned = start <= negatedUpTo ? TURNED : 1;
        before += last;
        last = meaning.value * turned * intensity * weight * lasting;
        [intensity, negatedUpTo] = [1, -1];
        break;
      }
      case 'undo':
        [before, last] = [before * TURNED, last * TURNED];
        break;
      case 'negator':
        before += last;
        last = meaning.value * weight * lasting;
        negatedUpTo = end + NEGATION_REACH;
        break;
      case 'intensity':
        intensity *= meaning.factor;
        break;
      case 'aside':
        if (meaning.before === 1) weight = meaning.fresh ? meaning.factor : Math.min(weight, meaning.factor);
        else [before, last, weight, lasting] = [(before + last) * meaning.before, 0, 1, meaning.factor];
        negatedUpTo = -1;
        break;
      default: // a topic that nothing moves, and what means nothing
    }
  }
  return before + last;
}
