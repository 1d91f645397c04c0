import type { Rated } from './meaning.js';

/** They turn the next value round; the number is what they say themselves. */
export const NEGATORS: Rated = [
  [
    0,
    'not, not a single, no, never, neither, nor, without, no longer, no sign of, lack of, far from, rather than, instead of, hardly, barely, scarcely, not expect to, stop short of, rule out, unlikely to, yet to, free of, free from, no plan to, no need to',
  ],
  [-0.35, 'dash hope of, dash hope for, fail to, unable to, struggle to, cannot, refuse to, inability to'],
];

/** They turn round what was said so far. */
export const UNDOERS =
  'less than * expect, less than * forecast, less than * estimate, less than * anticipate, overblown, exaggerated, unfounded, baseless, no wrongdoing, no evidence of, no sign of wrongdoing';

export const INTENSIFIERS: Rated = [
  [
    1.4,
    'sharply, sharp, steeply, massive, massively, hugely, huge, significantly, significant, substantial, substantially, dramatic, dramatically, severe, severely, deeply, deep, heavily, surprisingly, major, very, strongly, vastly, double digit, biggest ever, unprecedented, historic',
  ],
  [
    0.6,
    'slightly, slight, modestly, modest, marginally, marginal, somewhat, mildly, mild, minor, partly, partially, a little, bit, could, may, might, possible, possibly, potentially, reportedly, consider, mull, weigh, explore',
  ],
];

/** Beginnings of what weighs otherwise: the factor on what follows, on what came before, and whether they end another one. */
export const ASIDES: readonly (readonly [number, number, boolean, string])[] = [
  [
    1.4,
    0.5,
    true,
    'but, however, yet still, nevertheless, nonetheless, overshadow by, outweigh by, offset by, eclipse by',
  ],
  [
    0.3,
    1,
    true,
    'despite, in spite of, even after, even as, even though, even with, notwithstanding, regardless of, shrug off, overshadow, outweigh, eclipse',
  ],
  [0.5, 1, true, 'although, though, while, whereas, after, following, since, until, before'],
  [0.7, 1, true, 'as'],
  [0.7, 1, false, 'amid, on, because of, due to, thank to, by, for, over, from'],
];
