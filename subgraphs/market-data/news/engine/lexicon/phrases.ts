import type { Rated } from './meaning.js';

/** Phrases that mean something else than their words; the longest one holds. */
export const PHRASES: Rated = [
  [
    0.6,
    'top * estimate, top * expectation, top * forecast, top * view, top * consensus, beat * estimate, beat * expectation, beat * forecast, beat * consensus, exceed * estimate, exceed * expectation, exceed * forecast, surpass * estimate, surpass * expectation, surpass * forecast, above * expectation, above * estimate, above * forecast, above * consensus, ahead of * expectation, ahead of * estimate, ahead of * forecast, ahead of * consensus, better than * expect, better than * forecast, better than * fear, better than * estimate, better than * anticipate, stronger than * expect, stronger than * forecast, faster than * expect, not as bad as, less bad than, less than * fear, than fear, easily beat, raise to buy, raise to overweight, raise to outperform, raise to investment grade, initiate at buy, initiate at overweight, initiate at outperform, start at buy, start at overweight, street high target, win approval, win contract, win order, win * approval, win * contract, strike * deal with, swing to * profit, return to * profit, turn * profit, in black, back in black, best * since, emerge from * bankruptcy, exit * bankruptcy, emerge from chapter 11, exit chapter 11, emerge from administration, strike * discovery, snap * losing streak, end * losing streak, lift * ban, lift * sanction, lift * suspension, lift * restriction, lift * embargo, lift * halt, end * strike, end * walkout, end * dispute, strike averted, remove * overhang, land * contract, land * order, land * deal, book * order, meet * endpoint, meet * goal, meet primary endpoint, hit record, hit * record high',
  ],
  [
    0.4,
    'raise * capital at premium, no longer * loss, short covering, pay off debt, price target raise, target raise, hit target, meet target, meet goal, offer * premium, bid at premium, at premium, cost cut, cost cutting, cost saving, saving, save, tax cut, rate cut, cut * interest rate, cut rate, cut * rate, break even, breakeven, patent win, court win, win appeal, win lawsuit, win dismissal, victory, go live, soft landing, risk on, return cash, return capital, return * to shareholder, share gain, gain on, well capitalised, well capitalized, well positioned, beat rival, outperform rival, debt reduction, deficit narrow, ease * fear, fear ease, calm * nerve, upward revision, revise up, revise upward, revise higher, pass stress test, clear * hurdle, lead gainer, top gainer, rate buy, outperform rating, overweight rating, lowest unemployment',
  ],
  [0.15, 'raise * million, raise * billion, raise fund, raise capital, funding round'],
  [
    -0.6,
    'miss * estimate, miss * expectation, miss * forecast, miss * consensus, miss * target, miss * deadline, fall short of * expectation, below * expectation, below * estimate, below * forecast, below * consensus, short of * expectation, short of * estimate, short of * forecast, lag * expectation, lag * estimate, trail * estimate, trail * expectation, worse than * expect, worse than * forecast, worse than * fear, worse than * estimate, weaker than * expect, weaker than * forecast, slower than * expect, softer than * expect, cut to sell, cut to hold, cut to neutral, cut to underperform, cut to underweight, cut to junk, cut * to junk, lower to sell, lower to hold, lower to neutral, initiate at sell, initiate at underperform, initiate at underweight, fail to meet, fail * trial, trial fail, trial failure, fail stress test, swing to * loss, slip to * loss, fall to * loss, slide into * loss, sink to * loss, sink into red, in red, into red, worst * since, snap * winning streak, end * winning streak, raise * doubt, raise * concern, raise * fear, raise * question, raise * alarm, stoke * fear, fuel * fear, file for * bankruptcy, file for chapter 11, file for protection, seek * protection, run out of cash, run short of, short of cash, cash run out, run low on cash, lose * appeal, lose * lawsuit, lose * case, lose * contract, lose * customer, loss of * customer, loss of * contract, loss of * licence, loss of * license',
  ],
  [
    -0.45,
    'contract for * month, contract for * quarter, output contract, economy contract, gdp contract, activity contract, contract in, contract at, rate hike, hike * rate, rate increase, tax hike, tax increase, go bust, pull * guidance, withdraw * guidance, sell share, dump share, hit with, slap with, charge with, strike down, vote to strike, go on strike, on strike, strike action, threaten to strike, job loss, cut job, cut * job, eliminate * job, axe * job, shed * job, cut workforce, cut * workforce, cut staff, cut * staff, reduce workforce, reduce headcount, cut headcount, slash * workforce, slash * job, close * store, close * plant, close * branch, close * factory, close * mine, shut * plant, shut * store, shut * factory, shut * refinery, shut * mine, reject pay offer, reject * offer, price war, price cut, cut price, slash price, cut * price, debt burden, debt pile, credit crunch, hard landing, risk off, flight to safety, safe haven demand, yield curve invert, inverted yield curve, inversion, revise down, revise downward, revise lower, downward revision, no deal, deal collapse, talk collapse, talk break down, talk stall, cost * million, cost * billion, burn through, burn cash, lead loser, top loser, biggest loser, margin call, goodwill impairment, take * charge, book * charge, book * loss, lower target, target cut, reduce to, market share loss, lose ground, lose customer, lose money, rate sell, less profitable, accounting review, accounting issue, accounting irregularity, supply chain disruption, halt trading, trading halt, halt * shipment, hold off, feel pinch, feel the pinch, come under fire, come under pressure, under fire, under pressure, under scrutiny, under investigation, under review for downgrade, in trouble, in limbo, at risk, no recovery in sight, cut off, blame, price out, put on hold, on hold, pull plug, pull the plug, walk back, take toll, take a toll, lay off worker, out of stock, not enough, dim, cloud, cast doubt, cast pall, cast shadow, drag on, dry spell',
  ],
  [
    0.55,
    'guide above, guide higher, guide up, first * profit, not * as much as, not as * as fear, not as * as expect, tariff lift, ban lift, sanction lift, restriction lift, embargo lift, lift * tariff, drop * tariff, remove * tariff, scrap * tariff, cut * tariff, suspend * tariff, pause * tariff, drop * charge, charge drop',
  ],
  [0.2, 'post * profit'],
  [
    -0.5,
    'guide below, guide lower, guide down, dump, flee, set aside * loan, set aside * loss, set aside * charge, pay * to settle, rate a sell, insider selling, criminal probe, sell down, fall foul of, fall behind, behind rival, criminal investigation, tariff hike, impose * tariff, slap * tariff, new tariff, threaten * tariff',
  ],
  [
    0.4,
    'raise * stake, take * stake, buy * stake, build * stake, increase * stake, boost * stake, add to * stake, disclose * stake, get * nod, receive * nod, win * nod, nod for, nod to',
  ],
  [
    -0.45,
    'cut * stake, sell * stake, dump * stake, offload * stake, exit * stake, trim * stake, reduce * stake, unload * stake, take * hit, hit as, hit after, hit from, hit on, bungle, mishandle, mismanage, profit hit, earning hit, hit to profit, hit to earning',
  ],
];

/** Words that together mean nothing here, though some of them alone would. */
export const NOTHING =
  'year end, quarter end, month end, fiscal year end, end flat, close flat, finish flat, open flat, end mixed, close mixed, flat, little change, end little change, unchanged, extend * agreement, extend * contract, record date, track record, records, on record, off record, up to, set up, sign up, follow up, line up, make up, catch up, start up, startup, ' +
  'upcoming, down payment, write up, higher education, high school, high speed, high tech, high end, high yield, high frequency, low cost carrier, low cost airline, ' +
  'more than * expect, more than * forecast, more than * estimate, more than * anticipate, than expect, than forecast, as expect, as forecast, more than half, more than, no more than, less than, ' +
  'in line with, in line, strike price, premium income, premium brand, target date, fire sale price, fire department, war chest, war room, ' +
  'best buy, gap inc, united state, united kingdom, united airline, general motor, risk factor, risk management, risk committee, safety standard, loss adjuster, stop loss, ' +
  'loss prevention, fixed income, net income of, gross margin of, income tax, tax return, tax year, income statement, interest income, ' +
  'job report, payroll report, earning call, earning report, earning season, earning date, report earning, report * earning, profit and loss, sale call, cash offer, credit card, growth fund, growth strategy, ' +
  'value fund, index fund, exchange trade, order book date, short term, long term, long time, short list, shortlist, big data, big board, ' +
  'question and answer, settlement date, cleared fund, trial date, patent office, fine tune, fine dining, fine art, strike a pose, advance auto, ' +
  'decline to comment, decline comment, drop down, cut off date, issue notice, fall semester, fall season, fall collection, spring, winter, fair trade, ' +
  'partner, partners, gain on sale, bond issue, issue bond, expect, free trial, market open, opening market, offer price, offering circular, ' +
  'war memorial, benefit plan, benefit statement, trust fund, health care, healthcare, conduct survey, dividend of, regular * dividend, quarterly dividend, declare * dividend, discuss, resume talk, take profit, profit taking';
