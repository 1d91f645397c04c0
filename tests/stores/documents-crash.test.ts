import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFile, mkdtemp, open, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { StoredDocument } from '#kit/documents/document-collection.js';
import { FolderInUse } from '#kit/documents/folder-lock.js';
import { DamagedJournal } from '#kit/documents/journal.js';
import { openNedbStore } from '#kit/documents/nedb-document-store.js';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'crash-'));
});
afterEach(async () => {
  vi.restoreAllMocks();
  await rm(folder, { recursive: true, force: true });
});

function script(name: string): string[] {
  const file = fileURLToPath(new URL(`./${name}.ts`, import.meta.url));
  return ['--conditions=source', '--import', 'tsx', file, folder];
}

/** Documents as a process that opens the folder now finds them. */
async function reopened(collection: string): Promise<Map<string, StoredDocument>> {
  const store = await openNedbStore(folder);
  try {
    const found = await (await store.collection(collection)).find({});
    return new Map(found.map((document) => [document._id, document]));
  } finally {
    await store.close();
  }
}

describe('a process that is killed', () => {
  /** Lets the victim write until it has acknowledged so much, kills it, and gives all that it said. */
  async function killAfter(acks: number, seed: number): Promise<string[]> {
    const child = spawn(process.execPath, [...script('documents-victim'), String(seed)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const said: string[] = [];
    let left = acks;
    for await (const line of createInterface({ input: child.stdout })) {
      said.push(line);
      if (line.startsWith('ack') && --left === 0) child.kill('SIGKILL');
    }
    if (child.signalCode === null) await once(child, 'exit');
    expect(child.signalCode).toBe('SIGKILL');
    return said;
  }

  it('leaves every acknowledged write, round after round', { timeout: 120_000 }, async () => {
    const acknowledged = new Map<string, StoredDocument | null>();
    let writes = 0;
    let inFlight = 0;
    for (let round = 1; round <= 10; round += 1) {
      const tried = new Set<string>();
      for (const line of await killAfter(1 + ((round * 7_919) % 397), round)) {
        const [word, id = '', ...rest] = line.split(' ');
        if (word === 'try') tried.add(id);
        else if (rest.length > 0) {
          tried.delete(id);
          acknowledged.set(id, JSON.parse(rest.join(' ')));
          writes += 1;
        }
      }
      const found = await reopened('counters');
      for (const id of new Set([...acknowledged.keys(), ...found.keys(), ...tried])) {
        const stored = found.get(id) ?? null;
        const last = acknowledged.get(id) ?? null;
        if (tried.has(id)) {
          // Not acknowledged: there or not, but whole, and never behind what was.
          inFlight += 1;
          if (stored !== null && last !== null) expect([last.rev, last.rev + 1]).toContain(stored.rev);
          acknowledged.set(id, stored);
        } else expect(stored, `round ${round}, ${id}`).toEqual(last);
      }
    }
    expect(writes).toBeGreaterThan(1_000);
    console.log(`documents: ${writes} acknowledged writes survived 10 kills; ${inFlight} were in flight`);
  });

  it('leaves a lock that the next process takes over, and a living one keeps it', { timeout: 30_000 }, async () => {
    const child: ChildProcess = spawn(process.execPath, script('documents-victim'), {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(child.stdout as NonNullable<ChildProcess['stdout']>, 'data');
    const refused = await openNedbStore(folder).catch((error) => error);
    expect(refused).toBeInstanceOf(FolderInUse);
    expect(refused.message).toContain(`in use by process ${child.pid}`);
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect((await reopened('counters')).size).toBeGreaterThanOrEqual(0);
    expect((await readdir(folder)).filter((file) => file.startsWith('lock'))).toEqual([]);
  });
});

describe('the lock of a folder', () => {
  it('refuses a second store of the same process', async () => {
    const store = await openNedbStore(folder);
    await expect(openNedbStore(folder)).rejects.toThrow(FolderInUse);
    await store.close();
    await (await openNedbStore(folder)).close();
  });

  it.each([
    ['a process that is gone', { pid: 2 ** 22 + 1, began: null }],
    ['an earlier process with the number of a living one', { pid: process.ppid, began: '1' }],
    ['an earlier life in a container, with our own number', { pid: process.pid, began: null }],
    ['nobody', 'no JSON'],
  ])('is taken over from %s', async (_whom, holder) => {
    await writeFile(join(folder, 'lock'), typeof holder === 'string' ? holder : JSON.stringify(holder));
    const store = await openNedbStore(folder);
    expect(JSON.parse(await readFile(join(folder, 'lock'), 'utf8'))).toMatchObject({ pid: process.pid });
    await store.close();
  });
});

describe('a file with a torn tail', () => {
  it('opens, whatever byte of the last record it was cut at', async () => {
    const store = await openNedbStore(folder);
    const things = await store.collection('things');
    for (const _id of ['a', 'b', 'c'])
      await things.insert({ _id, text: 'ü€😀"\\', deep: { list: [1, { k: null }] } } as never);
    await store.close();
    const path = join(folder, 'things.ndjson');
    const whole = await readFile(path);
    const lastStart = whole.lastIndexOf(0x0a, whole.length - 2) + 1;
    for (let length = lastStart; length <= whole.length; length += 1) {
      await writeFile(path, whole.subarray(0, length));
      const repairs: string[] = [];
      const torn = await openNedbStore(folder, { onRepair: (message) => repairs.push(message) });
      const left = await torn.collection('things');
      const survives = length === whole.length;
      expect(await left.count({})).toBe(survives ? 3 : 2);
      expect(repairs.length).toBe(length === lastStart || survives ? 0 : 1);
      await left.insert({ _id: 'next' } as never);
      await torn.close();
      expect([...(await reopened('things')).keys()]).toEqual(survives ? ['a', 'b', 'c', 'next'] : ['a', 'b', 'next']);
    }
  });

  it('opens after a compaction that was cut off, and loses nothing', async () => {
    const store = await openNedbStore(folder);
    const things = await store.collection('things');
    for (const _id of ['a', 'b']) await things.insert({ _id } as never);
    await store.close();
    const path = join(folder, 'things.ndjson');
    await copyFile(path, `${path}~`);
    await truncate(`${path}~`, 5);
    expect([...(await reopened('things')).keys()]).toEqual(['a', 'b']);
    expect(await readdir(folder)).toEqual(['things.ndjson']);
  });
});

it('flushes every write to the disk when it is asked to', async () => {
  const handle = await open(join(folder, 'any'), 'w');
  const flush = vi.spyOn(Object.getPrototypeOf(handle), 'datasync');
  await handle.close();
  for (const fsync of [false, true]) {
    const store = await openNedbStore(folder, { fsync });
    const things = await store.collection('things');
    await things.insert({ _id: `flushed-${fsync}` } as never);
    await things.updateOne({ _id: `flushed-${fsync}` }, { $set: { n: 1 } });
    await store.close();
    expect(flush).toHaveBeenCalledTimes(fsync ? 2 : 0);
  }
  expect((await reopened('things')).size).toBe(2);
});

describe('a file that was damaged in the middle', () => {
  it.each([
    ['{"_id":"b","rev', 'something that is not JSON'],
    ['', 'an empty line'],
    ['\0\0\0\0', 'something that is not JSON'],
    ['{"rev":1}', 'JSON without an _id'],
    ['[1]', 'JSON without an _id'],
  ])('refuses to open with %j, naming file and line, and is left as it is', async (line, found) => {
    const path = join(folder, 'things.ndjson');
    const content = `{"_id":"a","rev":1}\n${line}\n{"_id":"c","rev":1}\n`;
    await writeFile(path, content);
    const store = await openNedbStore(folder);
    const refused = await store.collection('things').catch((error) => error);
    expect(refused).toBeInstanceOf(DamagedJournal);
    expect(refused.message).toMatch(
      `${path}, line 2: expected one JSON document with an _id per line, found ${found}.`,
    );
    expect(await (await store.collection('others')).count({})).toBe(0);
    await store.close();
    expect(await readFile(path, 'utf8')).toBe(content);
  });
});

describe('a disk that is full', () => {
  it('refuses what it cannot hold, keeps what it acknowledged, and goes on with what fits', {
    timeout: 30_000,
  }, async () => {
    // A bound on the size of the files of one process: the same failed write as that of a full disk, half a record included.
    const command = `ulimit -f 100; exec "$@"`;
    const output = execFileSync('bash', ['-c', command, 'bash', process.execPath, ...script('documents-full-disk')], {
      env: { ...process.env, TSX_DISABLE_CACHE: '1' },
      encoding: 'utf8',
    });
    const { acknowledged, visible, faults } = JSON.parse(output);
    expect(faults).toEqual(['EFBIG']);
    expect(acknowledged.length).toBeGreaterThan(50);
    expect(visible.sort()).toEqual(acknowledged.sort());
    expect([...(await reopened('things')).keys()].sort()).toEqual(acknowledged);
  });

  /** The next write puts half of its bytes into the file and fails; `also` fails the cut that follows. */
  async function failNextWrite(also: { cut: boolean }): Promise<void> {
    const handle = await open(join(folder, 'any'), 'w');
    const prototype = Object.getPrototypeOf(handle);
    await handle.close();
    const write = prototype.write;
    const full = Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
    vi.spyOn(prototype, 'write').mockImplementationOnce(async function (this: unknown, ...args: unknown[]) {
      const bytes = args[0] as Buffer;
      await write.call(this, bytes.subarray(0, bytes.length >> 1));
      throw full;
    });
    if (also.cut) vi.spyOn(prototype, 'truncate').mockRejectedValueOnce(new Error('EIO: i/o error, ftruncate'));
  }

  it('shows nothing of a write that failed halfway, and glues nothing to its remains', async () => {
    const store = await openNedbStore(folder);
    const things = await store.collection('things', [{ fields: ['name'], unique: true }]);
    await things.insert({ _id: 'a', name: 'first' } as never);
    const attempts = [
      () => things.insert({ _id: 'b', name: 'second' } as never),
      () => things.updateOne({ _id: 'a' }, { $set: { name: 'second' } }),
      () => things.replace({ _id: 'a', rev: 1, name: 'second' } as never),
      () => things.delete({ _id: 'a' }),
    ];
    for (const attempt of attempts) {
      await failNextWrite({ cut: false });
      await expect(attempt()).rejects.toThrow('ENOSPC');
      expect(await things.find({})).toEqual([{ _id: 'a', name: 'first', rev: 1 }]);
      await expect(things.insert({ _id: 'x', name: 'first' } as never)).rejects.toThrow('already has this name');
    }
    await things.insert({ _id: 'c', name: 'second' } as never);
    await store.close();
    expect([...(await reopened('things')).keys()]).toEqual(['a', 'c']);
  });

  it('takes no further write when not even the cut succeeds, still reads, and is whole when it is opened again', async () => {
    const store = await openNedbStore(folder);
    const things = await store.collection('things');
    await things.insert({ _id: 'a' } as never);
    await failNextWrite({ cut: true });
    await expect(things.insert({ _id: 'b' } as never)).rejects.toThrow('ENOSPC');
    await expect(things.insert({ _id: 'c' } as never)).rejects.toThrow('no longer writable');
    await expect(store.ping()).rejects.toThrow('no longer writable');
    expect((await things.find({})).map(({ _id }) => _id)).toEqual(['a']);
    await store.close();
    expect([...(await reopened('things')).keys()]).toEqual(['a']);
  });

  it('keeps the old file when a compaction fails', async () => {
    const repairs: string[] = [];
    const options = { compactAfterLines: 3, onRepair: (message: string) => repairs.push(message) };
    const store = await openNedbStore(folder, options);
    const things = await store.collection<StoredDocument & { n: number }>('things');
    await things.insert({ _id: 'a', n: 0 });
    for (let i = 0; i < 3; i += 1) await things.updateOne({ _id: 'a' }, { $inc: { n: 1 } });
    const handle = await open(join(folder, 'any'), 'w');
    vi.spyOn(Object.getPrototypeOf(handle), 'sync').mockRejectedValueOnce(new Error('ENOSPC'));
    await handle.close();
    for (let i = 0; i < 20; i += 1) await things.updateOne({ _id: 'a' }, { $inc: { n: 1 } });
    await store.close();
    expect(repairs).toEqual([expect.stringContaining('could not be compacted')]);
    expect((await reopened('things')).get('a')).toMatchObject({ n: 23, rev: 24 });
    const lines = (await readFile(join(folder, 'things.ndjson'), 'utf8')).split('\n').length - 1;
    expect(lines).toBeLessThan(10);
  });
});
