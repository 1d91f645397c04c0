import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { BAR_COLUMNS } from '#lake/bar-columns.js';
import { BarLakeReader } from '#lake/bar-lake-reader.js';
import { BarLakeWriter } from '#lake/bar-lake-writer.js';
import { resampleSql } from '#lake/resample-sql.js';
import { AssetClass } from '#schema/generated/enums.js';
import { marketSessions } from '../subgraphs/market-data/bar/engine/market-sessions.js';
import { minuteBars } from './minute-bars.js';
import { median, report } from './report.js';

/**
 * A million one-minute bars made into days by New York's sessions, through the lake's reader with nothing kept, beside
 * the same SQL in a bare DuckDB whose result is fetched and dropped; in turn, with as many threads. The target is on
 * their ratio. The third figure is what one would write by hand with DuckDB's own time zones.
 */
// --smoke: short, to see that it runs.
const isSmoke = process.argv.includes('--smoke');
const BARS = isSmoke ? 20_000 : 1_000_000;
const ROUNDS = isSmoke ? 2 : 15;
const TARGET = 1.3;
const THREADS = 2;

const root = await mkdtemp(join(tmpdir(), 'quantgraph-resampling-'));
try {
  const key = { symbol: 'BENCH', interval: 'ONE_MINUTE' } as const;
  const writer = await BarLakeWriter.open({ root, threads: THREADS });
  const { entry } = await writer.upsert(key, minuteBars(BARS), 'bench');
  await writer.close();
  const { file, firstBarAt, lastBarAt } = entry!;
  const rule = marketSessions(AssetClass.STOCK, firstBarAt, lastBarAt);
  const path = join(root, file);
  const sql = resampleSql([{ path, interval: 'DAILY', rule, adjusted: false }], BAR_COLUMNS);
  const byHand = `SELECT date_trunc('day', timezone('America/New_York', timezone('UTC', "timestamp"))) AS day,
      arg_min("open", "timestamp"), max(high), min(low), arg_max("close", "timestamp"), sum(volume)
    FROM read_parquet('${path}') GROUP BY day ORDER BY day`;
  const duckdb = await DuckDBInstance.create(':memory:', { threads: String(THREADS), memory_limit: '512MB' });
  const connection = await duckdb.connect();
  const request = { symbol: key.symbol, interval: 'DAILY', source: key.interval, rule } as const;

  const ours: number[] = [];
  const bare: number[] = [];
  const hand: number[] = [];
  // A cache without room: every round reads and makes all of it again.
  const reader = await BarLakeReader.open({ root, threads: THREADS, cacheMb: 0 });
  const snapshot = await reader.currentSnapshot();
  for (let round = -1; round < ROUNDS; round++) {
    const times = [
      await timed(() => fetchAll(connection, sql)),
      await timed(async () => {
        const [days] = await reader.resample(snapshot, [request]);
        return days!.timestamps.length;
      }),
      await timed(() => fetchAll(connection, byHand)),
    ] as const;
    if (new Set(times.map(({ rows }) => rows)).size !== 1) throw new Error('they differ in the number of days');
    // The first round warms all of them up.
    if (round < 0) continue;
    bare.push(times[0].ms);
    ours.push(times[1].ms);
    hand.push(times[2].ms);
  }
  reader.close();
  const ratio = median(ours) / median(bare);
  report(`resampling ${BARS.toLocaleString('en')} one-minute bars to days (ms)`, {
    'the same SQL in DuckDB alone': median(bare),
    'through the lake': median(ours),
    'by hand, with DuckDB’s time zones': median(hand),
    [`ratio to the same SQL (target: at most ${TARGET})`]: ratio,
  });
  if (!isSmoke && ratio > TARGET) process.exitCode = 1;
} finally {
  await rm(root, { recursive: true, force: true });
}

async function timed(work: () => Promise<number>): Promise<{ ms: number; rows: number }> {
  const began = performance.now();
  const rows = await work();
  return { ms: performance.now() - began, rows };
}

async function fetchAll(connection: DuckDBConnection, statement: string): Promise<number> {
  const result = await connection.stream(statement);
  let rows = 0;
  for (;;) {
    const chunk = await result.fetchChunk();
    if (chunk === null || chunk.rowCount === 0) return rows;
    rows += chunk.rowCount;
  }
}
