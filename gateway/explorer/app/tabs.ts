/** The typed client's operations, by the names of their files; build-explorer.mjs puts them here. */
declare const OPERATIONS: Readonly<Record<string, string>>;

const STRATEGY_ID = 'the id of a strategy, from the first tab';
const BACKTEST_ID = 'the id of a backtest, from the third tab';

/** One way through the whole graph, a tab a step, then what market data can tell. They are the operations of the typed client. */
export const tabs = [
  tab('create-strategy', {
    input: { name: 'Golden cross', config: { smaCrossover: { shortPeriod: 50, longPeriod: 200 } } },
  }),
  tab('create-experiment', { input: { name: 'Trend study', strategyIds: [STRATEGY_ID] } }),
  tab('run-backtest', {
    input: { strategyId: STRATEGY_ID, symbols: ['SPX'], startDate: '2000-01-03', endDate: '2020-04-17' },
  }),
  tab('generate-report', { input: { backtestId: BACKTEST_ID } }),
  tab('backtest-story', { id: BACKTEST_ID }),
  tab('backtest-updates', { id: BACKTEST_ID }),
  tab('market-overview', { symbol: 'SPX', from: '2020-01-01T00:00:00Z' }),
];

function tab(operation: string, variables: object) {
  const query = OPERATIONS[operation];
  if (query === undefined) throw new Error(`client/operations has no ${operation}.graphql`);
  return { query, variables: JSON.stringify(variables, null, 2) };
}
