import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { StoredDocument } from '#kit/documents/document-collection.js';
import { openNedbStore } from '#kit/documents/nedb-document-store.js';
import { createInProcessEventBus } from '#kit/events/in-process-event-bus.js';
import { busOptions, Inbox } from './events-harness.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'events-killed-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** Runs the publishing process until it has acknowledged so many, then kills it at once; the ids that it acknowledged. */
async function publishAndKill(acknowledgements: number): Promise<string[]> {
  const victim = fileURLToPath(new URL('./events-victim.ts', import.meta.url));
  const child = spawn(process.execPath, ['--conditions=source', '--import', 'tsx', victim, folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const acknowledged: string[] = [];
  const exited = once(child, 'exit');
  for await (const line of createInterface({ input: child.stdout })) {
    const [, id] = /^(evt_\S+) \d+$/.exec(line) ?? [];
    if (id !== undefined) acknowledged.push(id);
    if (acknowledged.length === acknowledgements) child.kill('SIGKILL');
  }
  const [, signal] = await exited;
  expect(signal).toBe('SIGKILL');
  return acknowledged;
}

it('delivers after kill -9 every event whose publish had resolved, each once, in order per subject', async () => {
  const first = await publishAndKill(150);
  const second = await publishAndKill(77); // over what the first one left
  const documents = await openNedbStore(folder);
  const handledCollection = await documents.collection<StoredDocument>('handled-events');
  const handledBefore = (await handledCollection.find({})).map(({ _id }) => _id.replace('notifications/', ''));
  const pending = await (await documents.collection<StoredDocument>('pending-events')).count({});

  const bus = await createInProcessEventBus(busOptions(documents));
  const inbox = new Inbox();
  await bus.subscribe('notifications', ['#'], inbox.handle);
  const acknowledged = [...first, ...second];
  expect(acknowledged.length).toBeGreaterThanOrEqual(227);
  expect(pending).toBeGreaterThan(0);
  const before = new Set(handledBefore);
  await inbox.holds(pending - (await alreadyHandled(pending, before)));
  expect(new Set(inbox.ids()).size).toBe(inbox.events.length);
  const delivered = new Set([...handledBefore, ...inbox.ids()]);
  expect(acknowledged.filter((id) => !delivered.has(id))).toEqual([]);
  for (const subject of ['bt_0', 'bt_1', 'bt_2', 'bt_3']) {
    const ids = inbox.events.filter((event) => event.subject.id === subject).map(({ id }) => id);
    expect(ids).toEqual([...ids].sort());
  }
  await bus.close();
  await documents.close();

  async function alreadyHandled(limit: number, handled: ReadonlySet<string>): Promise<number> {
    const waiting = await (await documents.collection<StoredDocument>('pending-events')).find({}, { limit });
    return waiting.filter(({ _id }) => handled.has(_id.replace('notifications/', ''))).length;
  }
});
