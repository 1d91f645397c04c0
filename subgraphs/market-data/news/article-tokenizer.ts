import model from 'wink-eng-lite-web-model';
import winkNLP from 'wink-nlp';
import type { SentimentSentence, SentimentToken } from './engine/sentiment-token.js';

// Tokens and the ends of sentences are all that is needed of the model.
const nlp = winkNLP(model, ['sbd']);
const { its } = nlp;

/** Marks of which one that touches both its neighbours joins them: `loss-making`, `better-than-expected`, `price/earnings`. */
const JOINTS = new Set(['-', '‐', '‑', '/', "'", '’']);

/** The sentences of a text, each line by itself. */
export function sentencesOf(text: string): SentimentSentence[] {
  const document = nlp.readDoc(text);
  const found: SentimentSentence[] = [];
  document.sentences().each((sentence: { tokens: () => ReturnType<typeof document.tokens> }) => {
    const tokens = sentence.tokens();
    const values = tokens.out() as string[];
    const normals = tokens.out(its.normal) as string[];
    const types = tokens.out(its.type) as string[];
    const spaces = tokens.out(its.precedingSpaces) as string[];
    found.push(
      values.flatMap((value, i) => {
        const mark = types[i] === 'punctuation';
        const joins = mark && JOINTS.has(value) && spaces[i] === '' && spaces[i + 1] === '';
        return joins ? [] : [toToken(value, normals[i]!, mark)];
      }),
    );
  });
  return found;
}

function toToken(value: string, normal: string, mark: boolean): SentimentToken {
  return {
    // The normal form of n't is not; of other words it changes the spelling.
    word: normal === 'not' ? normal : value.toLowerCase(),
    capitalised: /^\p{Lu}.*\p{Ll}/u.test(value),
    mark: mark && value !== '$' && value !== '%',
  };
}
