import { finiteOrNull } from '../numeric/finite-or-null.js';
import { mean } from './mean.js';
import { standardDeviation } from './standard-deviation.js';

/**
 * √n × mean(profit) ÷ sd(profit, n − 1), profits of closed trades in money. Null below two trades, and without spread.
 *
 * Source: V. K. Tharp (2008), The Definitive Guide to Position Sizing.
 */
export function systemQualityNumber(profits: ArrayLike<number>): number | null {
  const centre = mean(profits);
  const spread = standardDeviation(profits);
  if (centre === null || spread === null || spread === 0) return null;
  return finiteOrNull((Math.sqrt(profits.length) * centre) / spread);
}
