import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sentencesOf } from '../article-tokenizer.js';
import { analyseSentiment } from './analyse-sentiment.js';
import { compilePhraseBook } from './phrase-book.js';
import { scoreArticle } from './score-article.js';
import { sentimentLabel } from './sentiment-label.js';
import { wordForms } from './word-forms.js';

const score = (title: string, summary = '') =>
  scoreArticle({ title: sentencesOf(title), summary: summary === '' ? [] : sentencesOf(summary) }, () => 0);

it.each([
  [1, 'BULLISH'],
  [0.1501, 'BULLISH'],
  [0.15, 'SOMEWHAT_BULLISH'],
  [0.0501, 'SOMEWHAT_BULLISH'],
  [0.05, 'NEUTRAL'],
  [0, 'NEUTRAL'],
  [-0.05, 'NEUTRAL'],
  [-0.0501, 'SOMEWHAT_BEARISH'],
  [-0.15, 'SOMEWHAT_BEARISH'],
  [-0.1501, 'BEARISH'],
])('%f is %s', (value, label) => {
  expect(sentimentLabel(value)).toBe(label);
});

it('scores together are their mean, counted by the way they lean', () => {
  expect(analyseSentiment([0.5, 0.05, -0.05, -0.2, -0.6])).toEqual({
    ...{ articleCount: 5, positiveCount: 1, neutralCount: 2, negativeCount: 2 },
    ...{ score: expect.closeTo(-0.06, 12), label: 'SOMEWHAT_BEARISH' },
  });
  expect(analyseSentiment([])).toMatchObject({ articleCount: 0, score: null, label: null });
});

it('words are known in all their forms', () => {
  const base = {
    dropped: 'drop',
    rising: 'rise',
    delinquencies: 'delinquency',
    fell: 'fall',
    losses: 'loss',
    beats: 'beat',
  };
  for (const [form, word] of Object.entries(base)) expect(wordForms(form)).toContain(word);
});

it('the lexicon has every phrase once, and is large', () => {
  const phrases = [...compilePhraseBook().values()].flat();
  expect(phrases.length).toBeGreaterThan(2_000);
});

describe('a headline', () => {
  it.each([
    ['Losses narrow', 'Losses widen'],
    ['Marlow cuts costs', 'Marlow cuts guidance'],
    ['Unemployment falls to a record low', 'Unemployment climbs to a record high'],
    ['Profit falls less than feared', 'Profit falls'],
    ['Marlow avoids default', 'Marlow defaults'],
    ['Decline in sales slows', 'Growth in sales slows'],
    ['Marlow is not cutting its dividend', 'Marlow is cutting its dividend'],
    ['Marlow expects no slowdown', 'Marlow expects slowdown'],
    ['Margins shrink but revenue soars', 'Revenue soars but margins shrink'],
    ['Shares rise despite weak results', 'Shares fall despite strong results'],
    ['Court throws out lawsuit against Marlow', 'Court throws out offer for Marlow'],
    ['Better-than-expected results at Marlow', 'Worse-than-expected results at Marlow'],
    ['Lower-than-expected costs at Marlow', 'Higher-than-expected costs at Marlow'],
    ['Marlow beats estimates', 'Marlow fails to beat estimates'],
    ['Tariffs lifted on steel', 'Tariffs raised on steel'],
  ])('%s is good news, and not so: %s', (good, bad) => {
    expect(score(good)).toBeGreaterThan(0.05);
    expect(score(bad)).toBeLessThan(-0.05);
  });

  it.each([
    'Marlow to present at conference',
    'Best Buy names Gap executive to board',
    'Record date set for Marlow vote',
    'Up to 40 analysts attend Marlow meeting',
    '',
    '12.5 % , — !',
  ])('%j says nothing', (text) => {
    expect(score(text)).toBe(0);
  });

  it('weighs more than its summary, which counts all the same', () => {
    const good = score('Marlow beats estimates');
    expect(score('Marlow in brief', 'Marlow beats estimates.')).toBeCloseTo(0.4 * good, 3);
    expect(score('Marlow beats estimates', 'It is a company.')).toBeCloseTo(0.6 * good, 3);
  });
});

it('is between −1 and 1 for any text, the same at every call', () => {
  const words = [
    'profit',
    'plunges',
    'not',
    'record',
    'loss',
    'but',
    'despite',
    ',',
    'soars',
    'very',
    '*',
    'constructor',
    '🙂',
  ];
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ maxLength: 300 }),
        fc.array(fc.constantFrom(...words)).map((all) => all.join(' ')),
      ),
      (text) => {
        const found = score(text);
        expect(Math.abs(found)).toBeLessThanOrEqual(1);
        expect(score(text)).toBe(found);
      },
    ),
    { seed: 20_240_601, numRuns: 300 },
  );
});
