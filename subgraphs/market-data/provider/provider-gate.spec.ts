import { expect, it, vi } from 'vitest';
import { LeapingTime } from '../../../tests/support/leaping-time.js';
import { ProviderFailure, rateLimited, unknownSymbol, unreachable } from './provider.errors.js';
import { DEFAULT_GATE_LIMITS, type GateLimits, ProviderGate } from './provider-gate.js';

const START = Date.UTC(2024, 0, 2);
const SIGNAL = new AbortController().signal;

function open(limits: Partial<GateLimits> = {}, random = () => 1) {
  const time = new LeapingTime(START, DEFAULT_GATE_LIMITS.timeoutMs);
  const gate = new ProviderGate(
    'vendor',
    { ...DEFAULT_GATE_LIMITS, rates: [], ...limits },
    { clock: time, scheduler: time, random },
  );
  return { time, gate };
}

/** Fails with each of these, then answers. */
function failing(...errors: unknown[]) {
  return vi.fn(async () => {
    const error = errors.shift();
    if (error !== undefined) throw error;
    return 'answer';
  });
}

const down = () => unreachable('vendor', 'it answered with the HTTP status 503');

it('tries again what may pass, and waits twice as long each time, with full jitter', async () => {
  const halves = open({}, () => 0.5);
  const attempt = failing(down(), down(), down());
  expect(await halves.gate.request(attempt, SIGNAL)).toBe('answer');
  expect(attempt).toHaveBeenCalledTimes(4);
  expect(halves.time.waits).toEqual([500, 1_000, 2_000]);
  expect(halves.gate.health()).toMatchObject({ healthy: true, lastError: null, lastSuccessAt: START + 3_500 });
});

it('gives up after its attempts with the last reason', async () => {
  const { gate } = open();
  const attempt = failing(down(), down(), down(), down(), down());
  await expect(gate.request(attempt, SIGNAL)).rejects.toMatchObject({
    code: 'UPSTREAM_UNAVAILABLE',
    reason: 'UNREACHABLE',
  });
  expect(attempt).toHaveBeenCalledTimes(4);
  expect(gate.health().lastError).toContain('503');
});

it('does not come back before the provider wants it, nor does anybody else', async () => {
  const { gate, time } = open();
  await gate.request(failing(rateLimited('vendor', 7_000)), SIGNAL);
  expect(time.waits).toEqual([7_000]);
  const late = failing(rateLimited('vendor', 600_000));
  await expect(gate.request(late, SIGNAL)).rejects.toMatchObject({ code: 'RATE_LIMITED', retryAfterMs: 600_000 });
  const other = failing();
  await expect(gate.request(other, SIGNAL)).rejects.toMatchObject({ code: 'RATE_LIMITED', retryAfterMs: 600_000 });
  expect([late.mock.calls.length, other.mock.calls.length]).toEqual([1, 0]);
  time.advance(600_000);
  expect(await gate.request(other, SIGNAL)).toBe('answer');
});

it.each([
  ['a symbol that it does not know', unknownSymbol('vendor', 'X'), true],
  ['a key that it refuses', new ProviderFailure('KEY_REFUSED', 'no'), false],
  ['an answer that makes no sense', new ProviderFailure('MALFORMED', 'no'), true],
])('does not try again after %s', async (_, error, healthy) => {
  const { gate } = open();
  const attempt = failing(error);
  await expect(gate.request(attempt, SIGNAL)).rejects.toBe(error);
  expect(attempt).toHaveBeenCalledTimes(1);
  expect(gate.health().healthy).toBe(healthy);
});

it('leaves a provider alone that failed five times in a row, until it has cooled down', async () => {
  const { gate, time } = open({ maxAttempts: 1 });
  for (let i = 0; i < 5; i++) await expect(gate.request(failing(down()), SIGNAL)).rejects.toThrow('503');
  expect(gate.health().healthy).toBe(false);
  const spared = failing();
  await expect(gate.request(spared, SIGNAL)).rejects.toMatchObject({
    code: 'UPSTREAM_UNAVAILABLE',
    retryAfterMs: 60_000,
  });
  expect(spared).not.toHaveBeenCalled();
  time.advance(60_000);
  expect(await gate.request(spared, SIGNAL)).toBe('answer');
  expect(gate.health().healthy).toBe(true);
});

it('keeps its rates: waits for a token, and refuses at once what would have to wait too long', async () => {
  const { gate, time } = open({
    rates: [
      { requests: 1, perMs: 1_000 },
      { requests: 3, perMs: 86_400_000 },
    ],
  });
  expect(gate.health().requestsRemaining).toBe(3);
  for (let i = 0; i < 3; i++) await gate.request(failing(), SIGNAL);
  expect(time.waits).toEqual([1_000, 1_000]);
  expect(gate.health().requestsRemaining).toBe(0);
  const attempt = failing();
  await expect(gate.request(attempt, SIGNAL)).rejects.toMatchObject({ code: 'RATE_LIMITED', retryAfterMs: 86_398_000 });
  expect(attempt).not.toHaveBeenCalled();
});

it('cuts off what takes too long, and counts it as unreachable', async () => {
  const { gate, time } = open({ maxAttempts: 1 });
  const asked = gate.request(
    (signal) => new Promise((_, reject) => signal.addEventListener('abort', () => reject(new Error('socket closed')))),
    SIGNAL,
  );
  await Promise.resolve();
  time.expire();
  await expect(asked).rejects.toMatchObject({
    reason: 'UNREACHABLE',
    message: expect.stringContaining('no answer within 30 s'),
  });
});

it('ends at once when it is told to, with that reason, and holds it against nobody', async () => {
  const { gate } = open({ maxAttempts: 1, breaker: { faults: 1, coolDownMs: 1_000 } });
  const stop = new AbortController();
  const reason = new Error('cancelled');
  const asked = gate.request(
    (signal) => new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason))),
    stop.signal,
  );
  await Promise.resolve();
  stop.abort(reason);
  await expect(asked).rejects.toBe(reason);
  expect(gate.health()).toMatchObject({ healthy: true, lastError: null });
  await expect(gate.request(failing(), stop.signal)).rejects.toBe(reason);
});

it('lets faults of ours through as they are', async () => {
  const { gate } = open();
  const bug = new TypeError('undefined is not a function');
  await expect(gate.request(failing(bug), SIGNAL)).rejects.toBe(bug);
  expect(gate.health()).toMatchObject({ healthy: true, lastError: null });
});

it('lets no second try through because a request of before is cancelled', async () => {
  const { gate, time } = open({ maxAttempts: 1, breaker: { faults: 1, coolDownMs: 1_000 } });
  const never = (signal: AbortSignal) =>
    new Promise<string>((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
  const [first, trial] = [new AbortController(), new AbortController()];
  const before = gate.request(never, first.signal);
  await expect(gate.request(failing(down()), SIGNAL)).rejects.toThrow('503');
  time.advance(1_000);
  const trying = gate.request(never, trial.signal);
  first.abort(new Error('cancelled'));
  await expect(before).rejects.toThrow('cancelled');
  const second = failing();
  await expect(gate.request(second, SIGNAL)).rejects.toMatchObject({ code: 'UPSTREAM_UNAVAILABLE' });
  expect(second).not.toHaveBeenCalled();
  trial.abort(new Error('cancelled'));
  await expect(trying).rejects.toThrow('cancelled');
  expect(await gate.request(second, SIGNAL)).toBe('answer');
});
