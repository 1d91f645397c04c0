import { MarketRegimeType } from '#schema/generated/enums.js';
import { DEFAULT_LOOKBACK_BARS, type WindowMetrics } from '../regime.js';

/** Thresholds over a window of 90 bars; returns and drawdowns of other windows scale with the root of their length. */
export const RULE_THRESHOLDS = {
  /** A rise or fall of so much is a trend. */
  trend: 0.05,
  /** A fall of any size with a drawdown of so much is a bear market's. */
  bearDrawdown: 0.15,
  /** A rise that fell back by so much on its way is no quiet one. */
  bullDrawdown: 0.1,
  /** Annualised; whatever the window. */
  volatility: 0.25,
} as const;

/**
 * The first rule that holds, with thresholds scaled by s = √(bars ÷ 90):
 * 1. BEARISH: trailing return ≤ −0.05 s, or below 0 with a maximum drawdown ≥ 0.15 s;
 * 2. BULLISH: trailing return ≥ 0.05 s, and maximum drawdown < 0.1 s;
 * 3. VOLATILE: annualised volatility ≥ 0.25;
 * 4. SIDEWAYS: everything else.
 */
export function ruleRegime(
  { trailingReturn, annualisedVolatility, maxDrawdown }: WindowMetrics,
  bars: number,
): MarketRegimeType {
  const scale = Math.sqrt(bars / DEFAULT_LOOKBACK_BARS);
  const { trend, bearDrawdown, bullDrawdown, volatility } = RULE_THRESHOLDS;
  if (trailingReturn <= -trend * scale) return MarketRegimeType.BEARISH;
  if (trailingReturn < 0 && maxDrawdown >= bearDrawdown * scale) return MarketRegimeType.BEARISH;
  if (trailingReturn >= trend * scale && maxDrawdown < bullDrawdown * scale) return MarketRegimeType.BULLISH;
  return annualisedVolatility >= volatility ? MarketRegimeType.VOLATILE : MarketRegimeType.SIDEWAYS;
}
