import { expect, it } from 'vitest';
import type { Clock } from '#kit/time/clock.js';
import { newEvent, subjectKey } from './new-event.js';

const clock: Clock = { now: () => new Date('2026-01-05T09:30:00.000Z') };
const facts = { name: 'backtest.completed', subject: { type: 'Backtest', id: 'bt_1' }, ownerId: 'user_1' };

it('makes an event that happened now, with ids that sort by time', () => {
  const [first, second] = [
    newEvent({ ...facts, requestId: 'req_1', payload: { a: 1 } }, clock),
    newEvent(facts, clock),
  ];
  expect(first).toEqual({
    ...facts,
    id: first.id,
    occurredAt: '2026-01-05T09:30:00.000Z',
    requestId: 'req_1',
    payload: { a: 1 },
  });
  expect(first.id).toMatch(/^evt_[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$/);
  expect(first.id < second.id).toBe(true);
  expect('requestId' in second).toBe(false);
  expect(subjectKey(first)).toBe('Backtest/bt_1');
});

it('refuses before anything is written what no bus would carry', () => {
  expect(() => newEvent({ ...facts, name: 'BacktestCompleted' }, clock)).toThrow(
    /dotted kebab-case.*found "BacktestCompleted"/,
  );
  expect(() => newEvent({ ...facts, payload: { rows: 'x'.repeat(262_144) } }, clock)).toThrow(
    /at most 262144 are carried/,
  );
});
