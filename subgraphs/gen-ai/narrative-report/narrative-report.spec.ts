import { describe, expect, it } from 'vitest';
import { RunStatus } from '#schema/generated/enums.js';
import { isTerminal, REPORT_TRANSITIONS, statusesBefore } from './narrative-report.js';

const { PENDING, RUNNING, COMPLETED, FAILED, CANCELLED } = RunStatus;

describe('the states of a report', () => {
  it.each([
    [PENDING, [RUNNING, FAILED, CANCELLED]],
    [RUNNING, [COMPLETED, FAILED, CANCELLED]],
    [COMPLETED, []],
    [FAILED, []],
    [CANCELLED, []],
  ])('%s leads to %j and to nothing else', (from, to) => {
    expect(REPORT_TRANSITIONS[from]).toEqual(to);
    expect(isTerminal(from)).toBe(to.length === 0);
    for (const next of Object.values(RunStatus)) {
      expect(statusesBefore(next).includes(from)).toBe((to as RunStatus[]).includes(next));
    }
  });
});
