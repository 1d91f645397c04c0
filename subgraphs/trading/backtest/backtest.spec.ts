import { describe, expect, it } from 'vitest';
import { BacktestStatus } from '#schema/generated/enums.js';
import { canTransition, isTerminal } from './backtest.js';

const ALLOWED: readonly (readonly [BacktestStatus, BacktestStatus])[] = [
  ['PENDING', 'RUNNING'],
  ['PENDING', 'FAILED'],
  ['PENDING', 'CANCELLED'],
  ['RUNNING', 'COMPLETED'],
  ['RUNNING', 'FAILED'],
  ['RUNNING', 'CANCELLED'],
];
const ALL = Object.values(BacktestStatus);

describe('the states of a backtest', () => {
  it.each(ALL.flatMap((from) => ALL.map((to) => [from, to] as const)))('%s to %s', (from, to) => {
    expect(canTransition(from, to)).toBe(ALLOWED.some(([a, b]) => a === from && b === to));
  });

  it('end where nothing follows', () => {
    expect(ALL.filter(isTerminal).sort()).toEqual(['CANCELLED', 'COMPLETED', 'FAILED']);
  });
});
