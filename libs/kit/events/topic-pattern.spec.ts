import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assertTopicPatterns, isEventName, isTopicPattern, matchesAnyTopic, matchesTopic } from './topic-pattern.js';

/** The definition, word by word and exponential: what the table must agree with. */
function slowMatch(pattern: readonly string[], name: readonly string[]): boolean {
  const [head, ...rest] = pattern;
  if (head === undefined) return name.length === 0;
  if (head === '#') return name.some((_, i) => slowMatch(rest, name.slice(i))) || slowMatch(rest, []);
  return name.length > 0 && (head === '*' || head === name[0]) && slowMatch(rest, name.slice(1));
}

describe('matchesTopic', () => {
  it.each([
    ['backtest.completed', 'backtest.completed', true],
    ['backtest.*', 'backtest.completed', true],
    ['backtest.*', 'backtest', false],
    ['backtest.*', 'backtest.run.completed', false],
    ['backtest.#', 'backtest', true],
    ['backtest.#', 'backtest.run.completed', true],
    ['#.completed', 'completed', true],
    ['#.completed', 'backtest.run.completed', true],
    ['*.*', 'data-quality.event-raised', true],
    ['#', 'anything.at.all', true],
    ['*.orange.*', 'quick.orange.rabbit', true],
    ['*.orange.*', 'quick.orange.male.rabbit', false],
    ['lazy.#', 'lazy.orange.male.rabbit', true],
    ['#.#', 'one', true],
    ['a.#.#.b', 'a.b', true],
    ['backtest.complete', 'backtest.completed', false],
  ])('%s against %s is %s', (pattern, name, expected) => {
    expect(matchesTopic(pattern, name)).toBe(expected);
  });

  it('agrees with the recursive definition', () => {
    const word = fc.constantFrom('a', 'b', 'c');
    const part = fc.constantFrom('a', 'b', 'c', '*', '#');
    fc.assert(
      fc.property(
        fc.array(part, { minLength: 1, maxLength: 6 }),
        fc.array(word, { minLength: 1, maxLength: 6 }),
        (pattern, name) => matchesTopic(pattern.join('.'), name.join('.')) === slowMatch(pattern, name),
      ),
      { seed: 20_261_122, numRuns: 3_000 },
    );
  });

  it('matches any of several patterns', () => {
    expect(matchesAnyTopic(['model.*', 'backtest.*'], 'backtest.completed')).toBe(true);
    expect(matchesAnyTopic([], 'backtest.completed')).toBe(false);
  });
});

describe('names and patterns', () => {
  it('takes dotted kebab-case words as names and nothing else', () => {
    expect(isEventName('data-quality.event-raised')).toBe(true);
    for (const wrong of ['', 'Backtest.completed', 'a..b', '.a', 'a.', 'a.*', 'a'.repeat(256)])
      expect(isEventName(wrong)).toBe(false);
  });

  it('refuses a pattern in which a wildcard is part of a word', () => {
    expect(isTopicPattern('backtest.*')).toBe(true);
    expect(() => assertTopicPatterns(['back*'])).toThrow(/found "back\*"/);
    expect(() => assertTopicPatterns([])).toThrow(/at least one/);
  });
});
