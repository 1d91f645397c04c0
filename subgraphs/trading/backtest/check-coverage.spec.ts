import { describe, expect, it } from 'vitest';
import { Snapshot } from '#lake/snapshot.js';
import { DataInterval } from '#schema/generated/enums.js';
import { DEFAULT_BACKTEST_SETTINGS } from './backtest.js';
import type { RunRequest } from './backtest-requests.js';
import { checkCoverage } from './check-coverage.js';

function entry(symbol: string, first: string, last: string) {
  return {
    symbol,
    interval: DataInterval.DAILY,
    file: `${symbol}.parquet`,
    rowCount: 10,
    firstBarAt: Date.parse(first),
    lastBarAt: Date.parse(last),
    sizeBytes: 1,
    sha256: '',
    source: 'test',
    updatedAt: 0,
  };
}

const snapshot = Snapshot.empty.with([
  entry('SPX', '2000-01-03', '2020-04-17'),
  entry('AAPL', '2013-05-13', '2018-05-11'),
]);

function request(
  symbols: string[],
  startDate: string,
  endDate: string,
  benchmarkSymbol: string | null = null,
): RunRequest {
  return {
    what: { strategyId: 's' },
    name: null,
    symbols,
    interval: DataInterval.DAILY,
    startDate,
    endDate,
    settings: { ...DEFAULT_BACKTEST_SETTINGS, benchmarkSymbol },
    tags: [],
    idempotencyKey: null,
  };
}

describe('checkCoverage', () => {
  it.each([
    ['exactly what is there', request(['SPX'], '2000-01-03', '2020-04-17')],
    ['a start on the holiday before the first bar', request(['SPX'], '2000-01-01', '2020-04-20')],
    ['one symbol that begins later than another', request(['AAPL', 'SPX'], '2000-01-03', '2020-04-17')],
  ])('accepts %s', (_, run) => {
    expect(() => checkCoverage(run, snapshot)).not.toThrow();
  });

  it.each([
    [
      'an unknown symbol, and names what is there',
      request(['NOPE'], '2000-01-03', '2001-01-01'),
      /no DAILY bars of NOPE. There are bars of AAPL, SPX/,
    ],
    ['an unknown benchmark', request(['SPX'], '2000-01-03', '2001-01-01', 'NOPE'), /of NOPE/],
    [
      'a period before the first bar',
      request(['SPX'], '1990-01-01', '1995-01-01'),
      /coverage of SPX, 2000-01-03 to 2020-04-17; found 1990-01-01/,
    ],
    [
      'a period that begins years before the first bar',
      request(['SPX'], '1990-01-01', '2005-01-01'),
      /2000-01-03 to 2020-04-17/,
    ],
    [
      'a period that ends long after the last bar',
      request(['SPX'], '2019-01-01', '2020-06-01'),
      /2000-01-03 to 2020-04-17/,
    ],
    [
      'a period in which one of the symbols has no bar',
      request(['AAPL', 'SPX'], '2000-01-03', '2005-01-01'),
      /coverage of AAPL, 2013-05-13 to 2018-05-11/,
    ],
  ])('refuses %s', (_, run, message) => {
    expect(() => checkCoverage(run, snapshot)).toThrow(
      expect.objectContaining({ code: 'BAD_USER_INPUT', message: expect.stringMatching(message) }),
    );
  });
});
