import type { Rated } from './meaning.js';

/** Good news whatever moves. Own judgement, on the usage of financial headlines. */
export const GOOD_NEWS: Rated = [
  [0.75, 'stellar, breakthrough, blockbuster, smash'],
  [
    0.6,
    'upgrade, beat, outperform, outperformance, exceed, surpass, crush expectation, bull market, bullish, turnaround, resurgent, resurgence, return to profit, swing to profit, return to growth, turn profitable, profitable, robust, vigorous, impressive, impress, excellent, exceptional, outstanding, triumph, record profit, investment grade, buy rating, strong buy, windfall, bumper, bonanza',
  ],
  [
    0.5,
    'win, winner, strong, stronger, strongest, strength, upbeat, optimistic, confident, improve, improvement, better, best, success, successful, successfully, solid, healthy, positive, favourable, favorable, resilient, resilience, approve, clearance, clear to, green light, greenlight, authorise, authorize, endorse, overweight, profitability, momentum building, milestone, discovery, innovative, award, awarded, secure, land contract, land deal, clinch, ink, accretive, synergy, premium, oversubscribed, special dividend, stock split, debt free, deleverage, outpace, upturn, uptick, upswing, recovery, revive, revival, relief, reprieve, vindicate, acquit, exonerate, cleared of, prevail, ratify, ceasefire, truce, peace, de escalate, breakout, winning streak, traction, tailwind, hot demand, sell out, sold out, exceed capacity, pay off, bear fruit, on track, ahead of schedule, ahead of plan, under budget, top pick, standout, leader, undervalued, bargain, cheer, cheered, delight, embrace, welcome, applaud, praise, reward',
  ],
  [
    0.35,
    'buyback, repurchase, dividend increase, partnership, partner with, alliance with, collaboration, multi year deal, supply deal, agreement to acquire, acquire, snap up, invest, commit, unveil plan to expand, expand into, hiring spree, opportunity, potential, promising, encouraging, attractive, stable, stabilise, stabilize, steady growth, progress, gain ground, gain share, take share, insider buying, insider buy, accumulate, license deal, royalty, grant, subsidy, incentive, tax break, tax credit, fast track, breakthrough designation, orphan drug, popular, bumper crop, outlast, rescue, lifeline, bail out, debt relief, debt forgiveness, waiver, forgive, extension of credit, refinance, credit line, settle lawsuit, settlement, resolution, resolve dispute, upside, greater than expect, hold up, hold firm, withstand, weather, defy, restart, reopen, come back online, back online, lift profit, easing of, thaw, truce talk, boost to, support from',
  ],
  [
    0.2,
    'upward, rich, smooth, gainer, benefit, favour, favor, advantage, efficient, sustainable growth, ambitious, eager',
  ],
  [
    0.4,
    'share buyback, share repurchase, stock buyback, repurchase program, brighten, gather pace, create * job, add * job, new job, add * subscriber, add * customer, add * user, priority review, breakthrough therapy, blowout quarter, blowout earnings, blowout result, rate a buy, green shoot, best in class, oversubscribe',
  ],
  [
    0.5,
    'blow past, blow away, blow through, sail past, cruise past, shatter, trounce, outshine, dazzle, wow, jackpot, on roll, red hot, white hot, rosy, sunny, brisk, lucrative, turn corner, on mend, vote of confidence, effective, cure, dovish, disinflation, cooler than expect, bidding war, outlook positive, positive outlook, outlook to positive, outlook to stable, in green, go green, golden cross, return to black, back to black, back in profit, back to profit, back to growth, swing back to profit, demand outstrip supply, buyer return, shopper return, customer return, traveler return, traveller return, passenger return, lead pack, crown',
  ],
  [
    0.35,
    'buyout, to be acquired, take private, sweeten, favourite, favorite, dominate, steady demand, hire * worker, hire * staff, hire * people, hire * employee, rival fall behind, dismiss * lawsuit, dismiss * case, drop * lawsuit, crush * estimate, crush * expectation, smash * estimate, smash * expectation, never stronger, never been stronger, throw out * verdict, throw out * case, throw out * lawsuit, overturn * fine, overturn * verdict, pare * loss, trim * loss, erase * loss, recoup * loss, recover from * loss, rebound from * loss, patent grant, win patent, bottom out, win over, cash in, rave, reserve upgrade, loan forgiveness, wage rise, pay rise',
  ],
];
