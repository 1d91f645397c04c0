// node scripts/walk-the-graph.mjs [URL]: the README's walk, over HTTP, against a running installation. Fails when an
// answer is not what the README promises; prints what it saw.
import { readFileSync } from 'node:fs';

const url = process.argv[2] ?? 'http://127.0.0.1:4000/graphql';
const operation = (name) => readFileSync(new URL(`../client/operations/${name}.graphql`, import.meta.url), 'utf8');
const deadline = Date.now() + 30_000;

const { createStrategy } = await ask(operation('create-strategy'), {
  input: { name: 'Golden cross', config: { smaCrossover: { shortPeriod: 50, longPeriod: 200 } } },
});
const { createExperiment } = await ask(operation('create-experiment'), {
  input: { name: 'Trend study', strategyIds: [createStrategy.id] },
});
expect('the experiment links the strategy', createExperiment.strategies[0]?.id === createStrategy.id);

const { runBacktest } = await ask(operation('run-backtest'), {
  input: { strategyId: createStrategy.id, symbols: ['SPX'], startDate: '2000-01-03', endDate: '2020-04-17' },
});
await ask(operation('generate-report'), { input: { backtestId: runBacktest.id } });

let backtest;
for (;;) {
  ({ backtest } = await ask(operation('backtest-story'), { id: runBacktest.id }));
  if (backtest.narrativeReports[0]?.sections.length > 0 || Date.now() > deadline) break;
  await new Promise((resolve) => setTimeout(resolve, 50));
}
const [report] = backtest.narrativeReports;
expect('the backtest completed', backtest.status === 'COMPLETED');
expect('it has trades and a curve', backtest.trades.nodes.length === 3 && backtest.equityCurve.equity.length === 100);
expect('market data knows the instrument', backtest.instruments[0].coverage.barCount === 5105);
expect(
  'the walk goes to ml-platform and back',
  backtest.strategy.experiments.nodes[0].strategies[0].name === 'Golden cross',
);
expect('the report checks its numbers', report.factCheck.passed && report.factCheck.numbersChecked > 0);

const { instrument } = await ask(operation('market-overview'), {
  symbol: 'SPX',
  from: '2020-01-01T00:00:00Z',
});
expect('market data computes indicators', instrument.indicators[0].outputs[0].values.length === 74);
expect('it knows the regime of the last bar', instrument.regime.asOf === '2020-04-17');
expect('it finds no fault in the bars', instrument.quality.completeness === 100 && instrument.quality.openEvents === 0);

console.log(
  JSON.stringify(
    {
      performance: backtest.performance,
      trades: backtest.trades.totalCount,
      report: report.title,
      recommendation: report.recommendation,
      numbersChecked: report.factCheck.numbersChecked,
      regime: instrument.regime,
    },
    null,
    2,
  ),
);

async function ask(query, variables) {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = await response.json();
  if (errors) throw new Error(JSON.stringify(errors, null, 2));
  return data;
}

function expect(what, holds) {
  if (!holds) throw new Error(`not so: ${what}\n${JSON.stringify(backtest, null, 2)?.slice(0, 4000)}`);
  console.log(`ok  ${what}`);
}
