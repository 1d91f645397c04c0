import { expect, it } from 'vitest';
import { CircuitBreaker } from './circuit-breaker.js';

const LIMITS = { faults: 3, coolDownMs: 1_000 };

function opened(): CircuitBreaker {
  const breaker = new CircuitBreaker(LIMITS);
  for (let i = 0; i < LIMITS.faults; i++) breaker.failed(breaker.admit(0), 0, false);
  return breaker;
}

it('stays closed while faults are not in a row', () => {
  const breaker = new CircuitBreaker(LIMITS);
  for (let i = 0; i < 10; i++) {
    breaker.failed(breaker.admit(0), 0, false);
    breaker.failed(breaker.admit(0), 0, false);
    breaker.succeeded();
  }
  expect([breaker.state(0), breaker.admit(0).closedMs]).toEqual(['CLOSED', 0]);
});

it('opens at the third fault in a row, and says for how long', () => {
  const breaker = opened();
  expect([breaker.state(400), breaker.admit(400).closedMs]).toEqual(['OPEN', 600]);
});

it('opens at once at a fault that is final', () => {
  const breaker = new CircuitBreaker(LIMITS);
  breaker.failed(breaker.admit(0), 0, true);
  expect(breaker.state(0)).toBe('OPEN');
});

it('lets one try when the time is over: a success closes it, a fault opens it for as long again', () => {
  const breaker = opened();
  expect(breaker.state(1_000)).toBe('HALF_OPEN');
  const trial = breaker.admit(1_000);
  expect([trial.closedMs, breaker.admit(1_001).closedMs]).toEqual([0, 1_000]);
  breaker.failed(trial, 1_002, false);
  expect([breaker.state(1_500), breaker.admit(1_500).closedMs]).toEqual(['OPEN', 502]);
  expect(breaker.admit(2_002).closedMs).toBe(0);
  breaker.succeeded();
  expect([breaker.state(2_003), breaker.admit(2_003).closedMs]).toEqual(['CLOSED', 0]);
});

it('lets another try when the first was cancelled', () => {
  const breaker = opened();
  breaker.forgotten(breaker.admit(1_000));
  expect([breaker.state(1_001), breaker.admit(1_001).closedMs]).toEqual(['HALF_OPEN', 0]);
});

it('lets no other try because a request ends that passed before it opened', () => {
  const breaker = new CircuitBreaker(LIMITS);
  const [cancelled, late] = [breaker.admit(0), breaker.admit(0)];
  for (let i = 0; i < LIMITS.faults; i++) breaker.failed(breaker.admit(0), 0, false);
  const trial = breaker.admit(1_000);
  breaker.forgotten(cancelled);
  expect([trial.closedMs, breaker.admit(1_001).closedMs]).toEqual([0, 1_000]);
  // What fails late is one more fault, and the trial goes on all the same.
  breaker.failed(late, 1_002, false);
  expect(breaker.admit(2_002).closedMs).toBe(1_000);
  breaker.succeeded();
  expect(breaker.state(2_003)).toBe('CLOSED');
});

it('is not led astray by a trial that ends when another has closed it', () => {
  const breaker = opened();
  const [early, trial] = [breaker.admit(1_000), { closedMs: 0 }];
  expect(breaker.admit(1_001).closedMs).toBe(1_000);
  breaker.succeeded();
  for (let i = 0; i < LIMITS.faults; i++) breaker.failed(trial, 2_000, false);
  const second = breaker.admit(3_000);
  breaker.forgotten(early);
  expect([second.closedMs, breaker.admit(3_001).closedMs]).toEqual([0, 1_000]);
});
