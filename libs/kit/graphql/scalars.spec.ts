import { parseValue } from 'graphql';
import { describe, expect, it } from 'vitest';
import { DateTimeScalar } from './scalars.js';

const literal = (text: string) => DateTimeScalar.parseLiteral(parseValue(text), {});

describe('a DateTime that comes in', () => {
  it.each([
    ['2019-01-01', '2019-01-01T00:00:00.000Z'],
    ['2020-02-29', '2020-02-29T00:00:00.000Z'],
    ['2019-01-01T10:30:00Z', '2019-01-01T10:30:00.000Z'],
    ['2019-01-01T00:30:00.5+01:00', '2018-12-31T23:30:00.500Z'],
  ])('is read from %s', (text, expected) => {
    expect(DateTimeScalar.parseValue(text)).toBe(expected);
    expect(literal(JSON.stringify(text))).toBe(expected);
  });

  it.each(['', '2019-02-29', '2019-13-01', '2019', '01/02/2019', '2019-01-01T10:30:00', 'yesterday'])(
    '%j is refused with what was expected',
    (text) => {
      const words = `expected a date and time such as 2019-01-01T00:00:00Z, or a date such as 2019-01-01, found ${JSON.stringify(text)}.`;
      expect(() => DateTimeScalar.parseValue(text)).toThrow(words);
      expect(() => literal(JSON.stringify(text))).toThrow(words);
    },
  );

  it.each(['5', 'true', '{}'])('%s is refused too', (text) => {
    expect(() => literal(text)).toThrow('expected a date and time');
  });
});
