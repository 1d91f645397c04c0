import type { IndicatorType } from '#schema/generated/enums.js';
import { ADX } from './adx.js';
import { AROON } from './aroon.js';
import { ATR } from './atr.js';
import { BOLLINGER_BANDS } from './bollinger-bands.js';
import { CCI } from './cci.js';
import { DEMA } from './dema.js';
import { EMA } from './ema.js';
import type { IndicatorDefinition } from './indicator-definition.js';
import { KAMA } from './kama.js';
import { MACD } from './macd.js';
import { OBV } from './obv.js';
import { ROC } from './rate-of-change.js';
import { SMA } from './sma.js';
import { STOCHASTIC } from './stochastic.js';
import { TEMA } from './tema.js';
import { TRIMA } from './trima.js';
import { VOLATILITY } from './volatility.js';
import { VWAP } from './vwap.js';
import { RSI } from './wilder-rsi.js';
import { WMA } from './wma.js';

/** Every indicator that there is. The API, the rule language and the features of models take theirs from here. */
export const INDICATORS: Readonly<Record<IndicatorType, IndicatorDefinition>> = {
  SMA,
  EMA,
  WMA,
  DEMA,
  TEMA,
  TRIMA,
  KAMA,
  VWAP,
  OBV,
  RSI,
  MACD,
  BOLLINGER_BANDS,
  ADX,
  ATR,
  STOCHASTIC,
  CCI,
  AROON,
  ROC,
  VOLATILITY,
};
