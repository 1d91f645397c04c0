import { describe, expect, it } from 'vitest';
import type { DomainEvent } from './event-bus.js';
import { watchEntity } from './watch-entity.js';

function event(id: string): DomainEvent {
  return { id: 'evt', name: 'run.progressed', occurredAt: '', subject: { type: 'Run', id }, ownerId: 'u', payload: {} };
}

function setUp(states: (number | null)[]) {
  const listeners = new Set<(event: DomainEvent) => void>();
  let state = 0;
  const watch = watchEntity<number>({
    bus: {
      async listen(_, listener) {
        listeners.add(listener);
        return async () => void listeners.delete(listener);
      },
    },
    patterns: ['run.*'],
    concerns: ({ subject }) => subject.id === 'a',
    load: async () => states[state] ?? null,
    isLast: (value) => value >= 100,
  });
  const change = (id = 'a') => {
    if (id === 'a') state++;
    for (const listener of listeners) listener(event(id));
  };
  return { watch, change, listeners };
}

describe('watchEntity', () => {
  it('gives the current state first, then each change, and ends after the last', async () => {
    const { watch, change, listeners } = setUp([0, 50, 100]);
    expect(await watch.next()).toEqual({ done: false, value: 0 });
    const second = watch.next();
    change();
    expect(await second).toEqual({ done: false, value: 50 });
    change();
    expect(await watch.next()).toEqual({ done: false, value: 100 });
    expect(await watch.next()).toEqual({ done: true, value: undefined });
    expect(listeners.size).toBe(0);
  });

  it('does not miss a change that comes while it loads', async () => {
    const { watch, change } = setUp([0, 100]);
    const first = watch.next();
    await Promise.resolve();
    change();
    const seen = [(await first).value];
    if (seen[0] === 0) seen.push((await watch.next()).value);
    expect(seen.at(-1)).toBe(100);
  });

  it('leaves out what concerns others', async () => {
    const { watch, change } = setUp([0, 100]);
    await watch.next();
    const next = watch.next();
    change('b');
    change('a');
    expect((await next).value).toBe(100);
  });

  it('returns at once while it waits, and stops listening', async () => {
    const { watch, listeners } = setUp([0]);
    await watch.next();
    const waiting = watch.next();
    expect(await watch.return?.()).toEqual({ done: true, value: undefined });
    expect(await waiting).toEqual({ done: true, value: undefined });
    expect(listeners.size).toBe(0);
  });

  it('ends when the entity is gone', async () => {
    const { watch, change, listeners } = setUp([0, null]);
    await watch.next();
    change();
    expect((await watch.next()).done).toBe(true);
    expect(listeners.size).toBe(0);
  });
});
