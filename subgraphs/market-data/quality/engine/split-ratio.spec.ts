import { describe, expect, it } from 'vitest';
import { splitRatio } from './split-ratio.js';

const of = (close: number, adjusted = close) => splitRatio(Math.log(close), Math.log(adjusted))?.name ?? null;

describe('splitRatio', () => {
  it.each([
    [1 / 2, '2:1'],
    [1 / 3, '3:1'],
    [2 / 3, '3:2'],
    [1 / 4, '4:1'],
    [1 / 5, '5:1'],
    [1 / 7, '7:1'],
    [1 / 10, '10:1'],
    [1 / 20, '20:1'],
    [2, '1:2'],
    [3, '1:3'],
    [1.5, '2:3'],
    [20, '1:20'],
  ])('knows %s', (ratio, name) => {
    expect(of(ratio)).toBe(name);
    expect(of(ratio * 1.029)).toBe(name);
    expect(of(ratio * 0.971)).toBe(name);
    expect(of(ratio * 1.031)).not.toBe(name);
    expect(of(ratio * 0.969)).not.toBe(name);
  });

  it('is none where the adjusted close makes up for it', () => {
    expect(of(0.5, 1.01)).toBeNull();
    expect(of(0.5, 0.52)).toBeNull();
    expect(of(0.5, 0.51)).toBe('2:1');
  });

  it('is none for ordinary moves and for what is no number', () => {
    expect([of(1), of(0.9), of(1.4), of(0.6)]).toEqual([null, null, null, null]);
    expect(splitRatio(Number.NaN, 0)).toBeNull();
    expect(splitRatio(Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY)).toBeNull();
  });
});
