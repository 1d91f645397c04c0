import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type AmbientWord, ambientWords, environmentReads } from './ambient-words.js';

const root = process.cwd();

/** All TypeScript sources below the folders, specs left out, as paths from the root with `/`. */
function sources(...folders: string[]): string[] {
  return folders
    .filter((folder) => existsSync(join(root, folder)))
    .flatMap((folder) => readdirSync(join(root, folder), { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts') && !entry.name.endsWith('.spec.ts'))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'));
}

function found(files: readonly string[], search: (source: string, file: string) => AmbientWord[]): string[] {
  return files.flatMap((file) =>
    search(readFileSync(join(root, file), 'utf8'), file).map(({ line, word }) => `${file}:${line} says ${word}`),
  );
}

const pure = sources('libs', 'subgraphs').filter(
  (file) => /^libs\/(quant|rules)\//.test(file) || file.includes('/engine/'),
);
const product = sources('schema', 'libs', 'subgraphs', 'gateway', 'embedded').filter(
  (file) => !file.startsWith('gateway/explorer/app/'),
);
const isConfig = (file: string) => /(^|\/)config\.ts$/.test(file) || file.startsWith('libs/kit/config/');

describe('the arithmetic room has no windows', () => {
  test('there is arithmetic to look at', () => {
    expect(pure.some((file) => file.startsWith('libs/quant/'))).toBe(true);
    expect(pure.some((file) => file.includes('/engine/'))).toBe(true);
  });

  test('libs/quant, libs/rules and engines read no clock, no chance, no process, and wait for nothing', () => {
    expect(found(pure, ambientWords)).toEqual([]);
  });

  test.each([
    ['Date.now', 'export const t = Date.now();'],
    ['Date.now', 'const now = { at: Date["now"] };'],
    ['Date.now', 'export const f = globalThis.Date.now;'],
    ['new Date()', 'export const t = new Date();'],
    ['new Date()', 'export const t = new Date;'],
    ['Date()', 'export const t = Date();'],
    ['Math.random', 'export const r = () => Math.random();'],
    ['Math.random', 'const { random } = Math;'],
    ['Math.random', 'const { random: chance, sqrt } = Math;'],
    ['performance.now', 'export const t = performance.now();'],
    ['crypto.randomUUID', 'export const id = crypto.randomUUID();'],
    ['process.hrtime', 'export const t = process.hrtime();'],
    ['await', 'export async function f(x: Promise<number>) { return await x; }'],
    ['await', 'export async function f(xs: AsyncIterable<number>) { for await (const x of xs) g(x); }'],
  ])('%s is found in: %s', (word, source) => {
    expect(ambientWords(source).map((ambient) => ambient.word)).toContain(word);
  });

  test.each([
    ['// Date.now() and Math.random() are not used here', 'a comment'],
    ['export const text = "new Date(), await";', 'a string'],
    ['export const day = (ms: number) => new Date(ms).getUTCDay();', 'a date of an argument'],
    ['export const r = Math.sqrt(2) + performance.sharpeRatio;', 'members that read nothing'],
    ['export const r = (rng: { random(): number }) => rng.random();', 'a seeded generator'],
  ])('%s is let through: %s', (source) => {
    expect(ambientWords(source)).toEqual([]);
  });

  test('the line is named', () => {
    expect(ambientWords('const a = 1;\n\nconst b = Math.random();\n')).toEqual([{ line: 3, word: 'Math.random' }]);
  });
});

describe('the environment has one door', () => {
  test('process.env is read in config files only', () => {
    const others = product.filter((file) => !isConfig(file));
    expect(others.length).toBeGreaterThan(0);
    expect(found(others, environmentReads)).toEqual([]);
  });

  test.each(['process.env.PORT;', 'process["env"];', 'const { env } = process;', 'globalThis.process.env;'])(
    '%s is found',
    (source) => {
      expect(environmentReads(source)).toHaveLength(1);
    },
  );

  test('other members of the process are let through', () => {
    expect(environmentReads('process.on("SIGTERM", () => process.exit(0)); // process.env')).toEqual([]);
  });
});
