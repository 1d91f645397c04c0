import { expect, it } from 'vitest';
import { searchWords, wordsOf } from './instrument.js';

it.each([
  ['S&P 500', ['s&p', '500']],
  ['  Apple   Inc. ', ['apple', 'inc.']],
  ["McDonald's (Corporation)", ["mcdonald's", 'corporation']],
  ['삼성전자', ['삼성전자']],
  ['.* ()', []],
])('takes %j apart', (text, words) => {
  expect(wordsOf(text)).toEqual(words);
});

it('finds an instrument by its symbol and by the words of its name, each once', () => {
  expect(searchWords({ symbol: 'BTC/USD', name: 'Bitcoin in US dollars, Bitcoin' })).toEqual([
    'btc/usd',
    'bitcoin',
    'in',
    'us',
    'dollars',
  ]);
  expect(searchWords({ symbol: 'X', name: null })).toEqual(['x']);
});
