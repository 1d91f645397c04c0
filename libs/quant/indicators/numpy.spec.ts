import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { IndicatorType } from '#schema/generated/enums.js';
import type { IndicatorParameters } from './indicator-definition.js';
import { INDICATORS } from './indicator-definitions.js';

const rows = readFileSync(new URL('../../../samples/spx-daily.csv', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .slice(1);
const column = (place: number) => Float64Array.from(rows, (row) => Number(row.split(',')[place]));
const spx = { high: column(2), low: column(3), close: column(4), source: column(4), volume: column(6) };

/**
 * On the 5,105 bars of the S&P 500, computed apart from this code with numpy 2.4 from the definitions: windows summed
 * anew for each bar, recursions as in the doc blocks. Bars 100, 2500 and the last.
 */
const numpy: readonly (readonly [IndicatorType, IndicatorParameters, number, readonly (readonly number[])[]])[] = [
  ['VOLATILITY', { period: 20 }, 20, [[0.23188998790624593, 0.13934820548902385, 0.5942236597015945]]],
  ['VWAP', { period: 20 }, 19, [[1422.139965185068, 1101.2421697219331, 2593.474150435039]]],
  ['EMA', { period: 20 }, 19, [[1419.5137030089243, 1096.9126331307125, 2709.7699902178233]]],
  ['DEMA', { period: 20 }, 38, [[1402.2115946038505, 1105.4897598167868, 2707.9041445113194]]],
  ['TEMA', { period: 20 }, 57, [[1392.9462708119725, 1103.0188793013094, 2822.7590242530587]]],
  [
    'MACD',
    { fastPeriod: 12, slowPeriod: 26, signalPeriod: 9 },
    33,
    [
      [-13.75790049224679, 5.800664732804535, 16.396015042467297],
      [-9.453428665017716, 7.667999708295344, -35.49092699158631],
    ],
  ],
  [
    'ADX',
    { period: 14 },
    27,
    [
      [24.30584644428783, 15.571960609081241, 23.4571672809081],
      [17.202952698219516, 24.44096439757236, 29.56119035763513],
      [32.381890355226815, 22.510453798778002, 20.403171430444626],
    ],
  ],
];

describe('against numpy, on the sample of the S&P 500', () => {
  it.each(numpy)('%s %j', (type, parameters, first, outputs) => {
    const { columns, compute } = INDICATORS[type];
    const found = compute(
      columns.map((name) => spx[name]),
      parameters,
      { barsPerYear: 252 },
    );
    expect(Math.max(...found.map((output) => output.findIndex(Number.isFinite)))).toBe(first);
    for (const [output, expected] of outputs.entries()) {
      for (const [place, bar] of [100, 2500, 5104].entries()) {
        expect(found[output]![bar]! / expected[place]!).toBeCloseTo(1, 10);
      }
    }
  });
});
