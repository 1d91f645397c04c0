// Generated from schema/enums by `npm run codegen`. Never edited.
/** Where an A/B test of two model versions stands. */
export const ABTestStatus = {
  /** Ended by itself, with a result. */
  COMPLETED: 'COMPLETED',
  /** Created; assigns nothing yet. */
  PENDING: 'PENDING',
  /** Assigns predictions to the two versions and collects their outcomes. */
  RUNNING: 'RUNNING',
  /** Ended by hand before it was complete. */
  STOPPED: 'STOPPED'
} as const;

export type ABTestStatus = typeof ABTestStatus[keyof typeof ABTestStatus];
/** How a portfolio's weights are found. */
export const AllocationMethod = {
  /** The same weight for each. */
  EQUAL_WEIGHT: 'EQUAL_WEIGHT',
  /** Risk shared out down a tree of correlation clusters (López de Prado). */
  HIERARCHICAL_RISK_PARITY: 'HIERARCHICAL_RISK_PARITY',
  /** Weights in inverse proportion to volatility. */
  INVERSE_VOLATILITY: 'INVERSE_VOLATILITY',
  /** The weights with the largest Sharpe ratio. */
  MAXIMUM_SHARPE: 'MAXIMUM_SHARPE',
  /** The weights with the smallest variance of the portfolio. */
  MINIMUM_VARIANCE: 'MINIMUM_VARIANCE',
  /** Weights that make each member contribute the same risk. */
  RISK_PARITY: 'RISK_PARITY'
} as const;

export type AllocationMethod = typeof AllocationMethod[keyof typeof AllocationMethod];
/** What is wrong with a bar or a series. A verdict uses the bars up to its own only, so that new data never changes it. */
export const AnomalyType = {
  /** Two bars with one timestamp; the last one was kept. */
  DUPLICATE_BAR: 'DUPLICATE_BAR',
  /** The figures of a financial statement do not add up: gross profit, the balance, or the change in cash. */
  INCONSISTENT_STATEMENT: 'INCONSISTENT_STATEMENT',
  /** A session that the trading calendar expects has no bar. */
  MISSING_SESSION: 'MISSING_SESSION',
  /** A price of zero or less; the row was rejected. */
  NON_POSITIVE_PRICE: 'NON_POSITIVE_PRICE',
  /** The high is below the open or the close, or the low is above one of them. */
  OHLC_INCONSISTENT: 'OHLC_INCONSISTENT',
  /** The return is far outside what the 60 returns before it suggest. */
  PRICE_JUMP: 'PRICE_JUMP',
  /** The last bar of a symbol that is kept up to date is older than three sessions. */
  STALE_DATA: 'STALE_DATA',
  /** Five bars in a row have the same open, high, low and close. */
  STALE_PRICE: 'STALE_PRICE',
  /** The close jumps by a usual split ratio, and the adjusted close does not make up for it. */
  UNADJUSTED_SPLIT: 'UNADJUSTED_SPLIT',
  /** The volume is far above what the 60 bars before it suggest. */
  VOLUME_SPIKE: 'VOLUME_SPIKE'
} as const;

export type AnomalyType = typeof AnomalyType[keyof typeof AnomalyType];
/** What kind of thing is traded; it decides the trading calendar. */
export const AssetClass = {
  /** A raw material; trades on weekdays. */
  COMMODITY: 'COMMODITY',
  /** A cryptocurrency; trades every day of the week. */
  CRYPTO: 'CRYPTO',
  /** An exchange-traded fund, on the calendar of the US exchanges. */
  ETF: 'ETF',
  /** A currency pair; trades on weekdays. */
  FOREX: 'FOREX',
  /** A market index, such as the S&P 500, on the calendar of the US exchanges. */
  INDEX: 'INDEX',
  /** A share in one company, on the calendar of the US exchanges. */
  STOCK: 'STOCK'
} as const;

export type AssetClass = typeof AssetClass[keyof typeof AssetClass];
/** How an audited mutation ended. */
export const AuditOutcome = {
  /** A fault of the platform stopped it. */
  FAILED: 'FAILED',
  /** It was turned down with a coded error; nothing was changed. */
  REFUSED: 'REFUSED',
  /** It did what was asked. */
  SUCCEEDED: 'SUCCEEDED'
} as const;

export type AuditOutcome = typeof AuditOutcome[keyof typeof AuditOutcome];
/** How far a backtest has come. */
export const BacktestStatus = {
  /** Stopped on request, before it had a result. */
  CANCELLED: 'CANCELLED',
  /** Ended with a result. */
  COMPLETED: 'COMPLETED',
  /** Ended without a result; `failure` says why. */
  FAILED: 'FAILED',
  /** Accepted and stored; waits for a worker. */
  PENDING: 'PENDING',
  /** A worker computes it now. */
  RUNNING: 'RUNNING'
} as const;

export type BacktestStatus = typeof BacktestStatus[keyof typeof BacktestStatus];
/** The state of one item on the checklist of a model version. */
export const ChecklistStatus = {
  /** Looked at, and not fulfilled. */
  FAILED: 'FAILED',
  /** Fulfilled. */
  PASSED: 'PASSED',
  /** Not looked at yet. */
  PENDING: 'PENDING'
} as const;

export type ChecklistStatus = typeof ChecklistStatus[keyof typeof ChecklistStatus];
/** The verdict of an evaluation against the thresholds of its scenario. */
export const ComplianceStatus = {
  /** A threshold that must be met was missed. */
  FAILED: 'FAILED',
  /** Every threshold was met. */
  PASSED: 'PASSED',
  /** Not everything was met, but nothing that fails the model; the comparisons say what. */
  WARNING: 'WARNING'
} as const;

export type ComplianceStatus = typeof ComplianceStatus[keyof typeof ComplianceStatus];
/** Who speaks in a chat session. */
export const ConversationRole = {
  /** The platform's assistant. */
  ASSISTANT: 'ASSISTANT',
  /** The platform's own instructions to the assistant. */
  SYSTEM: 'SYSTEM',
  /** What a tool returned: data to the assistant, never an instruction. */
  TOOL: 'TOOL',
  /** The person who owns the session. */
  USER: 'USER'
} as const;

export type ConversationRole = typeof ConversationRole[keyof typeof ConversationRole];
/** How much time one bar covers. */
export const DataInterval = {
  /** One trading day. */
  DAILY: 'DAILY',
  /** Fifteen minutes. */
  FIFTEEN_MINUTES: 'FIFTEEN_MINUTES',
  /** Five minutes. */
  FIVE_MINUTES: 'FIVE_MINUTES',
  /** One calendar month. */
  MONTHLY: 'MONTHLY',
  /** One minute. */
  ONE_MINUTE: 'ONE_MINUTE',
  /** Sixty minutes. */
  SIXTY_MINUTES: 'SIXTY_MINUTES',
  /** Thirty minutes. */
  THIRTY_MINUTES: 'THIRTY_MINUTES',
  /** One week. */
  WEEKLY: 'WEEKLY'
} as const;

export type DataInterval = typeof DataInterval[keyof typeof DataInterval];
/** How grave a data quality event is, by its score on a fixed scale. */
export const DataQualitySeverity = {
  /** A score of 0.85 or more; sends a notification. */
  CRITICAL: 'CRITICAL',
  /** A score from 0.5 to below 0.85; inconsistent and non-positive prices are at least this. */
  ERROR: 'ERROR',
  /** A score below 0.2. */
  INFO: 'INFO',
  /** A score from 0.2 to below 0.5. */
  WARNING: 'WARNING'
} as const;

export type DataQualitySeverity = typeof DataQualitySeverity[keyof typeof DataQualitySeverity];
/** Where a data quality event stands. */
export const DataQualityStatus = {
  /** Somebody has seen it and looks into it. */
  ACKNOWLEDGED: 'ACKNOWLEDGED',
  /** Raised, and nobody has taken it up. */
  OPEN: 'OPEN',
  /** Settled; `resolution` says how. */
  RESOLVED: 'RESOLVED'
} as const;

export type DataQualityStatus = typeof DataQualityStatus[keyof typeof DataQualityStatus];
/** Where a model version is deployed to. */
export const DeploymentEnvironment = {
  /** For trying things out. */
  DEVELOPMENT: 'DEVELOPMENT',
  /** What `Instrument.mlSignal` answers from. */
  PRODUCTION: 'PRODUCTION',
  /** For a last look before production. */
  STAGING: 'STAGING'
} as const;

export type DeploymentEnvironment = typeof DeploymentEnvironment[keyof typeof DeploymentEnvironment];
/** Where a deployment stands. */
export const DeploymentStatus = {
  /** It serves: `Instrument.mlSignal` really answers from it. */
  ACTIVE: 'ACTIVE',
  /** The version is being put in place. */
  DEPLOYING: 'DEPLOYING',
  /** It could not be brought up; it never served. */
  FAILED: 'FAILED',
  /** Asked for; waits for a worker. */
  PENDING: 'PENDING',
  /** Taken back; the version before it serves again. */
  ROLLBACK: 'ROLLBACK',
  /** Ended on purpose. */
  TERMINATED: 'TERMINATED',
  /** The version is being checked before it may serve. */
  VALIDATING: 'VALIDATING'
} as const;

export type DeploymentStatus = typeof DeploymentStatus[keyof typeof DeploymentStatus];
/** The four parts of the platform, each a subgraph with its own data. */
export const Domain = {
  /** Narrative reports, the strategy builder, ChatOps, prompt governance. */
  GEN_AI: 'GEN_AI',
  /** Instruments, bars, indicators, regimes, data quality, fundamentals, economics, news. */
  MARKET_DATA: 'MARKET_DATA',
  /** Features, datasets, experiments, models, deployments, drift, evaluation. */
  ML_PLATFORM: 'ML_PLATFORM',
  /** Strategies, backtests, optimisation, portfolios, watchlists, notifications, administration. */
  TRADING: 'TRADING'
} as const;

export type Domain = typeof Domain[keyof typeof Domain];
/** What became of a draft. A strategy exists only after a person has approved its draft. */
export const DraftStatus = {
  /** Approved: the strategy was created from it. */
  APPROVED: 'APPROVED',
  /** Waits for a person to decide. */
  PENDING_APPROVAL: 'PENDING_APPROVAL',
  /** Turned down; `reason` says why. */
  REJECTED: 'REJECTED'
} as const;

export type DraftStatus = typeof DraftStatus[keyof typeof DraftStatus];
/** The statistic that compares the newest bars with the rows that the model was trained on. */
export const DriftMethod = {
  /** Jensen–Shannon distance between the two distributions. */
  JENSEN_SHANNON: 'JENSEN_SHANNON',
  /** The largest distance between the two distribution functions (two-sample Kolmogorov–Smirnov). */
  KOLMOGOROV_SMIRNOV: 'KOLMOGOROV_SMIRNOV',
  /** Population stability index over ten quantile bins. */
  POPULATION_STABILITY_INDEX: 'POPULATION_STABILITY_INDEX'
} as const;

export type DriftMethod = typeof DriftMethod[keyof typeof DriftMethod];
/** How much of what a model feeds on has drifted: the share of its features whose distribution has moved. */
export const DriftSeverity = {
  /** Three quarters of the features or more. */
  CRITICAL: 'CRITICAL',
  /** Half of the features or more, less than three quarters. */
  HIGH: 'HIGH',
  /** Less than a quarter of the features. */
  LOW: 'LOW',
  /** A quarter of the features or more, less than a half. */
  MEDIUM: 'MEDIUM',
  /** No feature has drifted. */
  NONE: 'NONE'
} as const;

export type DriftSeverity = typeof DriftSeverity[keyof typeof DriftSeverity];
/** Every coded error a client can meet, in `errors[].extensions.code` and in `Failure.code`. */
export const ErrorCode = {
  /** The HTTP request itself could not be read as a GraphQL request. */
  BAD_REQUEST: 'BAD_REQUEST',
  /** A value of the input is not acceptable; the message says what was expected and what was found. */
  BAD_USER_INPUT: 'BAD_USER_INPUT',
  /** Somebody else was first: a stale revision, or a name that is taken. Read it again, then retry. */
  CONFLICT: 'CONFLICT',
  /** The request is sound, but the thing is not in a state that allows it. */
  FAILED_PRECONDITION: 'FAILED_PRECONDITION',
  /** The viewer is known and may not do this, whatever the input says. */
  FORBIDDEN: 'FORBIDDEN',
  /** The document is not GraphQL: it could not be parsed. */
  GRAPHQL_PARSE_FAILED: 'GRAPHQL_PARSE_FAILED',
  /** The document does not fit the schema: an unknown field, a missing argument, a wrong type. */
  GRAPHQL_VALIDATION_FAILED: 'GRAPHQL_VALIDATION_FAILED',
  /** A fault of the platform. The cause is hidden, and logged under the request id that comes with the error. */
  INTERNAL_SERVER_ERROR: 'INTERNAL_SERVER_ERROR',
  /** It does not exist, or the viewer may not know that it does. */
  NOT_FOUND: 'NOT_FOUND',
  /** The query asks for more than one request may cost; ask for less, or in several requests. */
  QUERY_TOO_COMPLEX: 'QUERY_TOO_COMPLEX',
  /** Too many requests in too short a time; retry later. */
  RATE_LIMITED: 'RATE_LIMITED',
  /** Nobody is known: the bearer token is missing, malformed, expired or not from the configured issuer. */
  UNAUTHENTICATED: 'UNAUTHENTICATED',
  /** A service that the answer depends on did not answer in time, or not at all; retry later. */
  UPSTREAM_UNAVAILABLE: 'UPSTREAM_UNAVAILABLE'
} as const;

export type ErrorCode = typeof ErrorCode[keyof typeof ErrorCode];
/** Whether an experiment still takes runs. */
export const ExperimentStatus = {
  /** Open to new runs. */
  ACTIVE: 'ACTIVE',
  /** Closed, and kept with everything in it. */
  ARCHIVED: 'ARCHIVED'
} as const;

export type ExperimentStatus = typeof ExperimentStatus[keyof typeof ExperimentStatus];
/** What the groups of a fairness audit are made of; a group has at least 30 rows with both classes. */
export const FairnessGrouping = {
  /** The asset class of the instrument. */
  ASSET_CLASS: 'ASSET_CLASS',
  /** The market regime on the day of the row. */
  MARKET_REGIME: 'MARKET_REGIME',
  /** The sector of the instrument. */
  SECTOR: 'SECTOR',
  /** The quarter, from calm to wild, that the row's volatility falls into. */
  VOLATILITY_QUARTILE: 'VOLATILITY_QUARTILE'
} as const;

export type FairnessGrouping = typeof FairnessGrouping[keyof typeof FairnessGrouping];
/** Where a feature stands in its life. */
export const FeatureStatus = {
  /** In use. */
  ACTIVE: 'ACTIVE',
  /** Kept for the record only. */
  ARCHIVED: 'ARCHIVED',
  /** Still works, and should not be chosen for anything new. */
  DEPRECATED: 'DEPRECATED',
  /** Defined, and not released for use yet. */
  DRAFT: 'DRAFT'
} as const;

export type FeatureStatus = typeof FeatureStatus[keyof typeof FeatureStatus];
/** How the values of a feature are to be read. */
export const FeatureType = {
  /** True or false, as 1 or 0. */
  BOOLEAN: 'BOOLEAN',
  /** One of a few classes, without an order. */
  CATEGORICAL: 'CATEGORICAL',
  /** A number on a scale. */
  NUMERICAL: 'NUMERICAL'
} as const;

export type FeatureType = typeof FeatureType[keyof typeof FeatureType];
/** At which price a market order fills. A strategy decides at the close of a bar and sees nothing later. */
export const FillTiming = {
  /** Fills at the open of the bar after the signal. An order placed on the last bar is not filled. */
  NEXT_OPEN: 'NEXT_OPEN',
  /** Fills at the close of the bar of the signal. */
  SIGNAL_CLOSE: 'SIGNAL_CLOSE'
} as const;

export type FillTiming = typeof FillTiming[keyof typeof FillTiming];
/**
 * The technical indicators. Each is computed here, from the stored bars, and sees nothing later than its own bar; it is
 * null until its warm-up is over.
 */
export const IndicatorType = {
  /** Wilder's average directional index, 0 to 100: how strong a trend is, whichever way it goes. */
  ADX: 'ADX',
  /** Aroon up and down, 0 to 100: how recent the highest high and the lowest low of the window are. */
  AROON: 'AROON',
  /** Wilder's average true range, in units of price. */
  ATR: 'ATR',
  /** Bollinger bands: a simple average in the middle, and bands a number of standard deviations above and below it. */
  BOLLINGER_BANDS: 'BOLLINGER_BANDS',
  /** Commodity channel index: the distance of the typical price from its average, in mean absolute deviations. */
  CCI: 'CCI',
  /** Double exponential moving average: 2 × EMA − EMA of EMA; lags less than EMA. */
  DEMA: 'DEMA',
  /** Exponential moving average, with the weight 2 ÷ (period + 1) on the newest value. */
  EMA: 'EMA',
  /** Kaufman's adaptive moving average: fast in a trend, slow in noise. */
  KAMA: 'KAMA',
  /** Moving average convergence and divergence: the fast EMA less the slow one, its signal line, and their difference. */
  MACD: 'MACD',
  /** On-balance volume: the running sum of volume, added when the close rises and taken off when it falls. */
  OBV: 'OBV',
  /** Rate of change: the return over `period` bars, as a fraction. */
  ROC: 'ROC',
  /** Relative strength index with Wilder's smoothing, 0 to 100. */
  RSI: 'RSI',
  /** Simple moving average: the mean of the last `period` values. */
  SMA: 'SMA',
  /** Stochastic oscillator, 0 to 100: where the close lies between the lowest low and the highest high. */
  STOCHASTIC: 'STOCHASTIC',
  /** Triple exponential moving average: 3 × EMA − 3 × EMA of EMA + EMA of EMA of EMA. */
  TEMA: 'TEMA',
  /** Triangular moving average: a simple average of simple averages, with most weight on the middle of the window. */
  TRIMA: 'TRIMA',
  /** The standard deviation of the returns over `period` bars, annualised, as a fraction. */
  VOLATILITY: 'VOLATILITY',
  /** Volume-weighted average price: the traded amount divided by the traded volume. */
  VWAP: 'VWAP',
  /** Weighted moving average, whose weights fall in equal steps from the newest value to the oldest. */
  WMA: 'WMA'
} as const;

export type IndicatorType = typeof IndicatorType[keyof typeof IndicatorType];
/** What an ingestion brings in. */
export const IngestionKind = {
  /** Price bars of instruments. */
  BARS: 'BARS',
  /** Economic series, such as GDP, prices and employment. */
  ECONOMIC: 'ECONOMIC',
  /** Company overviews, financial statements and earnings. */
  FUNDAMENTALS: 'FUNDAMENTALS',
  /** News articles. */
  NEWS: 'NEWS'
} as const;

export type IngestionKind = typeof IngestionKind[keyof typeof IngestionKind];
/** What a request to the strategy builder asks for. */
export const IntentType = {
  /** A new strategy. */
  CREATE_STRATEGY: 'CREATE_STRATEGY',
  /** What an existing strategy does, and why. */
  EXPLAIN_STRATEGY: 'EXPLAIN_STRATEGY',
  /** A change of an existing strategy. */
  MODIFY_STRATEGY: 'MODIFY_STRATEGY',
  /** The best parameters over a search space; starts a study. */
  OPTIMIZE_STRATEGY: 'OPTIMIZE_STRATEGY',
  /** Better parameter values for a strategy; starts a study. */
  RECOMMEND_PARAMETERS: 'RECOMMEND_PARAMETERS'
} as const;

export type IntentType = typeof IntentType[keyof typeof IntentType];
/** What a model learns to predict. A row whose horizon passes the end of the data has no label and is dropped. */
export const LabelType = {
  /** The return over `horizonBars`, as a fraction. */
  FORWARD_RETURN: 'FORWARD_RETURN',
  /** 1 when the return over `horizonBars` is above `threshold`, else 0. */
  FORWARD_RETURN_ABOVE: 'FORWARD_RETURN_ABOVE',
  /** 1 when the take-profit barrier is met before the stop barrier within `horizonBars`, else 0. */
  TRIPLE_BARRIER: 'TRIPLE_BARRIER'
} as const;

export type LabelType = typeof LabelType[keyof typeof LabelType];
/** The language in which the platform reads and writes prose. */
export const Language = {
  /** English. */
  EN: 'EN',
  /** Korean. */
  KO: 'KO'
} as const;

export type Language = typeof Language[keyof typeof Language];
/** The state of a market, named after its trend and its volatility. */
export const MarketRegimeType = {
  /** A falling market: the trailing return is clearly negative, measured in its own volatility. */
  BEARISH: 'BEARISH',
  /** A rising market: the trailing return is clearly positive, measured in its own volatility. */
  BULLISH: 'BULLISH',
  /** No clear trend and small swings. */
  SIDEWAYS: 'SIDEWAYS',
  /** No clear trend and large swings. */
  VOLATILE: 'VOLATILE'
} as const;

export type MarketRegimeType = typeof MarketRegimeType[keyof typeof MarketRegimeType];
/** How a model learns; every algorithm is seeded, so the same seed and data give the same model. */
export const ModelAlgorithm = {
  /** Shallow trees, each correcting those before it, on features sorted into 255 bins. */
  GRADIENT_BOOSTED_TREES: 'GRADIENT_BOOSTED_TREES',
  /** Logistic regression with an L2 penalty on standardised features; refused for the label FORWARD_RETURN. */
  LOGISTIC_REGRESSION: 'LOGISTIC_REGRESSION',
  /** Many trees, each on a bootstrap sample of the rows and a random part of the features, averaged. */
  RANDOM_FOREST: 'RANDOM_FOREST'
} as const;

export type ModelAlgorithm = typeof ModelAlgorithm[keyof typeof ModelAlgorithm];
/** How far a model version has come in the registry. */
export const ModelStage = {
  /** Out of use, and kept for the record. */
  ARCHIVED: 'ARCHIVED',
  /** Fresh from training; nothing has been shown yet. */
  EXPERIMENTAL: 'EXPERIMENTAL',
  /** Passed the whole checklist and approved by somebody who did not train it; one version per model at most. */
  PRODUCTION: 'PRODUCTION',
  /** Being checked for production. */
  STAGING: 'STAGING'
} as const;

export type ModelStage = typeof ModelStage[keyof typeof ModelStage];
/** The class of a language model, by ability and price. */
export const ModelTier = {
  /** Stronger than STANDARD, at a higher price. */
  ADVANCED: 'ADVANCED',
  /** Small and cheap: short texts and simple classification. */
  MINI: 'MINI',
  /** Built into the platform: templates and grammars, free of charge, without a network, the same words every time. */
  OFFLINE: 'OFFLINE',
  /** The strongest and dearest models. */
  PREMIUM: 'PREMIUM',
  /** The middle ground of ability and price. */
  STANDARD: 'STANDARD'
} as const;

export type ModelTier = typeof ModelTier[keyof typeof ModelTier];
/** What a notification tells of. */
export const NotificationType = {
  /** A backtest has ended. */
  BACKTEST_COMPLETED: 'BACKTEST_COMPLETED',
  /** A critical data quality event was raised. */
  DATA_QUALITY_ALERT: 'DATA_QUALITY_ALERT',
  /** A model version was deployed. */
  MODEL_DEPLOYED: 'MODEL_DEPLOYED',
  /** What a deployed model feeds on has drifted. */
  MODEL_DRIFT_ALERT: 'MODEL_DRIFT_ALERT',
  /** An optimisation has ended. */
  OPTIMIZATION_COMPLETED: 'OPTIMIZATION_COMPLETED',
  /** A strategy gave a new signal. */
  SIGNAL_GENERATED: 'SIGNAL_GENERATED',
  /** A message about the platform itself. */
  SYSTEM_ALERT: 'SYSTEM_ALERT'
} as const;

export type NotificationType = typeof NotificationType[keyof typeof NotificationType];
/** Which end of the objective is the better one. */
export const OptimizationDirection = {
  /** The larger, the better. */
  MAXIMIZE: 'MAXIMIZE',
  /** The smaller, the better. */
  MINIMIZE: 'MINIMIZE'
} as const;

export type OptimizationDirection = typeof OptimizationDirection[keyof typeof OptimizationDirection];
/** The direction of an order. */
export const OrderSide = {
  /** Takes units in. */
  BUY: 'BUY',
  /** Gives units away. */
  SELL: 'SELL'
} as const;

export type OrderSide = typeof OrderSide[keyof typeof OrderSide];
/** When, and at what price, an order may fill. Resting orders are good till cancelled. */
export const OrderType = {
  /** Rests until the price is as good as the limit, or better, and fills there. */
  LIMIT: 'LIMIT',
  /** Fills at once, at the price that the fill timing names. */
  MARKET: 'MARKET',
  /** Rests until the price reaches the stop, and fills there, or at the open after a gap through it. */
  STOP: 'STOP',
  /** Rests until the price reaches the stop, and from then on fills at the limit or better only. */
  STOP_LIMIT: 'STOP_LIMIT'
} as const;

export type OrderType = typeof OrderType[keyof typeof OrderType];
/** A figure of a finished backtest, to rank or to optimise by. Ratios are fractions: 0.12 is 12 %. */
export const PerformanceMetricName = {
  /** The geometric mean of the daily returns, carried to one year. */
  ANNUALISED_RETURN: 'ANNUALISED_RETURN',
  /** Annualised return ÷ maximum drawdown. */
  CALMAR_RATIO: 'CALMAR_RATIO',
  /** Cash and positions at the last close, in money. */
  FINAL_EQUITY: 'FINAL_EQUITY',
  /** The deepest fall of the equity below its running peak, as a positive fraction of that peak. */
  MAX_DRAWDOWN: 'MAX_DRAWDOWN',
  /** The sum of the positive trade returns ÷ the size of the sum of the negative ones. */
  PROFIT_FACTOR: 'PROFIT_FACTOR',
  /** Mean ÷ sample standard deviation of the returns above the risk-free rate, annualised. */
  SHARPE_RATIO: 'SHARPE_RATIO',
  /** Mean of the returns above the risk-free rate ÷ their downside deviation, annualised. */
  SORTINO_RATIO: 'SORTINO_RATIO',
  /** System quality number: √trades × mean profit ÷ sample standard deviation of the profits. */
  SQN: 'SQN',
  /** Last equity ÷ initial cash − 1. */
  TOTAL_RETURN: 'TOTAL_RETURN',
  /** The share of closed trades with a profit, costs included. */
  WIN_RATE: 'WIN_RATE'
} as const;

export type PerformanceMetricName = typeof PerformanceMetricName[keyof typeof PerformanceMetricName];
/** The column of a bar that an indicator is computed from. */
export const PriceField = {
  /** The last price of the bar. */
  CLOSE: 'CLOSE',
  /** The highest price of the bar. */
  HIGH: 'HIGH',
  /** The lowest price of the bar. */
  LOW: 'LOW',
  /** The first price of the bar. */
  OPEN: 'OPEN',
  /** The units traded in the bar. */
  VOLUME: 'VOLUME'
} as const;

export type PriceField = typeof PriceField[keyof typeof PriceField];
/** How dangerous the policy checks find a prompt. */
export const PromptRiskLevel = {
  /** Cannot be approved before the findings are gone: secrets, injection phrases, promises of profit and the like. */
  HIGH: 'HIGH',
  /** Nothing found that needs attention. */
  LOW: 'LOW',
  /** Findings that the reviewer has to weigh. */
  MEDIUM: 'MEDIUM'
} as const;

export type PromptRiskLevel = typeof PromptRiskLevel[keyof typeof PromptRiskLevel];
/** Where a version of a prompt stands on its way to use: DRAFT, IN_REVIEW, APPROVED, ARCHIVED, or back as REJECTED. */
export const PromptStatus = {
  /** Reviewed and fit for use; only approved versions ever reach a language model. */
  APPROVED: 'APPROVED',
  /** Was approved once; another version has taken its place. */
  ARCHIVED: 'ARCHIVED',
  /** Being written; not submitted yet. */
  DRAFT: 'DRAFT',
  /** Submitted: from here on its text never changes. Waits for somebody other than its author. */
  IN_REVIEW: 'IN_REVIEW',
  /** Turned down in review, with a note that says why. */
  REJECTED: 'REJECTED'
} as const;

export type PromptStatus = typeof PromptStatus[keyof typeof PromptStatus];
/** How often the weights of a portfolio are restored, or its members chosen again. */
export const RebalanceFrequency = {
  /** Every trading day. */
  DAILY: 'DAILY',
  /** Once a month. */
  MONTHLY: 'MONTHLY',
  /** Once a quarter. */
  QUARTERLY: 'QUARTERLY',
  /** Once a week. */
  WEEKLY: 'WEEKLY'
} as const;

export type RebalanceFrequency = typeof RebalanceFrequency[keyof typeof RebalanceFrequency];
/** How a market regime is found. Neither way looks ahead. */
export const RegimeMethod = {
  /** A hidden Markov model of four Gaussian states over trend and volatility, with probabilities from data up to the day. */
  HIDDEN_MARKOV_MODEL: 'HIDDEN_MARKOV_MODEL',
  /** Documented thresholds on trailing return, volatility and drawdown. */
  RULES: 'RULES'
} as const;

export type RegimeMethod = typeof RegimeMethod[keyof typeof RegimeMethod];
/** How long a report is. */
export const ReportDetail = {
  /** The main figures and the verdict. */
  BRIEF: 'BRIEF',
  /** Every section, with all the figures there are. */
  DETAILED: 'DETAILED',
  /** Every section, in moderate length. */
  STANDARD: 'STANDARD'
} as const;

export type ReportDetail = typeof ReportDetail[keyof typeof ReportDetail];
/** The form in which a whole report is handed out. */
export const ReportFormat = {
  /** One self-contained HTML page. */
  HTML: 'HTML',
  /** The report's sections and facts as a JSON document. */
  JSON: 'JSON',
  /** Plain text in Markdown. */
  MARKDOWN: 'MARKDOWN',
  /** A PDF file, encoded in base64. */
  PDF: 'PDF'
} as const;

export type ReportFormat = typeof ReportFormat[keyof typeof ReportFormat];
/** The verdict of a report, by documented thresholds on the backtest's figures and never by a language model. */
export const ReportRecommendation = {
  /** There is something in it; its parameters or its risk settings need work first. */
  OPTIMIZE: 'OPTIMIZE',
  /** The evidence holds: go on to the next stage. */
  PROCEED: 'PROCEED',
  /** The figures speak against it. */
  REJECT: 'REJECT',
  /** Too little evidence either way: test it on more data first. */
  RESEARCH: 'RESEARCH'
} as const;

export type ReportRecommendation = typeof ReportRecommendation[keyof typeof ReportRecommendation];
/** What a section of a narrative report is about. */
export const ReportSectionType = {
  /** The result and the recommendation in a few sentences. */
  EXECUTIVE_SUMMARY: 'EXECUTIVE_SUMMARY',
  /** What the markets did over the tested period. */
  MARKET_CONTEXT: 'MARKET_CONTEXT',
  /** Returns, risk-adjusted ratios and trades. */
  PERFORMANCE_ANALYSIS: 'PERFORMANCE_ANALYSIS',
  /** What to do next. */
  RECOMMENDATIONS: 'RECOMMENDATIONS',
  /** Drawdowns, tail losses, and how far the statistics can be trusted. */
  RISK_ASSESSMENT: 'RISK_ASSESSMENT',
  /** How the strategy came to its result: what worked and what did not. */
  STRATEGY_INSIGHTS: 'STRATEGY_INSIGHTS'
} as const;

export type ReportSectionType = typeof ReportSectionType[keyof typeof ReportSectionType];
/** What a user does on the platform. Whatever the role, users see what they own; only ADMIN sees more. */
export const Role = {
  /** Sees everything, whoever owns it, and may use the `admin…` fields. */
  ADMIN: 'ADMIN',
  /** Designs strategies, tests them and judges what comes out. */
  ANALYST: 'ANALYST',
  /** Sees to data, features and models. */
  ENGINEER: 'ENGINEER',
  /** Looks at results. */
  VIEWER: 'VIEWER'
} as const;

export type Role = typeof Role[keyof typeof Role];
/** How far a run in the background has come: an ingestion, an optimisation, a training, a report. */
export const RunStatus = {
  /** Stopped on request, before it had a result. */
  CANCELLED: 'CANCELLED',
  /** Ended with a result. */
  COMPLETED: 'COMPLETED',
  /** Ended without a result; `failure` says why. */
  FAILED: 'FAILED',
  /** Accepted and stored; waits for a worker. */
  PENDING: 'PENDING',
  /** A worker computes it now. */
  RUNNING: 'RUNNING'
} as const;

export type RunStatus = typeof RunStatus[keyof typeof RunStatus];
/** How an optimisation chooses the parameters of its next trials. All are seeded. */
export const SamplerType = {
  /** Covariance matrix adaptation evolution strategy: a population that moves and bends towards the better values. */
  CMA_ES: 'CMA_ES',
  /** Every combination, one after the other. */
  GRID: 'GRID',
  /** Drawn at random from the search space. */
  RANDOM: 'RANDOM',
  /** Tree-structured Parzen estimator: ten random trials, then where good trials are dense and bad ones are rare. */
  TPE: 'TPE'
} as const;

export type SamplerType = typeof SamplerType[keyof typeof SamplerType];
/** What a text says about the price of an instrument, from its sentiment score. */
export const SentimentLabel = {
  /** Clearly negative. */
  BEARISH: 'BEARISH',
  /** Clearly positive. */
  BULLISH: 'BULLISH',
  /** Neither way. */
  NEUTRAL: 'NEUTRAL',
  /** Rather negative. */
  SOMEWHAT_BEARISH: 'SOMEWHAT_BEARISH',
  /** Rather positive. */
  SOMEWHAT_BULLISH: 'SOMEWHAT_BULLISH'
} as const;

export type SentimentLabel = typeof SentimentLabel[keyof typeof SentimentLabel];
/** What a calibrated probability p suggests, against the base rate b of the training rows. */
export const SignalRecommendation = {
  /** p is at least b + 0.1 × (1 − b), short of STRONG_BUY. */
  BUY: 'BUY',
  /** p is too near to the base rate to say anything. */
  HOLD: 'HOLD',
  /** p is at most 0.9 × b, short of STRONG_SELL. */
  SELL: 'SELL',
  /** p is at least b + 0.25 × (1 − b). */
  STRONG_BUY: 'STRONG_BUY',
  /** p is at most 0.75 × b. */
  STRONG_SELL: 'STRONG_SELL'
} as const;

export type SignalRecommendation = typeof SignalRecommendation[keyof typeof SignalRecommendation];
/** What a strategy says at the close of a bar. */
export const SignalType = {
  /** Enter long; closes a short where shorts are allowed. */
  BUY: 'BUY',
  /** Change nothing. */
  HOLD: 'HOLD',
  /** Exit a long; enters a short where shorts are allowed. */
  SELL: 'SELL'
} as const;

export type SignalType = typeof SignalType[keyof typeof SignalType];
/** How many units an entry buys, or sells short: what `SizingInput.value` means. */
export const SizingMethod = {
  /** A fraction of equity, shared out over the symbols. */
  EQUITY_FRACTION: 'EQUITY_FRACTION',
  /** A fixed amount of money per order. */
  FIXED_CASH: 'FIXED_CASH',
  /** A fixed number of units per order. */
  FIXED_UNITS: 'FIXED_UNITS',
  /** Sized so that each position contributes the same annualised volatility, as far as the cash goes. */
  VOLATILITY_TARGET: 'VOLATILITY_TARGET'
} as const;

export type SizingMethod = typeof SizingMethod[keyof typeof SizingMethod];
/** The order of a sorted list. */
export const SortDirection = {
  /** The smallest, the earliest, or the first of the alphabet first. */
  ASC: 'ASC',
  /** The largest, the latest, or the last of the alphabet first. */
  DESC: 'DESC'
} as const;

export type SortDirection = typeof SortDirection[keyof typeof SortDirection];
/** The span that a financial statement covers. */
export const StatementPeriod = {
  /** One fiscal year. */
  ANNUAL: 'ANNUAL',
  /** One fiscal quarter. */
  QUARTERLY: 'QUARTERLY'
} as const;

export type StatementPeriod = typeof StatementPeriod[keyof typeof StatementPeriod];
/** What a list of strategies is sorted by. */
export const StrategySortField = {
  /** When it was created. */
  CREATED_AT: 'CREATED_AT',
  /** The name, in alphabetical order. */
  NAME: 'NAME',
  /** When it was last changed. */
  UPDATED_AT: 'UPDATED_AT'
} as const;

export type StrategySortField = typeof StrategySortField[keyof typeof StrategySortField];
/** The kinds of strategy; the matching member of the config holds the parameters. */
export const StrategyType = {
  /** Buys when the close crosses below the lower Bollinger band, sells when it crosses above the middle. */
  BOLLINGER_REVERSION: 'BOLLINGER_REVERSION',
  /** Buys the allocations on the first bar and keeps them; `rebalance` restores the weights. */
  BUY_AND_HOLD: 'BUY_AND_HOLD',
  /** Buys when the MACD line crosses above its signal line, sells when it crosses below. */
  MACD_CROSSOVER: 'MACD_CROSSOVER',
  /** Buys and sells by the probability that a trained model gives, on out-of-fold or later predictions only. */
  ML_SIGNAL: 'ML_SIGNAL',
  /** Buys when the return over `period` bars reaches `buyThreshold`, sells when it is down to `sellThreshold`. */
  MOMENTUM: 'MOMENTUM',
  /** Buys when Wilder's RSI crosses below `oversold`, sells when it crosses above `overbought`. */
  RSI_MEAN_REVERSION: 'RSI_MEAN_REVERSION',
  /** Entry and exit rules that the user wrote in the rule language. */
  RULES: 'RULES',
  /** Buys when the short simple average crosses above the long one, sells when it crosses below. */
  SMA_CROSSOVER: 'SMA_CROSSOVER'
} as const;

export type StrategyType = typeof StrategyType[keyof typeof StrategyType];
/** How far a unit of background work has come, in any domain. */
export const TaskStatus = {
  /** Ended without success; `failure` says why. */
  FAILURE: 'FAILURE',
  /** Stored; waits for a worker. */
  PENDING: 'PENDING',
  /** An attempt failed; waits for the next one. */
  RETRY: 'RETRY',
  /** Cancelled before it was done. */
  REVOKED: 'REVOKED',
  /** A worker is at it. */
  RUNNING: 'RUNNING',
  /** Done. */
  SUCCESS: 'SUCCESS'
} as const;

export type TaskStatus = typeof TaskStatus[keyof typeof TaskStatus];
/** How much a strategy template asks of its user. */
export const TemplateDifficulty = {
  /** Wants experience with the method behind it. */
  ADVANCED: 'ADVANCED',
  /** Works as it is; few parameters. */
  BEGINNER: 'BEGINNER',
  /** Wants its parameters chosen with some care. */
  INTERMEDIATE: 'INTERMEDIATE'
} as const;

export type TemplateDifficulty = typeof TemplateDifficulty[keyof typeof TemplateDifficulty];
/** The direction of a trade. */
export const TradeSide = {
  /** Bought first, sold later: gains when the price rises. */
  LONG: 'LONG',
  /** Sold first, bought back later: gains when the price falls. */
  SHORT: 'SHORT'
} as const;

export type TradeSide = typeof TradeSide[keyof typeof TradeSide];
/** How far one trial of an optimisation has come. */
export const TrialState = {
  /** Ended with a value. */
  COMPLETE: 'COMPLETE',
  /** Ended without a value. */
  FAIL: 'FAIL',
  /** Given up early, because it did worse than the median of the trials before it. */
  PRUNED: 'PRUNED',
  /** Its backtest runs. */
  RUNNING: 'RUNNING',
  /** Chosen, not started yet. */
  WAITING: 'WAITING'
} as const;

export type TrialState = typeof TrialState[keyof typeof TrialState];
/**
 * How a model is measured out of sample. In each, a training row is dropped when its label's interval meets the test part,
 * and so are `embargoBars` more.
 */
export const ValidationMethod = {
  /** One split in time: trained on the first part, tested on the last. */
  HOLD_OUT: 'HOLD_OUT',
  /** Each block of time is the test part once; the rest, before and after it, is trained on. */
  PURGED_K_FOLD: 'PURGED_K_FOLD',
  /** Folds in time order: each trains on what lies before its test part. */
  PURGED_WALK_FORWARD: 'PURGED_WALK_FORWARD'
} as const;

export type ValidationMethod = typeof ValidationMethod[keyof typeof ValidationMethod];
/** What a watchlist holds. */
export const WatchlistType = {
  /** Raw materials. */
  COMMODITIES: 'COMMODITIES',
  /** Cryptocurrencies. */
  CRYPTO: 'CRYPTO',
  /** Currency pairs. */
  FOREX: 'FOREX',
  /** Anything. */
  MIXED: 'MIXED',
  /** Shares, funds and indices. */
  STOCKS: 'STOCKS'
} as const;

export type WatchlistType = typeof WatchlistType[keyof typeof WatchlistType];