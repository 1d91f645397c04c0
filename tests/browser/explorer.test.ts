import { readdirSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildExplorer } from '../../gateway/explorer/build-explorer.mjs';
import { type GatewayHarness, startHarness } from '../federation/gateway-harness.js';

const executablePath = process.env['CHROMIUM_PATH'];
const FLAGS =
  '--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync';

/** One for each operation of the typed client. */
const READY_TABS = readdirSync(new URL('../../client/operations', import.meta.url)).length;

if (!executablePath) {
  console.warn(
    'tests/browser/explorer.test.ts is skipped: set CHROMIUM_PATH to a Chromium, such as /usr/bin/chromium.',
  );
}

describe.skipIf(!executablePath)('the explorer in Chromium', () => {
  let harness: GatewayHarness;
  let folder: string;
  let browser: BrowserContext;
  let page: Page;
  const requested: URL[] = [];
  const complaints: string[] = [];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'explorer-'));
    await buildExplorer(join(folder, 'public'));
    harness = await startHarness('in process', { explorerFolder: join(folder, 'public') });
    browser = await chromium.launchPersistentContext(join(folder, 'profile'), {
      executablePath: executablePath ?? '',
      args: FLAGS.split(' '),
      viewport: { width: 1400, height: 900 },
    });
    page = browser.pages()[0] ?? (await browser.newPage());
    page.on('request', (request) => requested.push(new URL(request.url())));
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(String(error)));
    await page.goto(harness.url);
    await page.locator('.graphiql-query-editor .view-line').first().waitFor();
  });

  afterAll(async () => {
    await browser?.close();
    await harness?.close();
    await rm(folder, { recursive: true, force: true });
  });

  it('opens with the ready tabs and their variables', async () => {
    await expect.poll(() => page.locator('.graphiql-tab').count()).toBe(READY_TABS);
    expect(await page.locator('.graphiql-tab').allInnerTexts()).toEqual(
      expect.arrayContaining(['CreateStrategy', 'RunBacktest', 'BacktestStory', 'BacktestUpdates', 'MarketOverview']),
    );
    await expect.poll(() => page.locator('.graphiql-editor-tool').textContent()).toContain('Golden');
  });

  it('runs a query', async () => {
    await openTab(page, 'query Books { books { title author { name } } }');
    await page.getByRole('button', { name: /execute query/i }).click();
    await expect.poll(() => page.locator('.result-window').textContent()).toContain('Austen');
  });

  it('runs a subscription until it is stopped', async () => {
    await openTab(page, 'subscription Changes { bookChanged(id: "b1") { title author { name } } }');
    await page.getByRole('button', { name: /execute query/i }).click();
    await harness.toys.channel.untilListening(1);
    harness.toys.channel.push({ id: 'b1', title: 'Ivanhoe', authorId: 'a1' });
    await expect.poll(() => page.locator('.result-window').textContent()).toContain('Ivanhoe');
    await page.getByRole('button', { name: /stop query/i }).click();
    await harness.toys.channel.untilListening(0);
  });

  it('shows the documentation', async () => {
    await page.getByRole('button', { name: /show documentation explorer/i }).click();
    await expect.poll(() => page.locator('.graphiql-plugin').textContent()).toContain('Root Types');
  });

  it('shows the explorer plugin, with the fields of the graph', async () => {
    await page.getByRole('button', { name: /show graphiql explorer/i }).click();
    await expect.poll(() => page.locator('.graphiql-plugin').textContent()).toContain('bookChanged');
  });

  it('keeps what the user wrote when it is opened again', async () => {
    await page.reload();
    await page.locator('.graphiql-query-editor .view-line').first().waitFor();
    await expect.poll(() => page.locator('.graphiql-tab').count()).toBe(READY_TABS + 2);
  });

  it('asks nobody but its own server, and complains of nothing', () => {
    expect(requested.length).toBeGreaterThan(5);
    const foreign = requested.filter(
      ({ protocol, host }) => protocol !== 'data:' && host !== new URL(harness.url).host,
    );
    expect(foreign.map(String)).toEqual([]);
    expect(
      requested.map(({ pathname }) => pathname).filter((path) => /worker|editor-|graphql-/.test(path)),
    ).not.toEqual([]);
    expect(complaints).toEqual([]);
  });
});

/** Types a named operation into a new tab's editor, as a user would. */
async function openTab(page: Page, query: string): Promise<void> {
  await page.getByRole('button', { name: /new tab/i }).click();
  await page.locator('.graphiql-query-editor .view-lines').click();
  await page.keyboard.press('Control+A');
  await page.keyboard.insertText(query);
  // GraphiQL reads what is typed a moment later; until then it would run the operation of the tab before.
  const name = query.split(' ')[1] ?? '';
  await expect.poll(() => page.locator('.graphiql-tab-active').innerText()).toContain(name);
}
