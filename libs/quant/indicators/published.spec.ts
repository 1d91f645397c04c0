import { describe, expect, it } from 'vitest';
import { aroon } from './aroon.js';
import { atr } from './atr.js';
import { bollingerBands } from './bollinger-bands.js';
import { cci } from './cci.js';
import { ema } from './ema.js';
import { kama } from './kama.js';
import { obv } from './obv.js';
import { rateOfChange } from './rate-of-change.js';
import { sma } from './sma.js';
import { stochastic } from './stochastic.js';
import { trima } from './trima.js';
import { wilderRsi } from './wilder-rsi.js';
import { wma } from './wma.js';

/** The last values of a column, as the source prints them. */
function expectEnd(found: Float64Array, printed: readonly number[], within: number): void {
  const end = [...found.slice(-printed.length)];
  for (const [i, value] of printed.entries()) expect(Math.abs(end[i]! - value)).toBeLessThan(within);
}

/** Half of the last printed place; all of it where the prices are rounded as well. */
const HALF_THOUSANDTH = 0.00051;
const HUNDREDTH = 0.01;

describe('the worked tables of StockCharts ChartSchool', () => {
  it('EMA 10 and SMA 10 of Intel', () => {
    const closes = Float64Array.of(
      ...[22.27, 22.19, 22.08, 22.17, 22.18, 22.13, 22.23, 22.43, 22.24, 22.29, 22.15, 22.39, 22.38, 22.61, 23.36],
      ...[24.05, 23.75, 23.83, 23.95, 23.63, 23.82, 23.87, 23.65, 23.19, 23.1, 23.33, 22.68, 23.1, 22.4, 22.17],
    );
    const printed = [
      ...[22.22, 22.21, 22.24, 22.27, 22.33, 22.52, 22.8, 22.97, 23.13, 23.28, 23.34, 23.43, 23.51, 23.53],
      ...[23.47, 23.4, 23.39, 23.26, 23.23, 23.08, 22.92],
    ];
    expectEnd(ema(closes, 10), printed, HUNDREDTH);
    expect(ema(closes, 10)[8]).toBeNaN();
    expectEnd(sma(closes, 10), [23.71, 23.69, 23.61, 23.51, 23.43, 23.28, 23.13], HUNDREDTH);
  });

  it('RSI 14 of QQQQ', () => {
    const closes = Float64Array.of(
      ...[44.3389, 44.0902, 44.1497, 43.6124, 44.3278, 44.8264, 45.0955, 45.4245, 45.8433, 46.0826, 45.8931],
      ...[46.0328, 45.614, 46.282, 46.282, 46.0028, 46.0328, 46.4116, 46.2222, 45.6439, 46.2122, 46.2521],
      ...[45.7137, 46.4515, 45.7835, 45.3548, 44.0288, 44.1783, 44.2181, 44.5672, 43.4205, 42.6628, 43.1314],
    );
    const printed = [
      ...[70.53, 66.32, 66.55, 69.41, 66.36, 57.97, 62.93, 63.26, 56.06, 62.38],
      ...[54.71, 50.42, 39.99, 41.46, 41.87, 45.46, 37.3, 33.08, 37.77],
    ];
    expectEnd(wilderRsi(closes, 14), printed, HUNDREDTH);
    expect(wilderRsi(closes, 14)[13]).toBeNaN();
  });
});

/** Fifteen bars and the values of Tulip Indicators 0.9, tests/untest.txt. */
describe('the table of Tulip Indicators', () => {
  const high = Float64Array.of(
    ...[82.15, 81.89, 83.03, 83.3, 83.85, 83.9, 83.33, 84.3, 84.84, 85, 85.9, 86.58, 86.98, 88, 87.87],
  );
  const low = Float64Array.of(
    ...[81.29, 80.64, 81.31, 82.65, 83.07, 83.11, 82.49, 82.3, 84.15, 84.11, 84.03, 85.39, 85.76, 87.17, 87.01],
  );
  const close = Float64Array.of(
    ...[81.59, 81.06, 82.87, 83, 83.61, 83.15, 82.84, 83.99, 84.55, 84.36, 85.53, 86.54, 86.89, 87.77, 87.29],
  );
  const volume = Float64Array.of(
    ...[5653100, 6447400, 7690900, 3831400, 4455100, 3798000, 3936200, 4732000, 4841300, 3915300],
    ...[6830800, 6694100, 5293600, 7985800, 4807900],
  );
  const lines: readonly (readonly [string, () => Float64Array, readonly number[]])[] = [
    [
      'sma 5',
      () => sma(close, 5),
      [82.426, 82.738, 83.094, 83.318, 83.628, 83.778, 84.254, 84.994, 85.574, 86.218, 86.804],
    ],
    [
      'wma 5',
      () => wma(close, 5),
      [82.825, 83.066, 83.1, 83.399, 83.809, 84.053, 84.637, 85.399, 86.031, 86.763, 87.121],
    ],
    [
      'trima 5',
      () => trima(close, 5),
      [82.437, 82.908, 83.204, 83.26, 83.44, 83.807, 84.302, 84.863, 85.537, 86.288, 86.901],
    ],
    [
      'kama 5',
      () => kama(close, 5, 2, 30),
      [83.56, 83.452, 83.506, 83.647, 83.686, 84.126, 85.026, 85.69, 86.447, 86.673],
    ],
    [
      'lower band 5 2',
      () => bollingerBands(close, 5, 2).lower,
      [80.53, 80.987, 82.533, 82.472, 82.418, 82.435, 82.511, 83.143, 83.536, 83.87, 85.289],
    ],
    [
      'upper band 5 2',
      () => bollingerBands(close, 5, 2).upper,
      [84.322, 84.489, 83.655, 84.164, 84.838, 85.121, 85.997, 86.845, 87.612, 88.566, 88.319],
    ],
    [
      'rsi 5',
      () => wilderRsi(close, 5),
      [72.034, 64.927, 75.936, 79.796, 74.713, 83.033, 87.478, 88.755, 91.483, 78.498],
    ],
    ['roc 5', () => rateOfChange(close, 5), [0.019, 0.022, 0.014, 0.019, 0.009, 0.029, 0.045, 0.035, 0.038, 0.035]],
    [
      'atr 5',
      () => atr(high, low, close, 5),
      [1.116, 1.051, 1.009, 1.207, 1.136, 1.086, 1.243, 1.233, 1.23, 1.206, 1.137],
    ],
    ['cci 5', () => cci(high, low, close, 5), [166.667, 82.02, 95.501, 130.912, 99.163, 116.342, 71.928]],
    ['aroon 5, down', () => aroon(high, low, 5).down, [20, 0, 0, 80, 60, 40, 20, 0, 40, 20]],
    ['aroon 5, up', () => aroon(high, low, 5).up, [100, 80, 100, 100, 100, 100, 100, 100, 100, 80]],
    [
      'stochastic 5 3 3, k',
      () => stochastic(high, low, close, 5, 3, 3).k,
      [77.385, 83.126, 84.867, 88.361, 95.246, 96.74, 91.091],
    ],
    [
      'stochastic 5 3 3, d',
      () => stochastic(high, low, close, 5, 3, 3).d,
      [75.702, 78.011, 81.793, 85.452, 89.491, 93.449, 94.359],
    ],
    [
      'obv',
      () => obv(close, volume),
      [
        ...[0, -6447400, 1243500, 5074900, 9530000, 5732000, 1795800, 6527800, 11369100, 7453800, 14284600],
        ...[20978700, 26272300, 34258100, 29450200],
      ],
    ],
  ];

  it.each(lines)('%s', (_, compute, printed) => expectEnd(compute(), printed, HALF_THOUSANDTH));
});
