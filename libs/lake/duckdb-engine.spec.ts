import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { DuckDbEngine } from './duckdb-engine.js';

let folder: string;
let engine: DuckDbEngine;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'duckdb-engine-'));
  await writeFile(join(folder, 'x.csv'), 'a\n1\n');
  engine = await DuckDbEngine.open({ folders: [folder], connections: 2, threads: 1 });
});

afterAll(async () => {
  engine.close();
  await rm(folder, { recursive: true });
});

it.each([
  ["SELECT * FROM read_csv('/etc/passwd')", 'disabled by configuration'],
  ["COPY (SELECT 1) TO '/tmp/quantgraph-escaped.csv'", 'disabled by configuration'],
  ["ATTACH '/tmp/quantgraph-escaped.db'", 'disabled by configuration'],
  ['INSTALL httpfs', 'disabled'],
  ['SET enable_external_access = true', 'Cannot'],
  ["SET allowed_directories = ['/']", 'Cannot'],
])('does not run %s', async (sql, reason) => {
  await expect(engine.use((connection) => connection.run(sql))).rejects.toThrow(reason);
});

it('reads in its folder, in UTC on every connection', async () => {
  const answers = await Promise.all(
    Array.from({ length: 6 }, () =>
      engine.use((connection) =>
        connection.runAndReadAll(`SELECT current_setting('TimeZone'), a FROM read_csv('${join(folder, 'x.csv')}')`),
      ),
    ),
  );
  for (const answer of answers) expect(answer.getRowsJson()).toEqual([['UTC', '1']]);
});
