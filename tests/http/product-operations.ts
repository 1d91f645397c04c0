import type { BacktestStatus, DataInterval, RunStatus } from '#schema/generated/enums.js';
import type { TypedDocument } from '../../client/graph-fetch.js';

/** Operations of these tests beyond those of the client package, with the types of what they ask for. */
function operation<Result, Variables>(text: string): TypedDocument<Result, Variables> {
  return { toString: () => text };
}

interface ById {
  readonly id: string;
}

/** Every figure of a run: what must be the same to the last bit. */
export type Figures = Readonly<Record<string, number | null>>;

export const UpdateStrategy = operation<
  { updateStrategy: { id: string; name: string; revision: number } },
  { input: { id: string; name: string; config: { rsiMeanReversion: { period: number } } } }
>('mutation ($input: UpdateStrategyInput!) { updateStrategy(input: $input) { id name revision } }');

export const LinkStrategy = operation<
  { linkStrategyToExperiment: { id: string } },
  { strategyId: string; experimentId: string }
>(`mutation ($strategyId: ID!, $experimentId: ID!) {
  linkStrategyToExperiment(strategyId: $strategyId, experimentId: $experimentId) { id }
}`);

export interface IngestionState {
  readonly id: string;
  readonly status: RunStatus;
  readonly rowsWritten: number;
  readonly snapshotId: string | null;
}

export interface BarSent {
  readonly timestamp: string;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  readonly volume: number;
}

export const IngestBars = operation<
  { ingestBars: IngestionState },
  { input: { symbol: string; bars: readonly BarSent[]; assetClass?: 'CRYPTO' } }
>('mutation ($input: IngestBarsInput!) { ingestBars(input: $input) { id status rowsWritten snapshotId } }');

export const ImportBars = operation<
  { importBars: IngestionState },
  { input: { symbol: string; file: string; assetClass?: 'CRYPTO' } }
>('mutation ($input: ImportBarsInput!) { importBars(input: $input) { id status rowsWritten snapshotId } }');

export const GetStrategy = operation<{ strategy: { name: string; revision: number } | null }, ById>(
  'query ($id: ID!) { strategy(id: $id) { name revision } }',
);

export const GetExperiment = operation<{ modelExperiment: { name: string; strategies: readonly ById[] } | null }, ById>(
  'query ($id: ID!) { modelExperiment(id: $id) { name strategies(first: 100) { id } } }',
);

export interface BacktestState {
  readonly status: BacktestStatus;
  readonly failure: { readonly message: string } | null;
  readonly dataSnapshotId: string | null;
  readonly symbols: readonly string[];
  readonly performance: Figures | null;
  readonly equityCurve: { readonly equity: readonly number[] } | null;
  readonly trades: { readonly totalCount: number };
}

export const GetBacktest = operation<{ backtest: BacktestState | null }, ById>(`query ($id: ID!) {
  backtest(id: $id) {
    status failure { message } dataSnapshotId symbols
    performance {
      totalReturn annualisedReturn annualisedVolatility sharpeRatio sortinoRatio maxDrawdown averageDrawdown
      totalTrades winRate profitFactor sqn exposure finalEquity totalCommission kurtosis valueAtRisk95 beta alpha
    }
    equityCurve(maxPoints: 50) { equity }
    trades(first: 1) { totalCount }
  }
}`);

export const GetReport = operation<
  {
    narrativeReport: {
      status: RunStatus;
      failure: { message: string } | null;
      sections: readonly { body: string }[];
      factCheck: { passed: boolean } | null;
    } | null;
  },
  ById
>(`query ($id: ID!) {
  narrativeReport(id: $id) { status failure { message } sections { body } factCheck { passed } }
}`);

export const GetIngestion = operation<
  { ingestion: (IngestionState & { failure: { message: string } | null }) | null },
  ById
>('query ($id: ID!) { ingestion(id: $id) { id status rowsWritten snapshotId failure { message } } }');

export const GetCoverage = operation<
  { instrument: { coverage: { barCount: number } | null } | null },
  { symbol: string; interval?: DataInterval }
>(`query ($symbol: String!, $interval: DataInterval = DAILY) {
  instrument(symbol: $symbol) { coverage(interval: $interval) { barCount } }
}`);

/** How many of each there are. */
export const GetTotals = operation<
  Record<'strategies' | 'modelExperiments' | 'backtests' | 'narrativeReports' | 'ingestions', { totalCount: number }>,
  Record<string, never>
>(`{
  strategies { totalCount } modelExperiments { totalCount } backtests { totalCount }
  narrativeReports { totalCount } ingestions { totalCount }
}`);

export const GetEconomicSeries = operation<
  {
    economicSeriesList: readonly {
      code: string;
      latest: number | null;
      observations: { values: readonly (number | null)[] };
    }[];
  },
  Record<string, never>
>('{ economicSeriesList { code latest observations { values } } }');
