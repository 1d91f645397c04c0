import type { Rated } from './meaning.js';

/** The numbers are what the words say when nothing tells what moves. Own judgement, on the usage of financial headlines. */

/** `raises guidance`: what moves follows, as a rule. */
export const RAISERS: Rated = [
  [0.45, 'boost, buoy, bolster'],
  [0.3, 'lift, strengthen, propel'],
  [0.2, 'raise, hike, increase, expand, restore, resume, reinstate, enlarge, ramp up, step up, scale up'],
  [0.1, 'extend'],
  [0.15, 'higher, record, up its, high, improved'],
  [
    0,
    'highest, big, bigger, biggest, large, larger, largest, more, wide, wider, widest, extra, steep, steeper, heavy, heavier, excess, fuel, stoke, inflate, ratchet up, drive up, push up',
  ],
  [-0.1, 'mounting, deepen, balloon, stubborn, persistent, sticky, elevated, intensify'],
];

/** `profits rise`: what moves comes before, as a rule. */
export const RISERS: Rated = [
  [0.7, 'soar, skyrocket, rocket, boom'],
  [0.6, 'surge, rally, triple, quadruple, leap'],
  [0.5, 'jump, double, rebound, bounce back, bounce, shoot up, pop, vault'],
  [0.4, 'gain, climb, advance, accelerate, recover, pick up, thrive, flourish, top out, go up'],
  [
    0.35,
    'end higher, close higher, finish higher, open higher, trade higher, end up, finish up, rise, up, grow, swell',
  ],
  [0.25, 'edge up, edge higher, tick up, tick higher, inch up, inch higher, nudge up, firm'],
  [0.1, 'spike, widen'],
  [
    0.5,
    'year high, month high, week high, decade high, record high, all time high, 52 week high, multi year high, new high, fresh high',
  ],
  [
    0.5,
    'zoom, spurt, perk up, roar, roar back, shine, sparkle, sizzle, heat up, claw back, turn positive, mushroom, snowball, come back, spring back, uptrend, extend gain, extend rally, build on gain, recoup',
  ],
  [0.3, 'pile up, stack up, go through roof, run up'],
];

/** `cuts costs`: what moves follows, as a rule. */
export const CUTTERS: Rated = [
  [-0.45, 'slash, axe, gut'],
  [
    -0.35,
    'cut, scrap, suspend, halt, cancel, abandon, shelve, scale back, pull back, wipe out, erode, hurt, dent, crimp, squeeze, hamper',
  ],
  [
    -0.3,
    'delay, postpone, defer, reject, rebuff, block, veto, withdraw, reduce, restrict, omit, roll back, undermine, drag down, weigh on, push down, drive down, pull out of, halve, freeze, idle',
  ],
  [-0.2, 'lower, trim, curb, limit, stem, stop, pause, low, reduced, lose, exit'],
  [-0.1, 'pare, lessen, tame'],
  [
    0,
    'lowest, less, fewer, small, smaller, narrower, avoid, avert, dodge, escape, prevent, evade, resolve, settle, dismiss, clear, overcome, offset, shed, eliminate, erase, remove, quash, throw out, toss, overturn, repay, pay down, retire, deny, soothe, calm, allay, dispel, defuse, end, exonerate from, contain',
  ],
  [-0.35, 'call off, remove from, exclude from, delete from, dash, slow down its, dial back, wind back, water down'],
  [
    -0.35,
    'terminate, surrender, forfeit, jettison, strip, revoke, rescind, suspend its, pare back, mothball, bar, hobble, choke, stunt, stifle, constrain, slow the',
  ],
];

/** `profits fall`: what moves comes before, as a rule. */
export const FALLERS: Rated = [
  [-0.75, 'plummet, crash, collapse, crater, implode'],
  [-0.65, 'plunge, tank'],
  [-0.55, 'tumble, sink, slump, dive, tumbling, evaporate, vanish'],
  [-0.45, 'slide, weaken, wither, stall, stagnate, sag, dry up, falter'],
  [
    -0.35,
    'end lower, close lower, finish lower, open lower, trade lower, end down, finish down, fall, drop, decline, retreat, down, shrink, dwindle, slow, slow down, soften, lag, recede, wane, go down',
  ],
  [
    -0.25,
    'slip, dip, ease off, edge down, edge lower, tick down, tick lower, inch down, inch lower, drift, drift lower',
  ],
  [0, 'ease, cool, moderate, abate, subside, ebb, narrow, fade, lift ban'],
  [
    -0.5,
    'year low, month low, week low, decade low, record low, all time low, 52 week low, multi year low, new low, fresh low, fizzle, fizzle out, lose steam, lose momentum, run out of steam, peter out, unravel, backslide, capitulate, nose dive',
  ],
  [
    -0.5,
    'skid, tailspin, stumble, swoon, buckle, wilt, bleed, give back, turn negative, extend loss, extend decline, flatline, wobble, flag, bottom drop out, halved, thin, worsened, go south',
  ],
  [-0.65, 'free fall, nosedive'],
];
