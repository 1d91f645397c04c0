import { describe, expect, it } from 'vitest';
import { EventStream } from './event-stream.js';

const endless = async function* (onReturn: () => void) {
  try {
    yield 1;
    await new Promise(() => {});
  } finally {
    onReturn();
  }
};

function streamOf(source: AsyncIterator<number>) {
  const ends: string[] = [];
  const stream = new EventStream<number, string>(source, {
    toResult: async (event) => `event ${event}`,
    onFailure: (cause) => `broken: ${(cause as Error).message}`,
    onEnd: () => ends.push('end'),
  });
  return { stream, ends };
}

async function all<T>(stream: AsyncIterable<T>): Promise<T[]> {
  const results: T[] = [];
  for await (const result of stream) results.push(result);
  return results;
}

describe('EventStream', () => {
  it('returns at once though the source waits for an event that never comes', async () => {
    const { stream, ends } = streamOf(endless(() => {}));
    expect(await stream.next()).toEqual({ done: false, value: 'event 1' });
    const pending = stream.next();
    expect(await stream.return()).toEqual({ done: true, value: undefined });
    expect(await pending).toEqual({ done: true, value: undefined });
    expect(ends).toEqual(['end']);
  });

  it('says one last thing when it is ended with one', async () => {
    const { stream } = streamOf(endless(() => {}));
    await stream.next();
    const pending = stream.next();
    stream.end('expired');
    expect(await pending).toEqual({ done: false, value: 'expired' });
    expect(await stream.next()).toEqual({ done: true, value: undefined });
  });

  it('keeps the last word for a consumer that was busy', async () => {
    const { stream } = streamOf(endless(() => {}));
    stream.end('expired');
    expect(await stream.next()).toEqual({ done: false, value: 'expired' });
    expect((await stream.next()).done).toBe(true);
  });

  it('returns its source, and tells that it ended only once', async () => {
    let returned = 0;
    const { stream, ends } = streamOf({
      next: async () => ({ done: false, value: 2 }),
      return: async () => {
        returned += 1;
        return { done: true, value: undefined };
      },
    });
    for await (const result of stream) {
      expect(result).toBe('event 2');
      break;
    }
    stream.end();
    expect([returned, ends]).toEqual([1, ['end']]);
  });

  it('ends when the source ends, and with a last result when it breaks', async () => {
    const finite = streamOf(
      (async function* () {
        yield 3;
      })(),
    );
    expect(await all(finite.stream)).toEqual(['event 3']);
    const broken = streamOf(
      (async function* (): AsyncGenerator<number> {
        yield 4;
        throw new Error('gone');
      })(),
    );
    expect(await all(broken.stream)).toEqual(['event 4', 'broken: gone']);
  });
});
