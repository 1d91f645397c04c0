/**
 * A stream of pseudo-random numbers that its seed decides: xoshiro128**, whose period is 2^128 − 1, started from four
 * words of splitmix32. The same on every machine: 32-bit integer arithmetic only.
 *
 * Source: D. Blackman, S. Vigna (2021), Scrambled Linear Pseudorandom Number Generators, ACM TOMS 47(4).
 */
export class SeededRandom {
  private a: number;
  private b: number;
  private c: number;
  private d: number;

  /** @throws RangeError for words that are all 0, from which the generator would never come away */
  constructor(words: readonly [number, number, number, number]) {
    [this.a, this.b, this.c, this.d] = words.map((word) => word | 0) as [number, number, number, number];
    if ((this.a | this.b | this.c | this.d) === 0) throw new RangeError('Expected four words that are not all 0.');
  }

  /** @throws RangeError for a seed that is not a whole number from 0 to 2^32 − 1 */
  static from(seed: number): SeededRandom {
    if (!Number.isInteger(seed) || seed < 0 || seed > 0xffffffff) {
      throw new RangeError(`Expected a seed from 0 to 4294967295, found ${seed}.`);
    }
    return new SeededRandom([splitmix32(seed, 1), splitmix32(seed, 2), splitmix32(seed, 3), splitmix32(seed, 4)]);
  }

  /** 32 random bits as a whole number from 0 to 2^32 − 1. */
  nextWord(): number {
    const { b } = this;
    const result = Math.imul(rotateLeft(Math.imul(b, 5), 7), 9) >>> 0;
    this.c ^= this.a;
    this.d ^= b;
    this.b ^= this.c;
    this.a ^= this.d;
    this.c ^= b << 9;
    this.d = rotateLeft(this.d, 11);
    return result;
  }

  /** From 0 to below 1, with 53 random bits: every multiple of 2^−53 is equally likely. */
  nextFraction(): number {
    const high = this.nextWord() >>> 5;
    return (high * 0x4000000 + (this.nextWord() >>> 6)) / 0x20000000000000;
  }

  /**
   * A whole number from 0 to below `bound`, each equally likely: words of the last, incomplete round are thrown away.
   * @throws RangeError for a bound that is not a whole number from 1 to 2^32
   */
  nextBelow(bound: number): number {
    if (!Number.isInteger(bound) || bound < 1 || bound > 0x100000000) {
      throw new RangeError(`Expected a bound from 1 to 4294967296, found ${bound}.`);
    }
    const end = 0x100000000 - (0x100000000 % bound);
    let word = this.nextWord();
    while (word >= end) word = this.nextWord();
    return word % bound;
  }

  /** A draw from the standard normal distribution, by Marsaglia's polar method. */
  nextNormal(): number {
    for (;;) {
      const x = 2 * this.nextFraction() - 1;
      const y = 2 * this.nextFraction() - 1;
      const square = x * x + y * y;
      if (square < 1 && square > 0) return x * Math.sqrt((-2 * Math.log(square)) / square);
    }
  }
}

function rotateLeft(word: number, bits: number): number {
  return (word << bits) | (word >>> (32 - bits));
}

/** The `index`-th word (from 1) of the splitmix32 sequence of a seed: a mix of the seed plus that many golden steps. */
function splitmix32(seed: number, index: number): number {
  let mixed = (seed + Math.imul(index, 0x9e3779b9)) | 0;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}
