import { type FactSheet, numberOf } from '../fact.js';
import type { SectionWriter } from '../report-language.js';
import { describeStrategy } from './describe-strategy.js';
import { body, bullets, count, percent, points, ratio } from './say.js';

/** How the strategy works, and what in the figures speaks for it and against it. */
export const strategyInsights: SectionWriter = {
  title: 'Strategy insights',
  write: (sheet) => {
    const [strengths, weaknesses] = [observed(sheet, STRENGTHS), observed(sheet, WEAKNESSES)];
    return body(
      describeStrategy(sheet),
      strengths.length > 0
        ? `What speaks for it:\n\n${bullets(strengths)}`
        : 'No figure of this run speaks clearly for it.',
      weaknesses.length > 0
        ? `What speaks against it:\n\n${bullets(weaknesses)}`
        : 'No figure of this run speaks clearly against it.',
    );
  },
};

interface Observation {
  readonly key: string;
  readonly when: (value: number) => boolean;
  readonly say: (value: number) => string;
}

/** The bounds are customs of the trade, chosen once: they decide what is mentioned, never what is recommended. */
const STRENGTHS: readonly Observation[] = [
  {
    key: 'sharpeRatio',
    when: (x) => x >= 1,
    say: (x) => `The return is high for its volatility, with a Sharpe ratio of ${ratio(x)}.`,
  },
  { key: 'excessReturn', when: (x) => x >= 0.001, say: (x) => `It finished ${points(x)} ahead of buying and holding.` },
  {
    key: 'profitFactor',
    when: (x) => x >= 1.5,
    say: (x) => `Gains outweigh losses clearly, with a profit factor of ${ratio(x)}.`,
  },
  { key: 'winRate', when: (x) => x >= 0.6, say: (x) => `Most trades pay, at a win rate of ${percent(x)}.` },
  {
    key: 'maxDrawdown',
    when: (x) => x <= 0.15,
    say: (x) => `Capital was well kept, with a maximum drawdown of ${percent(x)}.`,
  },
  {
    key: 'alpha',
    when: (x) => x >= 0.01,
    say: (x) => `The return is not all the market’s, with an alpha of ${percent(x)}.`,
  },
  { key: 'skewness', when: (x) => x >= 0.5, say: (x) => `Large moves tend to be gains, at a skewness of ${ratio(x)}.` },
];

const WEAKNESSES: readonly Observation[] = [
  { key: 'totalTrades', when: (x) => x < 30, say: (x) => `The sample is small: the run closed ${count(x, 'trade')}.` },
  { key: 'totalReturn', when: (x) => x < 0, say: (x) => `It lost money, at a total return of ${percent(x)}.` },
  { key: 'excessReturn', when: (x) => x <= -0.001, say: (x) => `It finished ${points(x)} behind buying and holding.` },
  {
    key: 'sharpeRatio',
    when: (x) => x < 0.5,
    say: (x) => `The return is low for its volatility, with a Sharpe ratio of ${ratio(x)}.`,
  },
  {
    key: 'profitFactor',
    when: (x) => x < 1.2,
    say: (x) => `Losses eat up most of the gains, with a profit factor of ${ratio(x)}.`,
  },
  {
    key: 'maxDrawdown',
    when: (x) => x > 0.25,
    say: (x) => `The fall to be sat through is deep, with a maximum drawdown of ${percent(x)}.`,
  },
  {
    key: 'kurtosis',
    when: (x) => x > 3,
    say: (x) => `Daily returns have fat tails, at an excess kurtosis of ${ratio(x)}.`,
  },
  {
    key: 'skewness',
    when: (x) => x <= -0.5,
    say: (x) => `Large moves tend to be losses, at a skewness of ${ratio(x)}.`,
  },
];

function observed(sheet: FactSheet, observations: readonly Observation[]): string[] {
  return observations.flatMap(({ key, when, say }) => {
    const value = numberOf(sheet, key);
    return value !== null && when(value) ? [say(value)] : [];
  });
}
