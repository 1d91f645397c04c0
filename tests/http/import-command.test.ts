import { spawn } from 'node:child_process';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { projectRoot } from '#kit/config/project-root.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import { buildProduct, type ReadyProduct, startProduct, stopProduct } from './product-process.js';

// Each test starts a process or two.
vi.setConfig({ testTimeout: 60_000 });

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let dataDir: string;
/** Where the user stands, with files of their own. */
let cwd: string;

beforeAll(async () => {
  buildProduct();
  folder = await temporaryFolder();
  [dataDir, cwd] = [join(folder.path, 'data'), join(folder.path, 'home')];
  await mkdir(cwd);
  const days = Array.from({ length: 20 }, (_, i) => `2020-01-${String(i + 1).padStart(2, '0')},${100 + i},1000`);
  await writeFile(join(cwd, 'prices.csv'), `date,close,volume\n${days.join('\n')}\n2020-01-20,150,1\n2020-01-21,0,1\n`);
  await writeFile(join(cwd, 'bad.csv'), 'date,close\n2020-01-01,1\n2020-01-02,x\n');
  const minutes = Array.from({ length: 600_000 }, (_, i) => `${1_500_000_000 + i * 60},${1 + (i % 97)}.25`);
  await writeFile(join(cwd, 'long.csv'), `date,close\n${minutes.join('\n')}\n`);
  await writeFile(join(cwd, 'no.parquet'), 'date,close\n');
  await writeFile(join(cwd, 'names.csv'), 'symbol,name,sector\nHERE,Here Inc.,Utilities\n');
}, 60_000);
afterAll(() => folder.remove());

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** `npm run import -- …`, as npm runs it: from the package's folder, knowing where the user stands. */
function runImport(...words: string[]): Promise<Ended> {
  return runUntil(null, words);
}

/** The same, until it has written some words: then it is sent a signal. */
async function runUntil(stop: { said: string; signal: NodeJS.Signals } | null, words: string[]): Promise<Ended> {
  const child = spawn(process.execPath, [join(projectRoot(), 'dist/embedded/import/main.js'), ...words], {
    cwd: projectRoot(),
    env: { PATH: process.env['PATH'], DATA_DIR: dataDir, PORT: '1', SAMPLE_DATA: 'off', INIT_CWD: cwd },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr'] as const) {
    child[stream].setEncoding('utf8').on('data', (text: string) => {
      said[stream] += text;
      if (stop !== null && said[stream].includes(stop.said)) {
        child.kill(stop.signal);
        stop = null;
      }
    });
  }
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, ...said };
}

async function barsOf(url: string, symbol: string): Promise<unknown> {
  const query = `{ instrument(symbol: "${symbol}") { name coverage { barCount source } bars(first: 100) { nodes { close } } } }`;
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  });
  return ((await response.json()) as { data: { instrument: unknown } }).data.instrument;
}

const SUMMARY = [
  /^ {2}rows written +20, of which 0 replaced/m,
  /^ {2}rows rejected +1 /m,
  /^ {2}duplicates +1;/m,
  /^ {2}quality events +\d+$/m,
  /^ {2}snapshot +snap_\d+_[0-9a-f]{32}$/m,
  /^ {2}time +[\d.]+ s, [\d,]+ rows a second$/m,
];

it('explains itself', async () => {
  expect(await runImport('--help')).toMatchObject({
    code: 0,
    stderr: '',
    stdout: expect.stringContaining('Usage: npm run import'),
  });
});

describe('where no server runs', () => {
  it('imports, tells how far it is in plain lines, and sums up', async () => {
    const { code, stdout, stderr } = await runImport('prices.csv', '--symbol', 'alone');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain('No server uses the data folder: importing here');
    expect(stdout).toContain('prices.csv → ALONE DAILY 100 %\n');
    expect(stdout).not.toContain('\r');
    for (const line of SUMMARY) expect(stdout).toMatch(line);
    // Nothing is left where the file was put, and nobody holds the folder.
    expect(await readdir(join(dataDir, 'import'))).toEqual([]);
    expect(await readdir(dataDir)).not.toContain('address');
  });

  it.each([
    [['none.csv', '--symbol', 'X'], 'There is no file'],
    [['bad.csv', '--symbol', 'X'], 'line 3, column "close": expected a number above 0, found "x"'],
    [['prices.csv', '--symbol', 'not one'], 'expected a symbol'],
    [['prices.csv'], 'Expected --symbol'],
    [['no.parquet', '--symbol', 'X'], 'expected a Parquet file, found something else in "no.parquet"'],
    [
      ['names.csv', '--symbol', 'X', '--url', 'http://127.0.0.1:1'],
      '--url: no server answers at http://127.0.0.1:1/graphql',
    ],
    [['long.csv', '--symbol', 'X'], 'Give the interval ONE_MINUTE'],
  ])('says in one line why %j cannot be', async (words, reason) => {
    const { code, stderr } = await runImport(...words);
    expect(code).toBe(1);
    expect(stderr).toContain(reason);
    expect(stderr.trim().split('\n')).toHaveLength(1);
    expect((await readdir(join(dataDir, 'import')).catch(() => [])).length).toBe(0);
  });

  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('stops at %s, says what became of the import, and leaves nothing behind', async (signal, expected) => {
    const stop = { said: 'importing here', signal };
    const words = ['long.csv', '--symbol', `STOP${expected}`, '--interval', 'ONE_MINUTE'];
    const { code, stderr, stdout } = await runUntil(stop, words);
    // How far it came by then, only the machine knows; that it is told, and true, is what matters.
    if (code === 0) expect(stdout).toMatch(SUMMARY[4]!);
    else expect({ code, stderr }).toEqual({ code: expected, stderr: expect.stringMatching(STOPPED) });
    expect(await readdir(join(dataDir, 'import'))).toEqual([]);
  });
});

const STOPPED = /^Stopped(:.*nothing was written\.| too late:.*600,000 rows are written\.)\n$/;

describe('where a server runs', () => {
  let product: ReadyProduct;

  beforeAll(async () => {
    product = await startProduct({ dataDir, environment: { SAMPLE_DATA: 'off' } });
  }, 60_000);
  afterAll(() => stopProduct(product));

  it('has what was imported before it ran', async () => {
    expect(await barsOf(product.url, 'ALONE')).toMatchObject({ coverage: { barCount: 20, source: 'import' } });
  });

  it('finds it, whatever its port, and has it import', async () => {
    const { code, stdout, stderr } = await runImport('prices.csv', '--symbol', 'HERE');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain(`The server at ${product.url}/graphql imports`);
    for (const line of SUMMARY) expect(stdout).toMatch(line);
    expect(await barsOf(product.url, 'HERE')).toMatchObject({ coverage: { barCount: 20 } });
    expect(await readdir(join(dataDir, 'import'))).toEqual([]);
  });

  it('imports facts about instruments', async () => {
    const { code, stdout } = await runImport('names.csv', '--instruments');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^ {2}changed +1$/m);
    expect(await barsOf(product.url, 'HERE')).toMatchObject({ name: 'Here Inc.' });
  });

  it('says why the server refuses, and when it is not to be reached', async () => {
    const refused = await runImport('bad.csv', '--symbol', 'X');
    expect(refused).toMatchObject({ code: 1, stderr: expect.stringContaining('line 3, column "close"') });
    const away = await runImport('prices.csv', '--symbol', 'X', '--url', 'http://127.0.0.1:1');
    expect(away).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('no server answers at http://127.0.0.1:1/graphql'),
    });
    expect(away.stderr).not.toContain('in use');
  });

  it('has the server stop when it is stopped itself', async () => {
    const stop = { said: 'imports\n', signal: 'SIGINT' as const };
    const words = ['long.csv', '--symbol', 'THERE', '--interval', 'ONE_MINUTE'];
    const { code, stderr, stdout } = await runUntil(stop, words);
    if (code === 0) expect(stdout).toMatch(SUMMARY[4]!);
    else expect({ code, stderr }).toEqual({ code: 130, stderr: expect.stringMatching(STOPPED) });
    expect(await readdir(join(dataDir, 'import'))).toEqual([]);
    const query = '{ ingestions(first: 1) { nodes { status } } }';
    const response = await fetch(`${product.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query }),
    });
    const { data } = (await response.json()) as { data: { ingestions: { nodes: { status: string }[] } } };
    expect(data.ingestions.nodes[0]!.status).toBe(
      code === 0 || stderr.includes('too late') ? 'COMPLETED' : 'CANCELLED',
    );
  });
});
