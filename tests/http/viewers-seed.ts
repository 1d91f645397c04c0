import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Answer } from './viewers-transports.js';

/** Asks as one user; throws when there are errors. */
// biome-ignore lint/suspicious/noExplicitAny: the shape is what the query says
export type Get = (query: string, variables?: Readonly<Record<string, unknown>>) => Promise<any>;

export interface Belongings {
  readonly strategyId: string;
  readonly experimentId: string;
  readonly backtestId: string;
  readonly reportId: string;
  readonly ingestionId: string;
  readonly importId: string;
}

export const run = { symbols: ['WAVE'], startDate: '2020-01-01', endDate: '2020-06-30' };
export const crossover = { smaCrossover: { shortPeriod: 3, longPeriod: 10 } };

/** Half a year of daily bars. */
export function waveInput(symbol = 'WAVE') {
  const bars = Array.from({ length: 182 }, (_, i) => {
    const close = 100 + 10 * Math.sin(i / 8);
    const timestamp = new Date(Date.UTC(2020, 0, 1 + i)).toISOString();
    return { timestamp, open: close, high: close + 1, low: close - 1, close, volume: 1000 };
  });
  return { symbol, interval: 'DAILY', bars };
}

/** One of everything that has an owner, each with the secret in its name. */
export async function acquire(get: Get, secret: string, dataDir: string): Promise<Belongings> {
  const { ingestBars } = await get('mutation ($input: IngestBarsInput!) { ingestBars(input: $input) { id } }', {
    input: waveInput(),
  });
  await mkdir(join(dataDir, 'import'), { recursive: true });
  await writeFile(join(dataDir, 'import', `${secret}.csv`), 'date,open,high,low,close,volume\n2020-01-02,1,1,1,1,1\n');
  const { importBars } = await get('mutation ($input: ImportBarsInput!) { importBars(input: $input) { id } }', {
    input: { symbol: 'IMPORTED', file: `${secret}.csv` },
  });
  const { createStrategy } = await get(
    'mutation ($input: CreateStrategyInput!) { createStrategy(input: $input) { id } }',
    { input: { name: `${secret} strategy`, config: crossover, tags: [secret] } },
  );
  const { createExperiment } = await get(
    'mutation ($input: CreateExperimentInput!) { createExperiment(input: $input) { id } }',
    { input: { name: `${secret} experiment`, strategyIds: [createStrategy.id] } },
  );
  const { runBacktest } = await get('mutation ($input: RunBacktestInput!) { runBacktest(input: $input) { id } }', {
    input: { strategyId: createStrategy.id, name: `${secret} backtest`, ...run },
  });
  const { generateNarrativeReport } = await get(
    'mutation ($input: GenerateReportInput!) { generateNarrativeReport(input: $input) { id } }',
    { input: { backtestId: runBacktest.id } },
  );
  return {
    strategyId: createStrategy.id,
    experimentId: createExperiment.id,
    backtestId: runBacktest.id,
    reportId: generateNarrativeReport.id,
    ingestionId: ingestBars.id,
    importId: importBars.id,
  };
}

export function dataOf({ data, errors }: Answer, query: string) {
  if (errors) throw new Error(`${query}: ${JSON.stringify(errors)}`);
  return data;
}
