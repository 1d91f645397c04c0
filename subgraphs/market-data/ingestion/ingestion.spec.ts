import { expect, it } from 'vitest';
import { RunStatus } from '#schema/generated/enums.js';
import { INGESTION_TRANSITIONS, isTerminal } from './ingestion.js';

it.each([
  ['PENDING', ['RUNNING', 'COMPLETED', 'FAILED', 'CANCELLED'], false],
  ['RUNNING', ['COMPLETED', 'FAILED', 'CANCELLED'], false],
  ['COMPLETED', [], true],
  ['FAILED', [], true],
  ['CANCELLED', [], true],
] as const)('%s leads to %j', (from, to, ends) => {
  expect(
    Object.values(RunStatus)
      .filter((status) => INGESTION_TRANSITIONS[from].includes(status))
      .sort(),
  ).toEqual([...to].sort());
  expect(isTerminal(from)).toBe(ends);
});
