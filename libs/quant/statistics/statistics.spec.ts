import { describe, expect, it } from 'vitest';
import { alpha } from './alpha.js';
import { annualisedReturn } from './annualised-return.js';
import { annualisedVolatility } from './annualised-volatility.js';
import { beta } from './beta.js';
import { conditionalValueAtRisk } from './conditional-value-at-risk.js';
import { correlation } from './correlation.js';
import { covariance } from './covariance.js';
import { geometricMeanReturn } from './geometric-mean-return.js';
import { informationRatio } from './information-ratio.js';
import { kellyCriterion } from './kelly-criterion.js';
import { kurtosis } from './kurtosis.js';
import { mean } from './mean.js';
import { normalCdf } from './normal-cdf.js';
import { omegaRatio } from './omega-ratio.js';
import { periodicRate } from './periodic-rate.js';
import { probabilisticSharpeRatio } from './probabilistic-sharpe-ratio.js';
import { profitFactor } from './profit-factor.js';
import { quantile } from './quantile.js';
import { sharpeRatio } from './sharpe-ratio.js';
import { simpleReturns } from './simple-returns.js';
import { skewness } from './skewness.js';
import { sortinoRatio } from './sortino-ratio.js';
import { standardDeviation } from './standard-deviation.js';
import { systemQualityNumber } from './system-quality-number.js';
import { trackingError } from './tracking-error.js';
import { valueAtRisk } from './value-at-risk.js';

const R = [0.01, -0.02, 0.005, 0.03, -0.015, 0, 0.012, -0.007, 0.021, -0.033];
const B = [0.008, -0.01, 0.002, 0.02, -0.02, 0.001, 0.01, -0.004, 0.015, -0.02];
const FLAT = [0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1];

describe('moments, against numpy 1.24.2 and scipy 1.10.1', () => {
  it('mean, standard deviation, skewness and kurtosis with bias correction', () => {
    expect(mean(R)).toBeCloseTo(0.0003, 16);
    expect(standardDeviation(R)).toBeCloseTo(0.019356595201062036, 15);
    expect(skewness(R)).toBeCloseTo(-0.22168949837499513, 12);
    expect(kurtosis(R)).toBeCloseTo(-0.53515625577172, 12);
    expect(geometricMeanReturn(R)).toBeCloseTo(0.00013101268743054284, 15);
  });

  it('covariance and correlation', () => {
    expect(covariance(R, B)).toBeCloseTo(0.0002569333333333333, 16);
    expect(correlation(R, B)).toBeCloseTo(0.9630869176128485, 13);
  });

  it.each([
    [0, -0.033],
    [0.05, -0.02715],
    [0.25, -0.013],
    [0.5, 0.0025],
    [0.9, 0.0219],
    [1, 0.03],
  ])('quantile %f', (probability, expected) => {
    expect(quantile(R, probability)).toBeCloseTo(expected, 16);
  });

  it.each([
    [-8, 6.22096057427174e-16],
    [-5, 2.866515718791933e-7],
    [-3, 0.0013498980316300933],
    [-2.999, 0.0013543365337271057],
    [-1.96, 0.024997895148220435],
    [-0.1, 0.460172162722971],
    [0, 0.5],
    [0.5, 0.6914624612740131],
    [1.2815515655446004, 0.9],
    [2.9, 0.998134186699616],
    [3.1, 0.9990323967867817],
    [8.5, 1],
  ])('normal distribution function at %f', (x, expected) => {
    expect(Math.abs(normalCdf(x) / expected - 1)).toBeLessThan(2e-13);
  });
});

describe('ratios, from their definitions', () => {
  it('Sharpe, Sortino and their relatives', () => {
    expect(sharpeRatio(R, 0.0001, 252)).toBeCloseTo(((0.0003 - 0.0001) / 0.019356595201062036) * Math.sqrt(252), 12);
    const downside = Math.sqrt((0.02 ** 2 + 0.015 ** 2 + 0.007 ** 2 + 0.033 ** 2) / 10);
    expect(sortinoRatio(R, 0, 252)).toBeCloseTo((0.0003 / downside) * Math.sqrt(252), 12);
    expect(annualisedVolatility(R, 252)).toBeCloseTo(0.019356595201062036 * Math.sqrt(252), 13);
    expect(annualisedReturn(R, 252)).toBeCloseTo(1.0001310126874305 ** 252 - 1, 12);
    expect(omegaRatio(R)).toBeCloseTo(0.078 / 0.075, 12);
    expect(valueAtRisk(R, 0.95)).toBeCloseTo(0.02715, 15);
    expect(conditionalValueAtRisk(R, 0.95)).toBeCloseTo(0.033, 15);
  });

  it('beta and alpha against a benchmark that moves half as much', () => {
    const half = R.map((value) => value / 2);
    expect(beta(R, half)).toBeCloseTo(2, 12);
    expect(alpha(R, half, 0.0001, 252)).toBeCloseTo(252 * (0.0003 - 0.0001 - 2 * (0.00015 - 0.0001)), 12);
    expect(trackingError(R, half, 252)).toBeCloseTo((0.019356595201062036 / 2) * Math.sqrt(252), 12);
    expect(informationRatio(R, half, 252)).toBeCloseTo(sharpeRatio(R, 0, 252)!, 12);
  });

  it('the probabilistic Sharpe ratio of normal-looking returns is Φ(SR √(n − 1) ÷ √(1 + SR²÷2))', () => {
    const [sharpe, g3, g4] = [sharpeRatio(R, 0, 1)!, skewness(R)!, kurtosis(R)! + 3];
    const score = (sharpe * 3) / Math.sqrt(1 - g3 * sharpe + ((g4 - 1) / 4) * sharpe ** 2);
    expect(probabilisticSharpeRatio(R, 0)).toBeCloseTo(normalCdf(score), 14);
    expect(probabilisticSharpeRatio(R, 0, sharpe)).toBeCloseTo(0.5, 14);
  });

  it('trade statistics', () => {
    expect(profitFactor([0.1, -0.05, 0.2])).toBeCloseTo(6, 12);
    expect(systemQualityNumber([100, -50, 200, 150])).toBeCloseTo((2 * 100) / Math.sqrt(35000 / 3), 12);
    expect(kellyCriterion([100, -50, 200, 0])).toBeCloseTo(0.5 - 0.5 / 3, 12);
    expect(periodicRate(0.02, 252)).toBeCloseTo(1.02 ** (1 / 252) - 1, 15);
    expect([...simpleReturns([100, 110, 99])]).toEqual([110 / 100 - 1, 99 / 110 - 1]);
  });
});

describe('what is not defined is null', () => {
  it('without enough values', () => {
    for (const f of [mean, standardDeviation, skewness, kurtosis, geometricMeanReturn, systemQualityNumber]) {
      expect(f([])).toBeNull();
    }
    expect(standardDeviation([1])).toBeNull();
    expect(skewness([1, 2])).toBeNull();
    expect(kurtosis([1, 2, 3])).toBeNull();
    expect(sharpeRatio([0.1], 0, 252)).toBeNull();
    expect(valueAtRisk([], 0.95)).toBeNull();
  });

  it('without spread, even where the mean rounds', () => {
    expect(standardDeviation(FLAT)).toBe(0);
    expect([sharpeRatio(FLAT, 0.001, 252), skewness(FLAT), kurtosis(FLAT), beta(R.slice(0, 7), FLAT)]).toEqual([
      null,
      null,
      null,
      null,
    ]);
  });

  it('without losses or wins', () => {
    expect([
      omegaRatio([0.1, 0]),
      profitFactor([0.1]),
      kellyCriterion([1, 2]),
      kellyCriterion([-1]),
      sortinoRatio([0.1, 0.2], 0, 1),
    ]).toEqual([null, null, null, null, null]);
  });

  it('beyond a total loss', () => {
    expect(geometricMeanReturn([0.1, -1])).toBe(-1);
    expect(geometricMeanReturn([0.1, -1.5])).toBeNull();
    expect(annualisedReturn([30, 30], 252)).toBeNull();
  });

  it('mistakes throw', () => {
    expect(() => covariance([1], [1, 2])).toThrow(RangeError);
    expect(() => quantile([1], 1.5)).toThrow(RangeError);
    expect(() => periodicRate(-1, 252)).toThrow(RangeError);
  });
});
