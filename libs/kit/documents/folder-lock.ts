import { randomUUID } from 'node:crypto';
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ConfigError } from '#kit/config/read-config.js';

/** Folders that this process holds: a lock with our own id in it is else that of an earlier life (in a container the id is always the same). */
const held = new Set<string>();

interface Holder {
  readonly pid: number;
  /** When the process began, in the kernel's ticks: tells it from a later process with the same id. Null where /proc is absent. */
  readonly began: string | null;
}

/** Somebody else uses the folder. */
export class FolderInUse extends ConfigError {
  constructor(folder: string, pid: number) {
    super([
      `DATA_DIR: ${folder} is in use by process ${pid}: one process owns a data folder. ` +
        `Stop that process, or give this one a DATA_DIR of its own. (If no such process uses it, delete ${join(folder, 'lock')}.)`,
    ]);
    this.name = 'FolderInUse';
  }
}

/**
 * Takes the folder for this process; the function that it resolves to gives it back. A lock whose process is gone is
 * taken over. The processes must see each other, so a folder must not be shared between machines or containers.
 * @throws FolderInUse
 */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  if (held.has(folder)) throw new FolderInUse(folder, process.pid);
  held.add(folder);
  const path = join(folder, 'lock');
  // Linked into place, never written in place: a lock file always has its content.
  const mine = join(folder, `lock.${process.pid}.${randomUUID()}`);
  try {
    const content = JSON.stringify({ pid: process.pid, began: await processStart(process.pid) } satisfies Holder);
    await writeFile(mine, content);
    while (!(await linked(mine, path))) await removeIfStale(folder, path);
  } catch (error) {
    held.delete(folder);
    throw error;
  } finally {
    await rm(mine, { force: true });
  }
  return async () => {
    await rm(path, { force: true });
    held.delete(folder);
  };
}

async function linked(mine: string, path: string): Promise<boolean> {
  try {
    await link(mine, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

async function removeIfStale(folder: string, path: string): Promise<void> {
  const content = await readFile(path, 'utf8').catch(() => null);
  if (content === null) return; // given back in between
  const holder = parseHolder(content);
  if (holder !== null && (await isAlive(holder))) throw new FolderInUse(folder, holder.pid);
  // Moved away before it is removed: two processes that both saw it stale must not remove each other's new lock.
  const aside = `${path}.stale.${randomUUID()}`;
  try {
    await rename(path, aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  if ((await readFile(aside, 'utf8')) !== content) await linked(aside, path);
  await rm(aside, { force: true });
}

function parseHolder(content: string): Holder | null {
  try {
    const holder = JSON.parse(content) as Holder;
    return Number.isInteger(holder.pid) && holder.pid > 0 ? holder : null;
  } catch {
    return null;
  }
}

async function isAlive(holder: Holder): Promise<boolean> {
  if (holder.pid === process.pid) return false;
  try {
    process.kill(holder.pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
  }
  return holder.began === null || holder.began === (await processStart(holder.pid));
}

/** Field 22 of /proc/<pid>/stat; the name in field 2 may hold spaces, so it is counted from behind the bracket. */
async function processStart(pid: number): Promise<string | null> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null);
  return stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null;
}
