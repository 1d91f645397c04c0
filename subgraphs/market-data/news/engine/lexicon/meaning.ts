/**
 * What a word or phrase does to the score of its sentence.
 *
 * - `value`: it is good or bad news in itself; −1 to 1. A direction that acts on it, acts on its sign.
 * - `topic`: neither, until something moves it: more profit is good (1), more cost is bad (−1), more volume is neither (0).
 * - `direction`: it moves a topic up (1) or down (−1), which it seeks in its clause; `alone` is its value without one.
 * - `negator`: turns the next value of its clause round; `value` is what it says itself.
 * - `undo`: turns round what was said so far, as `less than expected` does.
 * - `intensity`: a factor on the next value.
 * - `aside`: begins what weighs less or more than the rest, by `factor`; `before` is a factor on
 *   what came before it; `fresh` ones end an earlier one.
 * - `nothing`: words that together mean nothing here.
 */
export type Meaning =
  | { readonly kind: 'value'; readonly value: number }
  | { readonly kind: 'topic'; readonly polarity: number }
  | { readonly kind: 'direction'; readonly direction: 1 | -1; readonly alone: number; readonly seeks: Seeks }
  | { readonly kind: 'negator'; readonly value: number }
  | { readonly kind: 'undo' }
  | { readonly kind: 'intensity'; readonly factor: number }
  | { readonly kind: 'aside'; readonly factor: number; readonly before: number; readonly fresh: boolean }
  | { readonly kind: 'nothing' };

/** Where a direction looks for its topic first: `cuts costs`, or `costs fall`. */
export type Seeks = 'after' | 'before';

/** A number, and phrases that have it, between commas; words in their basic form, `*` for up to three words of any kind. */
export type Rated = readonly (readonly [number, string])[];
