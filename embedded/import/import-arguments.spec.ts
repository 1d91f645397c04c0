import { describe, expect, it } from 'vitest';
import { HELP, readArguments } from './import-arguments.js';

describe('the command line of an import', () => {
  it('says what is imported', () => {
    expect(readArguments(['a.csv', '--symbol', 'spx'])).toEqual({
      file: 'a.csv',
      content: { kind: 'bars', symbol: 'spx', interval: 'DAILY', assetClass: null },
      url: null,
    });
    expect(
      readArguments(['--interval', 'one-minute', '--asset-class=crypto', '--symbol', 'BTC/USD', 'b.parquet']),
    ).toMatchObject({
      file: 'b.parquet',
      content: { interval: 'ONE_MINUTE', assetClass: 'CRYPTO' },
    });
    expect(readArguments(['c.csv', '--instruments'])).toMatchObject({ content: { kind: 'instruments' } });
  });

  it.each([
    ['http://127.0.0.1:4000', 'http://127.0.0.1:4000/graphql'],
    ['http://127.0.0.1:4000/', 'http://127.0.0.1:4000/graphql'],
    ['https://quant.example/api/graphql', 'https://quant.example/api/graphql'],
  ])('takes the address %s', (url, expected) => {
    expect(readArguments(['a.csv', '--symbol', 'X', '--url', url])?.url).toBe(expected);
  });

  it('asks for help, which names every option', () => {
    expect(readArguments(['--help'])).toBeNull();
    expect(readArguments(['-h', 'a.csv'])).toBeNull();
    for (const option of ['--symbol', '--interval', '--asset-class', '--instruments', '--url'])
      expect(HELP).toContain(option);
  });

  it.each([
    [[], 'Expected a file'],
    [['a.csv'], 'Expected --symbol'],
    [['a.csv', 'b.csv', '--symbol', 'X'], 'found also b.csv'],
    [['a.csv', '--symbol', 'X', '--interval', 'HOURLY'], 'expected one of'],
    [['a.csv', '--symbol', 'X', '--asset-class', 'toString'], 'expected one of'],
    [['a.csv', '--instruments', '--symbol', 'X'], 'does not go with --symbol'],
    [['a.csv', '--symbol', 'X', '--url', 'localhost:4000'], 'expected an http or https address'],
    [['a.csv', '--symbl', 'X'], "Unknown option '--symbl'"],
    [['a.csv', '--symbol'], 'Try --help'],
  ])('refuses %j', (words, reason) => {
    expect(() => readArguments(words)).toThrow(reason);
  });
});
