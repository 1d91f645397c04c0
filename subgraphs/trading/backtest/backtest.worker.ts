import { workerTask } from '#kit/jobs/worker-task.js';
import { BarLakeReader } from '#lake/bar-lake-reader.js';
import { ColumnTables } from '#lake/column-tables.js';
import { BacktestResults } from './backtest-results.js';
import { type BacktestJobInput, type BacktestJobOutput, runBacktestJob } from './run-backtest-job.js';

/** The thread keeps its lake and its tables open: a DuckDB takes longer to open than a small run takes. */
let opened: Promise<{ lake: BarLakeReader; results: BacktestResults }> | undefined;

async function open(folders: BacktestJobInput['folders']) {
  const [lake, tables] = await Promise.all([
    BarLakeReader.open({ root: folders.bars, threads: 1 }),
    ColumnTables.open({ root: folders.results }),
  ]);
  return { lake, results: new BacktestResults(tables) };
}

export default workerTask(async (input: BacktestJobInput, task): Promise<BacktestJobOutput> => {
  opened ??= open(input.folders);
  const { lake, results } = await opened;
  return runBacktestJob(input, lake, results, {
    onProgress: (fraction) => task.reportProgress(fraction),
    shouldStop: () => task.cancelled,
  });
});
