import type { DataInterval, FillTiming, StrategyType } from '#schema/generated/enums.js';

/** A finished backtest as the graph tells it: everything that a report may speak of, and nothing else. Ratios are fractions. */
export interface BacktestFacts {
  readonly id: string;
  readonly name: string;
  readonly strategyName: string | null;
  readonly config: ConfigFacts;
  readonly risk: RiskFacts;
  readonly symbols: readonly string[];
  readonly instruments: readonly InstrumentFacts[];
  readonly interval: DataInterval;
  /** ISO 8601 calendar dates. */
  readonly startDate: string;
  readonly endDate: string;
  readonly initialCash: number;
  readonly settings: SettingFacts;
  readonly performance: PerformanceFacts;
  /** The deepest first. */
  readonly drawdowns: readonly DrawdownFacts[];
  /** The first few, by entry. */
  readonly trades: readonly TradeFacts[];
}

export interface ConfigFacts {
  readonly type: StrategyType;
  /** The numbers of the config by their name in the API: shortPeriod, oversold … */
  readonly parameters: Readonly<Record<string, number>>;
}

export interface RiskFacts {
  readonly stopLoss: number | null;
  readonly takeProfit: number | null;
  readonly trailingStop: number | null;
  readonly maxDrawdownHalt: number | null;
}

export interface InstrumentFacts {
  readonly symbol: string;
  readonly name: string | null;
  readonly coverage: {
    readonly firstBarAt: string | null;
    readonly lastBarAt: string | null;
    readonly barCount: number;
  } | null;
}

/** What the report uses of the run's settings; null where the run does not say. */
export interface SettingFacts {
  readonly commissionRate: number | null;
  readonly slippageRate: number | null;
  readonly spread: number | null;
  readonly leverage: number | null;
  readonly riskFreeRate: number | null;
  readonly fillTiming: FillTiming | null;
  readonly allowShort: boolean | null;
}

export interface DrawdownFacts {
  readonly startAt: string;
  readonly troughAt: string;
  readonly recoveredAt: string | null;
  readonly depth: number;
  readonly days: number;
}

export interface TradeFacts {
  readonly symbol: string;
  readonly entryAt: string;
  readonly exitAt: string | null;
  readonly returnFraction: number;
}

/** PerformanceMetrics of the API: the same names, the same units, null where the run does not define a metric. */
export interface PerformanceFacts {
  readonly finalEquity: number;
  readonly peakEquity: number;
  readonly totalReturn: number;
  readonly buyAndHoldReturn: number | null;
  readonly annualisedReturn: number | null;
  readonly annualisedVolatility: number | null;
  readonly cagr: number | null;
  readonly sharpeRatio: number | null;
  readonly sortinoRatio: number | null;
  readonly calmarRatio: number | null;
  readonly alpha: number | null;
  readonly beta: number | null;
  readonly maxDrawdown: number;
  readonly averageDrawdown: number | null;
  readonly maxDrawdownDays: number | null;
  readonly averageDrawdownDays: number | null;
  readonly exposure: number;
  readonly turnover: number | null;
  readonly totalCommission: number;
  readonly totalTrades: number;
  readonly winningTrades: number;
  readonly losingTrades: number;
  readonly winRate: number | null;
  readonly bestTrade: number | null;
  readonly worstTrade: number | null;
  readonly averageTrade: number | null;
  readonly maxTradeDays: number | null;
  readonly averageTradeDays: number | null;
  readonly profitFactor: number | null;
  readonly expectancy: number | null;
  readonly sqn: number | null;
  readonly kellyCriterion: number | null;
  readonly valueAtRisk95: number | null;
  readonly valueAtRisk99: number | null;
  readonly conditionalValueAtRisk95: number | null;
  readonly omegaRatio: number | null;
  readonly skewness: number | null;
  readonly kurtosis: number | null;
  readonly probabilisticSharpeRatio: number | null;
}
