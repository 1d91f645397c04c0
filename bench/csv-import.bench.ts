import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { BarLakeWriter } from '#lake/bar-lake-writer.js';
import { importBars } from '#lake/import-bars.js';
import { median } from './report.js';

/**
 * Importing a CSV file of one-minute bars into the lake, beside DuckDB's own read_csv → Parquet copy of the same file.
 * The import also checks every cell, puts the bars in order, hashes the file and waits for the disk. Both run in turn
 * in one process with as many threads; the figure is the ratio of the medians.
 */
// --smoke: short, to see that it runs.
const isSmoke = process.argv.includes('--smoke');
const ROWS = isSmoke ? 20_000 : 1_000_000;
const ROUNDS = isSmoke ? 2 : 5;
const TARGET = 3;
const THREADS = '2';

const folder = await mkdtemp(join(tmpdir(), 'quantgraph-csv-import-'));
try {
  const csv = join(folder, 'bars.csv');
  await writeFile(csv, csvOfBars(ROWS));
  const duckdb = await DuckDBInstance.create(':memory:', { threads: THREADS, memory_limit: '512MB' });
  const connection = await duckdb.connect();
  const copy = async (round: number) => {
    const target = join(folder, `copy-${round}.parquet`);
    await connection.run(`COPY (SELECT * FROM read_csv('${csv}')) TO '${target}' (FORMAT parquet)`);
    await rm(target);
  };
  const load = async (round: number) => {
    const root = join(folder, `lake-${round}`);
    const writer = await BarLakeWriter.open({ root, importFolders: [folder], threads: Number(THREADS) });
    const request = { symbol: 'BENCH', interval: 'ONE_MINUTE', folder, file: 'bars.csv', source: 'bench' } as const;
    const began = performance.now();
    const { added } = await importBars(writer, request);
    const ms = performance.now() - began;
    if (added !== ROWS) throw new Error(`imported ${added} bars of ${ROWS}`);
    await writer.close();
    await rm(root, { recursive: true });
    return ms;
  };
  const ours: number[] = [];
  const theirs: number[] = [];
  for (let round = -1; round < ROUNDS; round++) {
    const began = performance.now();
    await copy(round);
    const copied = performance.now() - began;
    const loaded = await load(round);
    // The first round warms both up.
    if (round >= 0) {
      theirs.push(copied);
      ours.push(loaded);
    }
  }
  const ratio = median(ours) / median(theirs);
  const megabytes = (await stat(csv)).size / 2 ** 20;
  console.log(`${ROWS} bars, ${megabytes.toFixed(0)} MB of CSV, ${ROUNDS} rounds in turn`);
  console.log(`read_csv → Parquet  ${median(theirs).toFixed(0)} ms`);
  console.log(`import into lake    ${median(ours).toFixed(0)} ms`);
  console.log(`ratio ${ratio.toFixed(2)} (target: at most ${TARGET})`);
  if (ratio > TARGET) process.exitCode = 1;
} finally {
  await rm(folder, { recursive: true, force: true });
}

/** A seeded walk, with as many decimals as real minute bars have. */
function csvOfBars(rows: number): string {
  let seed = 20_200_417;
  const random = () => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    return seed / 2 ** 32;
  };
  const lines = ['timestamp,open,high,low,close,volume'];
  let close = 100;
  for (let i = 0; i < rows; i++) {
    const open = close;
    close = Math.max(1, open * (1 + (random() - 0.5) * 0.002));
    const [high, low] = [Math.max(open, close) * 1.0005, Math.min(open, close) * 0.9995];
    const time = new Date(Date.UTC(2015, 0, 2) + i * 60_000).toISOString();
    const prices = [open, high, low, close].map((price) => price.toFixed(4)).join(',');
    lines.push(`${time},${prices},${Math.floor(random() * 100_000)}`);
  }
  return `${lines.join('\n')}\n`;
}
