import { expect, it } from 'vitest';
import { CircuitBreaker } from './circuit-breaker.js';

const LIMITS = { faults: 3, coolDownMs: 1_000 };

function opened(): CircuitBreaker {
  const breaker = new CircuitBreaker(LIMITS);
  for (let i = 0; i < LIMITS.faults; i++) breaker.failed(0, false);
  return breaker;
}

it('stays closed while faults are not in a row', () => {
  const breaker = new CircuitBreaker(LIMITS);
  for (let i = 0; i < 10; i++) {
    breaker.failed(0, false);
    breaker.failed(0, false);
    breaker.succeeded();
  }
  expect([breaker.state(0), breaker.admit(0)]).toEqual(['CLOSED', 0]);
});

it('opens at the third fault in a row, and says for how long', () => {
  const breaker = opened();
  expect([breaker.state(400), breaker.admit(400)]).toEqual(['OPEN', 600]);
});

it('opens at once at a fault that is final', () => {
  const breaker = new CircuitBreaker(LIMITS);
  breaker.failed(0, true);
  expect(breaker.state(0)).toBe('OPEN');
});

it('lets one try when the time is over: a success closes it, a fault opens it for as long again', () => {
  const breaker = opened();
  expect([breaker.state(1_000), breaker.admit(1_000)]).toEqual(['HALF_OPEN', 0]);
  expect(breaker.admit(1_001)).toBe(1_000);
  breaker.failed(1_002, false);
  expect([breaker.state(1_500), breaker.admit(1_500)]).toEqual(['OPEN', 502]);
  expect(breaker.admit(2_002)).toBe(0);
  breaker.succeeded();
  expect([breaker.state(2_003), breaker.admit(2_003)]).toEqual(['CLOSED', 0]);
});

it('lets another try when the first was cancelled', () => {
  const breaker = opened();
  expect(breaker.admit(1_000)).toBe(0);
  breaker.forgotten();
  expect([breaker.state(1_001), breaker.admit(1_001)]).toEqual(['HALF_OPEN', 0]);
});
