import { describe, expect, it } from 'vitest';
import { checkFacts, factChecker } from './check-facts.js';
import { buildFactSheet } from './fact-sheet.js';
import { GOLDEN_CROSS } from './golden-cross.fixture.js';

const sheet = buildFactSheet(GOLDEN_CROSS);
const check = factChecker(sheet);

/** Labelled by hand against the fixture. True of it, in the words that a person or a language model may choose. */
const TRUE_SENTENCES: readonly string[] = [
  'The total return was 212.3%.',
  'The strategy returned 212 % over the period.',
  'The strategy returned 212.35 percent, a Sharpe ratio of 0.53 and a maximum drawdown of 19.2%.',
  'Its Sharpe ratio of 0.53 and its Sortino ratio of 0.75 are modest.',
  'The Sharpe and Sortino ratios were 0.53 and 0.75, respectively.',
  'A Sharpe ratio of 0.531, a Sortino ratio of 0.749 and a Calmar ratio of 0.30 sum it up.',
  'Capital grew from $100,000 to $312,346.',
  'It turned an initial capital of $100,000 into a final equity of $312,345.67.',
  'The final equity came to about $312,000.',
  'Final equity was $0.31 million, peak equity $340.2k.',
  'The strategy made 17 trades, of which 12 won and five lost.',
  'Seventeen closed trades produced twelve winners and five losers.',
  '12 winning trades, 5 losing trades.',
  'The win rate over 17 trades was 70.6 %.',
  '70.6% of its trades won.',
  'A win rate of 0.706 is high.',
  'The worst trade lost 8.8 %, while the best trade gained 45.2 %.',
  'The worst trade returned -8.77%.',
  'The best trade made 45 % and the worst lost 8.8 %.',
  'The average trade gained 6.9% and took 288 days.',
  'It returned 5.8% a year with an annualised volatility of 11.9%.',
  'The compound annual growth rate is 577 basis points.',
  'Buying and holding returned 97.1%, less than the total return of 212.3%.',
  'It returned 212.3 %, above its buy-and-hold return of 97.1 %.',
  'A return of 212.3%, against 97.1% for buying and holding.',
  'The strategy finished 115.2 percentage points ahead of buying and holding.',
  'It outperformed buy and hold by 115 percentage points.',
  'The maximum drawdown of −19.2 % lasted 1,043 days.',
  'A 19.2 % drawdown kept it under water for 2.9 years.',
  'The deepest drawdown ran from a peak on May 21, 2015 to a trough on 2016-02-11 and recovered on 29 March 2018.',
  'The test runs from January 3, 2000 to April 17, 2020.',
  'From 2000 to 2020 the strategy returned 212 %.',
  'Between 2000-01-03 and 2020-04-17 it made 17 trades.',
  'The period spans 20.3 years.',
  'The short average of 50 bars crosses above the long average of 200 bars.',
  'It buys when the 50-day average crosses above the 200-day average.',
  'The 95% value at risk is 1.1% and the 99% value at risk is 2.3%.',
  'Value at risk at 95 % was 1.12 %; expected shortfall was 1.8 %.',
  'Skewness was −0.65 and excess kurtosis 9.9.',
  'The returns have a negative skewness of 0.65.',
  'The probability that the true Sharpe ratio is above zero is 98.8%.',
  'The probabilistic Sharpe ratio is 0.988, not the Sharpe ratio itself, which is 0.53.',
  'It made more than ten trades.',
  'The drawdown did not exceed 20 %.',
  'The maximum drawdown was not 25 %.',
  'The Sharpe ratio stayed below 1.',
  'The strategy did not lose 12 %.',
  'At least 15 trades were closed.',
  'It ended with 3.1 times its initial capital.',
  'The profit factor (6.43) and the system quality number (1.99) are encouraging.',
  'Commission at a rate of 10 basis points came to $4,321.09.',
  'It was in the market 68% of the time, with an exposure of 0.68.',
  'The history on record begins on 2000-01-03 and has 5,105 bars.',
  'Alpha was 3.1 % at a beta of 0.39.',
  'The S&P 500 run returned 212.3 % on SPX.',
  'The Kelly criterion suggests 61.2 %.',
  'Roughly 70 % of its trades won.',
  'More than half of the trades won.',
  'More than two thirds of the trades won.',
  'The confidence is 59%.',
  'Over two decades of trading, the crossover produced a cumulative return of 212%, which works out to 5.8% per year.',
  'Risk-adjusted performance was modest: a Sharpe of 0.53, a Sortino of 0.75 and a Calmar of 0.30.',
  'Despite only 17 trades, the strategy won 70.6% of the time.',
  'The strategy had a hit rate of 71%, with 12 winners against 5 losers.',
  'Its largest loss was 8.8%, dwarfed by a best trade of +45.2%.',
  'An investor who put in $100,000 would have ended with $312,346.',
  'Volatility, at 11.9% annualised, was low.',
  'With a maximum drawdown of just 19.2%, it suffered far less than the market.',
  'The drawdown lasted 1,043 days (nearly three years).',
  'The strategy was invested 68.2% of the time.',
  'Skewness (-0.65) and kurtosis (9.88) point to fat left tails.',
  'The 99% VaR of 2.3% and the CVaR of 1.8% are moderate.',
  'The profit factor of 6.4 means that gains exceeded losses by far.',
  'Beta of 0.39 suggests low market dependence, while alpha came in at 3.1%.',
  'It beat buy-and-hold (97.1%) by 115.2 percentage points.',
  'Equity peaked at $340,211 before ending at $312,346.',
  'On average, a trade was held for 288 days.',
  'There is a 98.8% probability that the true Sharpe ratio is positive.',
  'Costs were $4,321 in commissions.',
  'The strategy uses 50-day and 200-day moving averages.',
  'The strategy compounded at 5.8% per year while holding positions 68% of the time.',
  'Starting capital of $100,000 became $312,346 by April 17, 2020.',
  'Five of its 17 trades lost money.',
  'Twelve of the seventeen trades were profitable.',
  'A 99% value at risk of 2.3% means large one-day losses are rare.',
  'The average winner outweighs the average loser, giving a profit factor of 6.43.',
  'Against buy-and-hold, which returned 97.1%, the strategy earned 212.3%.',
  'The longest drawdown took 2.9 years to recover.',
  'Total commissions of $4,321 were paid.',
  'The Sharpe ratio (0.53) trails the Sortino ratio (0.75).',
  'Its annualised volatility was roughly 12%.',
  'The system quality number stands at 1.99.',
  'The strategy more than tripled its initial capital.',
];

/** False of it, each with the numbers that are. */
const FALSE_SENTENCES: readonly (readonly [sentence: string, stated: readonly string[]])[] = [
  ['The Sharpe ratio was 0.75.', ['0.75']],
  ['The Sortino ratio was 0.53.', ['0.53']],
  ['The Sharpe ratio was 0.75 and the Sortino ratio was 0.53.', ['0.75', '0.53']],
  ['The Sharpe and Sortino ratios were 0.75 and 0.53, respectively.', ['0.75', '0.53']],
  ['The strategy lost 212.3%.', ['212.3%']],
  ['The total return was -212.3 %.', ['-212.3 %']],
  ['The worst trade gained 8.8 %.', ['8.8 %']],
  ['The best trade lost 45.2%.', ['45.2%']],
  ['The maximum drawdown was 19.1%.', ['19.1%']],
  ['The total return was 212.34 %.', ['212.34 %']],
  ['Final equity was $312,345.', ['$312,345']],
  ['Final equity was $31,234.57.', ['$31,234.57']],
  ['Final equity was €312,346.', ['€312,346']],
  ['The total return was 2.12 %.', ['2.12 %']],
  ['The total return was 212.3.', ['212.3']],
  ['The win rate was 0.71 %.', ['0.71 %']],
  ['The Sharpe ratio was 53 %.', ['53 %']],
  ['The maximum drawdown was $19.20.', ['$19.20']],
  ['It made eleven trades.', ['eleven']],
  ['It made 18 trades.', ['18']],
  ['It made no trades.', ['no']],
  ['There were no losing trades.', ['no']],
  ['It closed one trade.', ['one']],
  ['Of its 17 trades, five won and 12 lost.', ['five', '12']],
  ['12 losing trades, 5 winning trades.', ['12', '5']],
  ['It returned 97.1%, above its buy-and-hold return of 212.3%.', ['97.1%', '212.3%']],
  ['It returned 212.3 %, above its buy-and-hold return of 212.3 %.', ['212.3 %']],
  ['Buying and holding returned 212.3 %.', ['212.3 %']],
  ['The strategy finished 115.2 percentage points behind buying and holding.', ['115.2 percentage points']],
  ['The test runs from January 4, 2000 to April 17, 2020.', ['January 4, 2000']],
  ['The test runs from 2000-01-03 to 2020-04-18.', ['2020-04-18']],
  ['The test runs from 2001 to 2020.', ['2001']],
  ['The test ended in April 2019.', ['April 2019']],
  ['The trough came on 2018-03-29.', ['2018-03-29']],
  ['It made more than 17 trades.', ['17']],
  ['The drawdown did not exceed 15 %.', ['15 %']],
  ['The maximum drawdown was not 19.2%.', ['19.2%']],
  ['The strategy did not return 212 %.', ['212 %']],
  ['At least 20 trades were closed.', ['20']],
  ['The Sharpe ratio stayed above 1.', ['1']],
  ['The average trade took 812 days.', ['812 days']],
  ['The maximum drawdown lasted 1,034 days.', ['1,034 days']],
  ['The period spans 21 years.', ['21 years']],
  ['The short average of 20 bars crosses above the long average of 200 bars.', ['20']],
  ['It buys when the 50-day average crosses above the 100-day average.', ['100-day']],
  ['The 95% value at risk is 2.3% and the 99% value at risk is 1.1%.', ['2.3%', '1.1%']],
  ['Skewness was 0.65.', ['0.65']],
  ['The probabilistic Sharpe ratio is 0.53.', ['0.53']],
  ['Commission came to $43,210.90.', ['$43,210.90']],
  ['The commission rate is 10 %.', ['10 %']],
  ['It ended with 2.1 times its initial capital.', ['2.1 times']],
  ['The strategy doubled its initial capital.', ['doubled']],
  ['Half of the trades won.', ['Half']],
  ['The answer is 42.', ['42']],
  ['In 2008 the fund made 40 %.', ['2008', '40 %']],
  ['It was up 97.1% at the end.', ['97.1%']],
  ['With a Sharpe ratio of 0.53 the strategy returned 53 %.', ['53 %']],
  ['The win rate over 12 trades was 70.6 %.', ['12']],
  ['The confidence is 95%.', ['95%']],
  [
    'Over two decades of trading, the crossover produced a cumulative return of 221%, which works out to 5.8% per year.',
    ['221%'],
  ],
  ['Over two decades, the cumulative return of 212% works out to 11.9% per year.', ['11.9%']],
  ['Risk-adjusted performance was modest: a Sharpe of 0.75, a Sortino of 0.53 and a Calmar of 0.30.', ['0.75', '0.53']],
  ['Despite only 12 trades, the strategy won 70.6% of the time.', ['12']],
  ['Its largest loss was 45.2%, dwarfed by a best trade of +8.8%.', ['45.2%', '+8.8%']],
  ['An investor who put in $100,000 would have ended with $212,346.', ['$212,346']],
  ['Volatility, at 19.2% annualised, was low.', ['19.2%']],
  ['The strategy was invested 70.6% of the time.', ['70.6%']],
  ['The 99% VaR of 1.8% and the CVaR of 2.3% are moderate.', ['1.8%', '2.3%']],
  ['Beta of 0.31 suggests low market dependence.', ['0.31']],
  ['It beat buy-and-hold (212.3%) by 115.2 percentage points.', ['212.3%']],
  ['Buy-and-hold beat it by 115.2 percentage points.', ['115.2 percentage points']],
  ['Equity peaked at $312,346 before ending at $340,211.', ['$312,346', '$340,211']],
  ['The strategy uses 20-day and 200-day moving averages.', ['20-day']],
  ['The portfolio tripled every year with a Sharpe ratio of 0.53.', ['tripled']],
  ['Profits came to 17 % of capital.', ['17 %']],
  ['The maximum drawdown was 19.2% and the average drawdown was 19.2%.', ['19.2%']],
  ['A loss of 212.3% was recorded.', ['212.3%']],
  ['The strategy compounded at 8.5% per year.', ['8.5%']],
  ['Starting capital of $10,000 became $312,346.', ['$10,000']],
  ['Seven of its 17 trades lost money.', ['Seven']],
  ['Twelve of the eighteen trades were profitable.', ['eighteen']],
  ['Against buy-and-hold, which returned 212.3%, the strategy earned 97.1%.', ['212.3%', '97.1%']],
  ['The worst drawdown, 20.2%, was short.', ['20.2%']],
  ['The longest drawdown took 2.9 months to recover.', ['2.9 months']],
  ['The Sharpe ratio (0.75) trails the Sortino ratio (0.53).', ['0.75', '0.53']],
  ['Its annualised volatility was roughly 15%.', ['15%']],
  ['The strategy more than quadrupled its initial capital.', ['quadrupled']],
  ['The average trade lost 6.9%.', ['6.9%']],
  ['Fewer than 15 trades were made.', ['15']],
  ['Its beta of 0.53 and Sharpe ratio of 0.39 are low.', ['0.53', '0.39']],
  ['It spent 19.2% of the time in the market.', ['19.2%']],
];

describe('checkFacts on labelled sentences', () => {
  it.each(TRUE_SENTENCES)('passes: %s', (sentence) => {
    const result = check(sentence);
    expect(result.mismatches).toEqual([]);
    expect(result.numbersChecked).toBeGreaterThan(0);
  });

  it.each(FALSE_SENTENCES)('fails: %s', (sentence, stated) => {
    const result = check(sentence);
    expect(result.passed).toBe(false);
    expect(result.mismatches.map((mismatch) => mismatch.stated)).toEqual(stated);
  });

  it('finds the false ones (recall) and only those (precision)', () => {
    const flagged = FALSE_SENTENCES.filter(([sentence]) => !check(sentence).passed).length;
    const alarms = TRUE_SENTENCES.filter((sentence) => !check(sentence).passed).length;
    const recall = flagged / FALSE_SENTENCES.length;
    const precision = flagged / (flagged + alarms);
    console.info(
      `${TRUE_SENTENCES.length} true and ${FALSE_SENTENCES.length} false sentences: recall ${recall}, precision ${precision}`,
    );
    expect(TRUE_SENTENCES.length + FALSE_SENTENCES.length).toBeGreaterThanOrEqual(60);
    expect(recall).toBe(1);
    expect(precision).toBe(1);
  });
});

describe('checkFacts', () => {
  it('says which sentence states what, and what is so', () => {
    expect(check('All is well. The Sortino ratio was 0.53, which is fine.').mismatches).toEqual([
      { sentence: 'The Sortino ratio was 0.53, which is fine.', stated: '0.53', actual: 'Sortino ratio: 0.7491' },
    ]);
  });

  it('has no fact for a number whose sentence names none', () => {
    expect(check('The answer is 42.').mismatches).toEqual([
      { sentence: 'The answer is 42.', stated: '42', actual: null },
    ]);
  });

  it('takes a number stated for an undefined metric as false', () => {
    const none = buildFactSheet({ ...GOLDEN_CROSS, performance: { ...GOLDEN_CROSS.performance, sharpeRatio: null } });
    expect(checkFacts('The Sharpe ratio was 0.53.', none).mismatches[0]?.actual).toBe('Sharpe ratio: undefined');
  });

  it('reads no claim in proper names, ordinals and list numbers', () => {
    expect(check('1. The S&P 500 is the 1st symbol.\n2. SPX.')).toEqual({
      passed: true,
      numbersChecked: 0,
      mismatches: [],
    });
  });

  it('does not let a name hide other numbers', () => {
    const odd = buildFactSheet({ ...GOLDEN_CROSS, strategyName: '12' });
    expect(checkFacts('The total return was 12 %.', odd).passed).toBe(false);
  });
});
