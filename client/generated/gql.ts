/* eslint-disable */
import * as types from './graphql.js';



/**
 * Map of all GraphQL operations in the project.
 *
 * This map has several performance disadvantages:
 * 1. It is not tree-shakeable, so it will include all operations in the project.
 * 2. It is not minifiable, so the string of a GraphQL query will be multiple times inside the bundle.
 * 3. It does not support dead code elimination, so it will add unused operations.
 *
 * Therefore it is highly recommended to use the babel or swc plugin for production.
 * Learn more about it here: https://the-guild.dev/graphql/codegen/plugins/presets/preset-client#reducing-bundle-size
 */
type Documents = {
    "query BacktestStory($id: ID!) {\n  backtest(id: $id) {\n    status\n    performance {\n      totalReturn\n      sharpeRatio\n      maxDrawdown\n      totalTrades\n      winRate\n    }\n    equityCurve(maxPoints: 100) {\n      timestamps\n      equity\n      drawdown\n    }\n    trades(first: 3) {\n      nodes {\n        entryAt\n        exitAt\n        profitLoss\n      }\n      totalCount\n    }\n    instruments {\n      symbol\n      name\n      coverage {\n        firstBarAt\n        lastBarAt\n        barCount\n      }\n      quote {\n        price\n      }\n    }\n    strategy {\n      name\n      experiments {\n        nodes {\n          name\n          strategies {\n            name\n          }\n        }\n      }\n    }\n    narrativeReports {\n      title\n      recommendation\n      sections {\n        type\n        body\n      }\n      factCheck {\n        passed\n        numbersChecked\n      }\n    }\n  }\n}": typeof types.BacktestStoryDocument,
    "subscription BacktestUpdates($id: ID!) {\n  backtestUpdated(id: $id) {\n    status\n    progress\n    performance {\n      totalReturn\n      sharpeRatio\n    }\n    instruments {\n      symbol\n      quote {\n        price\n      }\n    }\n    strategy {\n      name\n      experiments {\n        nodes {\n          name\n        }\n      }\n    }\n  }\n}": typeof types.BacktestUpdatesDocument,
    "mutation CreateExperiment($input: CreateExperimentInput!) {\n  createExperiment(input: $input) {\n    id\n    strategies {\n      id\n      name\n    }\n  }\n}": typeof types.CreateExperimentDocument,
    "mutation CreateStrategy($input: CreateStrategyInput!) {\n  createStrategy(input: $input) {\n    id\n    name\n    type\n    revision\n  }\n}": typeof types.CreateStrategyDocument,
    "mutation GenerateReport($input: GenerateReportInput!) {\n  generateNarrativeReport(input: $input) {\n    id\n    status\n  }\n}": typeof types.GenerateReportDocument,
    "query MarketOverview($symbol: String!, $from: DateTime) {\n  instrument(symbol: $symbol) {\n    symbol\n    name\n    quote {\n      price\n      changeFraction\n      asOf\n    }\n    series(maxPoints: 250) {\n      timestamps\n      close\n    }\n    indicators(\n      inputs: [{type: SMA, period: 200}, {type: RSI}, {type: MACD}]\n      from: $from\n    ) {\n      type\n      parameters\n      warmUpBars\n      outputs {\n        name\n        timestamps\n        values\n      }\n    }\n    regime {\n      asOf\n      regime\n      confidence\n      trailingReturn\n      annualisedVolatility\n    }\n    quality {\n      overall\n      completeness\n      openEvents\n    }\n    weekly: series(interval: WEEKLY, maxPoints: 50) {\n      timestamps\n      close\n    }\n  }\n}": typeof types.MarketOverviewDocument,
    "mutation RunBacktest($input: RunBacktestInput!) {\n  runBacktest(input: $input) {\n    id\n    status\n  }\n}": typeof types.RunBacktestDocument,
};
const documents: Documents = {
    "query BacktestStory($id: ID!) {\n  backtest(id: $id) {\n    status\n    performance {\n      totalReturn\n      sharpeRatio\n      maxDrawdown\n      totalTrades\n      winRate\n    }\n    equityCurve(maxPoints: 100) {\n      timestamps\n      equity\n      drawdown\n    }\n    trades(first: 3) {\n      nodes {\n        entryAt\n        exitAt\n        profitLoss\n      }\n      totalCount\n    }\n    instruments {\n      symbol\n      name\n      coverage {\n        firstBarAt\n        lastBarAt\n        barCount\n      }\n      quote {\n        price\n      }\n    }\n    strategy {\n      name\n      experiments {\n        nodes {\n          name\n          strategies {\n            name\n          }\n        }\n      }\n    }\n    narrativeReports {\n      title\n      recommendation\n      sections {\n        type\n        body\n      }\n      factCheck {\n        passed\n        numbersChecked\n      }\n    }\n  }\n}": types.BacktestStoryDocument,
    "subscription BacktestUpdates($id: ID!) {\n  backtestUpdated(id: $id) {\n    status\n    progress\n    performance {\n      totalReturn\n      sharpeRatio\n    }\n    instruments {\n      symbol\n      quote {\n        price\n      }\n    }\n    strategy {\n      name\n      experiments {\n        nodes {\n          name\n        }\n      }\n    }\n  }\n}": types.BacktestUpdatesDocument,
    "mutation CreateExperiment($input: CreateExperimentInput!) {\n  createExperiment(input: $input) {\n    id\n    strategies {\n      id\n      name\n    }\n  }\n}": types.CreateExperimentDocument,
    "mutation CreateStrategy($input: CreateStrategyInput!) {\n  createStrategy(input: $input) {\n    id\n    name\n    type\n    revision\n  }\n}": types.CreateStrategyDocument,
    "mutation GenerateReport($input: GenerateReportInput!) {\n  generateNarrativeReport(input: $input) {\n    id\n    status\n  }\n}": types.GenerateReportDocument,
    "query MarketOverview($symbol: String!, $from: DateTime) {\n  instrument(symbol: $symbol) {\n    symbol\n    name\n    quote {\n      price\n      changeFraction\n      asOf\n    }\n    series(maxPoints: 250) {\n      timestamps\n      close\n    }\n    indicators(\n      inputs: [{type: SMA, period: 200}, {type: RSI}, {type: MACD}]\n      from: $from\n    ) {\n      type\n      parameters\n      warmUpBars\n      outputs {\n        name\n        timestamps\n        values\n      }\n    }\n    regime {\n      asOf\n      regime\n      confidence\n      trailingReturn\n      annualisedVolatility\n    }\n    quality {\n      overall\n      completeness\n      openEvents\n    }\n    weekly: series(interval: WEEKLY, maxPoints: 50) {\n      timestamps\n      close\n    }\n  }\n}": types.MarketOverviewDocument,
    "mutation RunBacktest($input: RunBacktestInput!) {\n  runBacktest(input: $input) {\n    id\n    status\n  }\n}": types.RunBacktestDocument,
};

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query BacktestStory($id: ID!) {\n  backtest(id: $id) {\n    status\n    performance {\n      totalReturn\n      sharpeRatio\n      maxDrawdown\n      totalTrades\n      winRate\n    }\n    equityCurve(maxPoints: 100) {\n      timestamps\n      equity\n      drawdown\n    }\n    trades(first: 3) {\n      nodes {\n        entryAt\n        exitAt\n        profitLoss\n      }\n      totalCount\n    }\n    instruments {\n      symbol\n      name\n      coverage {\n        firstBarAt\n        lastBarAt\n        barCount\n      }\n      quote {\n        price\n      }\n    }\n    strategy {\n      name\n      experiments {\n        nodes {\n          name\n          strategies {\n            name\n          }\n        }\n      }\n    }\n    narrativeReports {\n      title\n      recommendation\n      sections {\n        type\n        body\n      }\n      factCheck {\n        passed\n        numbersChecked\n      }\n    }\n  }\n}"): typeof import('./graphql.js').BacktestStoryDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "subscription BacktestUpdates($id: ID!) {\n  backtestUpdated(id: $id) {\n    status\n    progress\n    performance {\n      totalReturn\n      sharpeRatio\n    }\n    instruments {\n      symbol\n      quote {\n        price\n      }\n    }\n    strategy {\n      name\n      experiments {\n        nodes {\n          name\n        }\n      }\n    }\n  }\n}"): typeof import('./graphql.js').BacktestUpdatesDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "mutation CreateExperiment($input: CreateExperimentInput!) {\n  createExperiment(input: $input) {\n    id\n    strategies {\n      id\n      name\n    }\n  }\n}"): typeof import('./graphql.js').CreateExperimentDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "mutation CreateStrategy($input: CreateStrategyInput!) {\n  createStrategy(input: $input) {\n    id\n    name\n    type\n    revision\n  }\n}"): typeof import('./graphql.js').CreateStrategyDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "mutation GenerateReport($input: GenerateReportInput!) {\n  generateNarrativeReport(input: $input) {\n    id\n    status\n  }\n}"): typeof import('./graphql.js').GenerateReportDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query MarketOverview($symbol: String!, $from: DateTime) {\n  instrument(symbol: $symbol) {\n    symbol\n    name\n    quote {\n      price\n      changeFraction\n      asOf\n    }\n    series(maxPoints: 250) {\n      timestamps\n      close\n    }\n    indicators(\n      inputs: [{type: SMA, period: 200}, {type: RSI}, {type: MACD}]\n      from: $from\n    ) {\n      type\n      parameters\n      warmUpBars\n      outputs {\n        name\n        timestamps\n        values\n      }\n    }\n    regime {\n      asOf\n      regime\n      confidence\n      trailingReturn\n      annualisedVolatility\n    }\n    quality {\n      overall\n      completeness\n      openEvents\n    }\n    weekly: series(interval: WEEKLY, maxPoints: 50) {\n      timestamps\n      close\n    }\n  }\n}"): typeof import('./graphql.js').MarketOverviewDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "mutation RunBacktest($input: RunBacktestInput!) {\n  runBacktest(input: $input) {\n    id\n    status\n  }\n}"): typeof import('./graphql.js').RunBacktestDocument;


export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}
