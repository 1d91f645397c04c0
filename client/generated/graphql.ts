/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
/** A share of the equity in one symbol. */
export type AllocationInput = {
  /** The symbol. */
  readonly symbol: string;
  /** Its share: more than 0, at most 1. */
  readonly weight: number;
};

/** How far a backtest has come. */
export type BacktestStatus =
  /** Stopped on request, before it had a result. */
  | 'CANCELLED'
  /** Ended with a result. */
  | 'COMPLETED'
  /** Ended without a result; `failure` says why. */
  | 'FAILED'
  /** Accepted and stored; waits for a worker. */
  | 'PENDING'
  /** A worker computes it now. */
  | 'RUNNING';

/** What to buy on the first bar. */
export type BuyAndHoldInput = {
  /** Each symbol once; the weights add up to 1. */
  readonly allocations: ReadonlyArray<AllocationInput>;
};

/** What trading costs; fractions, not percent. */
export type CostsInput = {
  /** Annual rate on borrowed money and on shorts. */
  readonly borrowRate?: number | null | undefined;
  /** Money per order. */
  readonly commissionFixed?: number | null | undefined;
  /** Fraction of the traded amount, charged at entry and at exit. */
  readonly commissionRate?: number | null | undefined;
  /** Fraction of the price, against the trader, on every market fill. */
  readonly slippageRate?: number | null | undefined;
  /** Fraction of the price, paid once, at entry. */
  readonly spread?: number | null | undefined;
};

/** A new experiment. */
export type CreateExperimentInput = {
  /** What it is about: at most 5,000 characters. */
  readonly description?: string | null | undefined;
  /** What to call it: 1 to 200 characters. */
  readonly name: string;
  /** Strategies that it is linked to from the start: at most 100, all yours. */
  readonly strategyIds?: ReadonlyArray<string | number> | null | undefined;
  /** Words to find it by: at most 20. */
  readonly tags?: ReadonlyArray<string> | null | undefined;
};

/** A new strategy. */
export type CreateStrategyInput = {
  /** What it does. */
  readonly config: StrategyConfigInput;
  /** What it is about: at most 5,000 characters. */
  readonly description?: string | null | undefined;
  /** Experiments of the ML platform that this strategy grew out of; the link shows once ML has handled the event. */
  readonly experimentIds?: ReadonlyArray<string | number> | null | undefined;
  /** Two calls with one key create one strategy. */
  readonly idempotencyKey?: string | null | undefined;
  /** What to call it: 1 to 200 characters. */
  readonly name: string;
  /** What bounds its losses; nothing when absent. */
  readonly risk?: RiskInput | null | undefined;
  /** Words to find it by: at most 20. */
  readonly tags?: ReadonlyArray<string> | null | undefined;
};

/** How much time one bar covers. */
export type DataInterval =
  /** One trading day. */
  | 'DAILY'
  /** Fifteen minutes. */
  | 'FIFTEEN_MINUTES'
  /** Five minutes. */
  | 'FIVE_MINUTES'
  /** One calendar month. */
  | 'MONTHLY'
  /** One minute. */
  | 'ONE_MINUTE'
  /** Sixty minutes. */
  | 'SIXTY_MINUTES'
  /** Thirty minutes. */
  | 'THIRTY_MINUTES'
  /** One week. */
  | 'WEEKLY';

/** At which price a market order fills. A strategy decides at the close of a bar and sees nothing later. */
export type FillTiming =
  /** Fills at the open of the bar after the signal. An order placed on the last bar is not filled. */
  | 'NEXT_OPEN'
  /** Fills at the close of the bar of the signal. */
  | 'SIGNAL_CLOSE';

/** A report to be written on one backtest. */
export type GenerateReportInput = {
  /** A backtest of yours. One that still runs is reported on when it has ended. */
  readonly backtestId: string | number;
  /** How much is told: BRIEF has the summary and the recommendations only. */
  readonly detail?: ReportDetail | null | undefined;
  /** Two calls with one key write one report. */
  readonly idempotencyKey?: string | null | undefined;
  /** The language of the text. */
  readonly language?: Language | null | undefined;
  /** Who writes: `offline`, which is also taken when absent. */
  readonly modelId?: string | number | null | undefined;
};

/**
 * The technical indicators. Each is computed here, from the stored bars, and sees nothing later than its own bar; it is
 * null until its warm-up is over.
 */
export type IndicatorType =
  /** Wilder's average directional index, 0 to 100: how strong a trend is, whichever way it goes. */
  | 'ADX'
  /** Aroon up and down, 0 to 100: how recent the highest high and the lowest low of the window are. */
  | 'AROON'
  /** Wilder's average true range, in units of price. */
  | 'ATR'
  /** Bollinger bands: a simple average in the middle, and bands a number of standard deviations above and below it. */
  | 'BOLLINGER_BANDS'
  /** Commodity channel index: the distance of the typical price from its average, in mean absolute deviations. */
  | 'CCI'
  /** Double exponential moving average: 2 × EMA − EMA of EMA; lags less than EMA. */
  | 'DEMA'
  /** Exponential moving average, with the weight 2 ÷ (period + 1) on the newest value. */
  | 'EMA'
  /** Kaufman's adaptive moving average: fast in a trend, slow in noise. */
  | 'KAMA'
  /** Moving average convergence and divergence: the fast EMA less the slow one, its signal line, and their difference. */
  | 'MACD'
  /** On-balance volume: the running sum of volume, added when the close rises and taken off when it falls. */
  | 'OBV'
  /** Rate of change: the return over `period` bars, as a fraction. */
  | 'ROC'
  /** Relative strength index with Wilder's smoothing, 0 to 100. */
  | 'RSI'
  /** Simple moving average: the mean of the last `period` values. */
  | 'SMA'
  /** Stochastic oscillator, 0 to 100: where the close lies between the lowest low and the highest high. */
  | 'STOCHASTIC'
  /** Triple exponential moving average: 3 × EMA − 3 × EMA of EMA + EMA of EMA of EMA. */
  | 'TEMA'
  /** Triangular moving average: a simple average of simple averages, with most weight on the middle of the window. */
  | 'TRIMA'
  /** The standard deviation of the returns over `period` bars, annualised, as a fraction. */
  | 'VOLATILITY'
  /** Volume-weighted average price: the traded amount divided by the traded volume. */
  | 'VWAP'
  /** Weighted moving average, whose weights fall in equal steps from the newest value to the oldest. */
  | 'WMA';

/** The language in which the platform reads and writes prose. */
export type Language =
  /** English. */
  | 'EN'
  /** Korean. */
  | 'KO';

/** The state of a market, named after its trend and its volatility. */
export type MarketRegimeType =
  /** A falling market: the trailing return is clearly negative, measured in its own volatility. */
  | 'BEARISH'
  /** A rising market: the trailing return is clearly positive, measured in its own volatility. */
  | 'BULLISH'
  /** No clear trend and small swings. */
  | 'SIDEWAYS'
  /** No clear trend and large swings. */
  | 'VOLATILE';

/** The return over a number of bars and its two thresholds. */
export type MomentumInput = {
  /** A return of at least this buys. */
  readonly buyThreshold?: number | null | undefined;
  /** Bars over which the return is taken: at least 1. */
  readonly period?: number | null | undefined;
  /** A return of at most this sells. */
  readonly sellThreshold?: number | null | undefined;
  /** Least volume, in units of its 20-bar mean; none when absent. */
  readonly volumeRatio?: number | null | undefined;
};

/** How often the weights of a portfolio are restored, or its members chosen again. */
export type RebalanceFrequency =
  /** Every trading day. */
  | 'DAILY'
  /** Once a month. */
  | 'MONTHLY'
  /** Once a quarter. */
  | 'QUARTERLY'
  /** Once a week. */
  | 'WEEKLY';

/** How long a report is. */
export type ReportDetail =
  /** The main figures and the verdict. */
  | 'BRIEF'
  /** Every section, with all the figures there are. */
  | 'DETAILED'
  /** Every section, in moderate length. */
  | 'STANDARD';

/** The verdict of a report, by documented thresholds on the backtest's figures and never by a language model. */
export type ReportRecommendation =
  /** There is something in it; its parameters or its risk settings need work first. */
  | 'OPTIMIZE'
  /** The evidence holds: go on to the next stage. */
  | 'PROCEED'
  /** The figures speak against it. */
  | 'REJECT'
  /** Too little evidence either way: test it on more data first. */
  | 'RESEARCH';

/** What a section of a narrative report is about. */
export type ReportSectionType =
  /** The result and the recommendation in a few sentences. */
  | 'EXECUTIVE_SUMMARY'
  /** What the markets did over the tested period. */
  | 'MARKET_CONTEXT'
  /** Returns, risk-adjusted ratios and trades. */
  | 'PERFORMANCE_ANALYSIS'
  /** What to do next. */
  | 'RECOMMENDATIONS'
  /** Drawdowns, tail losses, and how far the statistics can be trusted. */
  | 'RISK_ASSESSMENT'
  /** How the strategy came to its result: what worked and what did not. */
  | 'STRATEGY_INSIGHTS';

/** What bounds the losses; what is absent does not bound. */
export type RiskInput = {
  /** Stop trading for good once equity has fallen this fraction below its peak. */
  readonly maxDrawdownHalt?: number | null | undefined;
  /** Most positions open at one time. */
  readonly maxOpenPositions?: number | null | undefined;
  /** Largest fraction of equity in one position. */
  readonly maxPositionSize?: number | null | undefined;
  /** Loss, as a fraction of the entry price, at which a position is closed. */
  readonly stopLoss?: number | null | undefined;
  /** Gain, as a fraction of the entry price, at which a position is closed. */
  readonly takeProfit?: number | null | undefined;
  /** Fall, as a fraction of the best close since the entry, at which a position is closed. */
  readonly trailingStop?: number | null | undefined;
};

/** Wilder's relative strength index and its two thresholds. */
export type RsiMeanReversionInput = {
  /** Sells above it: 0 to 100. */
  readonly overbought?: number | null | undefined;
  /** Buys below it: 0 to 100, less than overbought. */
  readonly oversold?: number | null | undefined;
  /** Bars of the RSI: at least 2. */
  readonly period?: number | null | undefined;
};

/** A run to start. */
export type RunBacktestInput = {
  /** Run on prices that are adjusted for splits and dividends. */
  readonly adjusted?: boolean | null | undefined;
  /** A SELL may also open a short position. */
  readonly allowShort?: boolean | null | undefined;
  /** A symbol to compare with. */
  readonly benchmarkSymbol?: string | null | undefined;
  /** Close what is still open at the end, so that it counts among the trades. */
  readonly closeAtEnd?: boolean | null | undefined;
  /** Runs a config that no strategy holds, as the preview of a draft does. */
  readonly config?: StrategyConfigInput | null | undefined;
  /** What trading costs; the defaults of its members when absent. */
  readonly costs?: CostsInput | null | undefined;
  /** The last day. */
  readonly endDate: string;
  /** Each new order first closes what is open in that symbol. */
  readonly exclusiveOrders?: boolean | null | undefined;
  /** When a market order is filled. */
  readonly fillTiming?: FillTiming | null | undefined;
  /** Two calls with one key start one backtest. */
  readonly idempotencyKey?: string | null | undefined;
  /** Money at the start: above 0. */
  readonly initialCash?: number | null | undefined;
  /** The interval of the bars. */
  readonly interval?: DataInterval | null | undefined;
  /** Margin needed is the amount over this: 1 to 100. */
  readonly leverage?: number | null | undefined;
  /** What to call the run; the strategy's name and the symbols when absent. */
  readonly name?: string | null | undefined;
  /** How often the allocations are restored; never when absent. */
  readonly rebalance?: RebalanceFrequency | null | undefined;
  /** What bounds the losses of a config; a strategy brings its own. */
  readonly risk?: RiskInput | null | undefined;
  /** A year, as a fraction. */
  readonly riskFreeRate?: number | null | undefined;
  /** How large a position is; all of the equity when absent. */
  readonly sizing?: SizingInput | null | undefined;
  /** The first day. */
  readonly startDate: string;
  /** A strategy of yours. Exactly one of strategyId and config. */
  readonly strategyId?: string | number | null | undefined;
  /** What to trade: 1 to 50 symbols that have bars. */
  readonly symbols: ReadonlyArray<string>;
  /** Words to find it by: at most 20. */
  readonly tags?: ReadonlyArray<string> | null | undefined;
};

/** How far a run in the background has come: an ingestion, an optimisation, a training, a report. */
export type RunStatus =
  /** Stopped on request, before it had a result. */
  | 'CANCELLED'
  /** Ended with a result. */
  | 'COMPLETED'
  /** Ended without a result; `failure` says why. */
  | 'FAILED'
  /** Accepted and stored; waits for a worker. */
  | 'PENDING'
  /** A worker computes it now. */
  | 'RUNNING';

/** How large a position is. */
export type SizingInput = {
  /** Whole units only when false. */
  readonly allowFractional?: boolean | null | undefined;
  /** What `value` means. */
  readonly method?: SizingMethod | null | undefined;
  /** Fraction, units, money or annualised volatility, by method. */
  readonly value?: number | null | undefined;
};

/** How many units an entry buys, or sells short: what `SizingInput.value` means. */
export type SizingMethod =
  /** A fraction of equity, shared out over the symbols. */
  | 'EQUITY_FRACTION'
  /** A fixed amount of money per order. */
  | 'FIXED_CASH'
  /** A fixed number of units per order. */
  | 'FIXED_UNITS'
  /** Sized so that each position contributes the same annualised volatility, as far as the cash goes. */
  | 'VOLATILITY_TARGET';

/** Two simple moving averages of the close. */
export type SmaCrossoverInput = {
  /** Bars in the long one. */
  readonly longPeriod?: number | null | undefined;
  /** Bars in the short one: less than longPeriod. */
  readonly shortPeriod?: number | null | undefined;
};

/** What the strategy does. Exactly one member. */
export type StrategyConfigInput = {
  /** Buys and waits. */
  readonly buyAndHold?: BuyAndHoldInput | null | undefined;
  /** Buys what has risen. */
  readonly momentum?: MomentumInput | null | undefined;
  /** Buys what is oversold. */
  readonly rsiMeanReversion?: RsiMeanReversionInput | null | undefined;
  /** Two moving averages that cross. */
  readonly smaCrossover?: SmaCrossoverInput | null | undefined;
};

/** The kinds of strategy; the matching member of the config holds the parameters. */
export type StrategyType =
  /** Buys when the close crosses below the lower Bollinger band, sells when it crosses above the middle. */
  | 'BOLLINGER_REVERSION'
  /** Buys the allocations on the first bar and keeps them; `rebalance` restores the weights. */
  | 'BUY_AND_HOLD'
  /** Buys when the MACD line crosses above its signal line, sells when it crosses below. */
  | 'MACD_CROSSOVER'
  /** Buys and sells by the probability that a trained model gives, on out-of-fold or later predictions only. */
  | 'ML_SIGNAL'
  /** Buys when the return over `period` bars reaches `buyThreshold`, sells when it is down to `sellThreshold`. */
  | 'MOMENTUM'
  /** Buys when Wilder's RSI crosses below `oversold`, sells when it crosses above `overbought`. */
  | 'RSI_MEAN_REVERSION'
  /** Entry and exit rules that the user wrote in the rule language. */
  | 'RULES'
  /** Buys when the short simple average crosses above the long one, sells when it crosses below. */
  | 'SMA_CROSSOVER';

export type BacktestStoryQueryVariables = Exact<{
  id: string | number;
}>;


export type BacktestStoryQuery = { readonly backtest: { readonly status: BacktestStatus, readonly performance: { readonly totalReturn: number, readonly sharpeRatio: number | null, readonly maxDrawdown: number, readonly totalTrades: number, readonly winRate: number | null } | null, readonly equityCurve: { readonly timestamps: ReadonlyArray<string>, readonly equity: ReadonlyArray<number>, readonly drawdown: ReadonlyArray<number> } | null, readonly trades: { readonly totalCount: number, readonly nodes: ReadonlyArray<{ readonly entryAt: string, readonly exitAt: string | null, readonly profitLoss: number }> }, readonly instruments: ReadonlyArray<{ readonly symbol: string, readonly name: string | null, readonly coverage: { readonly firstBarAt: string | null, readonly lastBarAt: string | null, readonly barCount: number } | null, readonly quote: { readonly price: number } | null }>, readonly strategy: { readonly name: string, readonly experiments: { readonly nodes: ReadonlyArray<{ readonly name: string, readonly strategies: ReadonlyArray<{ readonly name: string }> }> } } | null, readonly narrativeReports: ReadonlyArray<{ readonly title: string | null, readonly recommendation: ReportRecommendation | null, readonly sections: ReadonlyArray<{ readonly type: ReportSectionType, readonly body: string }>, readonly factCheck: { readonly passed: boolean, readonly numbersChecked: number } | null }> } | null };

export type BacktestUpdatesSubscriptionVariables = Exact<{
  id: string | number;
}>;


export type BacktestUpdatesSubscription = { readonly backtestUpdated: { readonly status: BacktestStatus, readonly progress: number, readonly performance: { readonly totalReturn: number, readonly sharpeRatio: number | null } | null, readonly instruments: ReadonlyArray<{ readonly symbol: string, readonly quote: { readonly price: number } | null }>, readonly strategy: { readonly name: string, readonly experiments: { readonly nodes: ReadonlyArray<{ readonly name: string }> } } | null } };

export type CreateExperimentMutationVariables = Exact<{
  input: CreateExperimentInput;
}>;


export type CreateExperimentMutation = { readonly createExperiment: { readonly id: string, readonly strategies: ReadonlyArray<{ readonly id: string, readonly name: string }> } };

export type CreateStrategyMutationVariables = Exact<{
  input: CreateStrategyInput;
}>;


export type CreateStrategyMutation = { readonly createStrategy: { readonly id: string, readonly name: string, readonly type: StrategyType, readonly revision: number } };

export type GenerateReportMutationVariables = Exact<{
  input: GenerateReportInput;
}>;


export type GenerateReportMutation = { readonly generateNarrativeReport: { readonly id: string, readonly status: RunStatus } };

export type MarketOverviewQueryVariables = Exact<{
  symbol: string;
  from?: string | null | undefined;
}>;


export type MarketOverviewQuery = { readonly instrument: { readonly symbol: string, readonly name: string | null, readonly quote: { readonly price: number, readonly changeFraction: number | null, readonly asOf: string } | null, readonly series: { readonly timestamps: ReadonlyArray<string>, readonly close: ReadonlyArray<number> }, readonly indicators: ReadonlyArray<{ readonly type: IndicatorType, readonly parameters: Record<string, unknown>, readonly warmUpBars: number, readonly outputs: ReadonlyArray<{ readonly name: string, readonly timestamps: ReadonlyArray<string>, readonly values: ReadonlyArray<number | null> }> }>, readonly regime: { readonly asOf: string, readonly regime: MarketRegimeType, readonly confidence: number, readonly trailingReturn: number, readonly annualisedVolatility: number } | null, readonly quality: { readonly overall: number, readonly completeness: number, readonly openEvents: number } | null, readonly weekly: { readonly timestamps: ReadonlyArray<string>, readonly close: ReadonlyArray<number> } } | null };

export type RunBacktestMutationVariables = Exact<{
  input: RunBacktestInput;
}>;


export type RunBacktestMutation = { readonly runBacktest: { readonly id: string, readonly status: BacktestStatus } };

export class TypedDocumentString<TResult, TVariables>
  extends String
  implements DocumentTypeDecoration<TResult, TVariables>
{
  __apiType?: NonNullable<DocumentTypeDecoration<TResult, TVariables>['__apiType']>;
  private value: string;
  public __meta__?: Record<string, any> | undefined;

  constructor(value: string, __meta__?: Record<string, any> | undefined) {
    super(value);
    this.value = value;
    this.__meta__ = __meta__;
  }

  override toString(): string & DocumentTypeDecoration<TResult, TVariables> {
    return this.value;
  }
}

export const BacktestStoryDocument = new TypedDocumentString(`
    query BacktestStory($id: ID!) {
  backtest(id: $id) {
    status
    performance {
      totalReturn
      sharpeRatio
      maxDrawdown
      totalTrades
      winRate
    }
    equityCurve(maxPoints: 100) {
      timestamps
      equity
      drawdown
    }
    trades(first: 3) {
      nodes {
        entryAt
        exitAt
        profitLoss
      }
      totalCount
    }
    instruments {
      symbol
      name
      coverage {
        firstBarAt
        lastBarAt
        barCount
      }
      quote {
        price
      }
    }
    strategy {
      name
      experiments {
        nodes {
          name
          strategies {
            name
          }
        }
      }
    }
    narrativeReports {
      title
      recommendation
      sections {
        type
        body
      }
      factCheck {
        passed
        numbersChecked
      }
    }
  }
}
    `) as unknown as TypedDocumentString<BacktestStoryQuery, BacktestStoryQueryVariables>;
export const BacktestUpdatesDocument = new TypedDocumentString(`
    subscription BacktestUpdates($id: ID!) {
  backtestUpdated(id: $id) {
    status
    progress
    performance {
      totalReturn
      sharpeRatio
    }
    instruments {
      symbol
      quote {
        price
      }
    }
    strategy {
      name
      experiments {
        nodes {
          name
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<BacktestUpdatesSubscription, BacktestUpdatesSubscriptionVariables>;
export const CreateExperimentDocument = new TypedDocumentString(`
    mutation CreateExperiment($input: CreateExperimentInput!) {
  createExperiment(input: $input) {
    id
    strategies {
      id
      name
    }
  }
}
    `) as unknown as TypedDocumentString<CreateExperimentMutation, CreateExperimentMutationVariables>;
export const CreateStrategyDocument = new TypedDocumentString(`
    mutation CreateStrategy($input: CreateStrategyInput!) {
  createStrategy(input: $input) {
    id
    name
    type
    revision
  }
}
    `) as unknown as TypedDocumentString<CreateStrategyMutation, CreateStrategyMutationVariables>;
export const GenerateReportDocument = new TypedDocumentString(`
    mutation GenerateReport($input: GenerateReportInput!) {
  generateNarrativeReport(input: $input) {
    id
    status
  }
}
    `) as unknown as TypedDocumentString<GenerateReportMutation, GenerateReportMutationVariables>;
export const MarketOverviewDocument = new TypedDocumentString(`
    query MarketOverview($symbol: String!, $from: DateTime) {
  instrument(symbol: $symbol) {
    symbol
    name
    quote {
      price
      changeFraction
      asOf
    }
    series(maxPoints: 250) {
      timestamps
      close
    }
    indicators(
      inputs: [{type: SMA, period: 200}, {type: RSI}, {type: MACD}]
      from: $from
    ) {
      type
      parameters
      warmUpBars
      outputs {
        name
        timestamps
        values
      }
    }
    regime {
      asOf
      regime
      confidence
      trailingReturn
      annualisedVolatility
    }
    quality {
      overall
      completeness
      openEvents
    }
    weekly: series(interval: WEEKLY, maxPoints: 50) {
      timestamps
      close
    }
  }
}
    `) as unknown as TypedDocumentString<MarketOverviewQuery, MarketOverviewQueryVariables>;
export const RunBacktestDocument = new TypedDocumentString(`
    mutation RunBacktest($input: RunBacktestInput!) {
  runBacktest(input: $input) {
    id
    status
  }
}
    `) as unknown as TypedDocumentString<RunBacktestMutation, RunBacktestMutationVariables>;