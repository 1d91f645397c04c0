import type { Dirent } from 'node:fs';
import { readdir, rm, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import type { CommitLog } from './commit-log.js';

/**
 * Deletes what writers that died have left: unfinished files, and files that no commit names. Younger files than
 * `minAgeMs` are left alone, for another writer may be about to commit them.
 * @returns how many files were deleted
 */
export async function removeLeftovers(root: string, log: CommitLog, now: number, minAgeMs: number): Promise<number> {
  const found = await readdir(root, { withFileTypes: true, recursive: true });
  // Read after the listing: a file that was listed and then committed is in it.
  const referenced = await log.referencedFiles();
  let removed = 0;
  for (const entry of found) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    if (!isLeftover(entry, relative(root, path).split(sep).join('/'), referenced)) continue;
    const age = now - ((await stat(path).catch(() => null))?.mtimeMs ?? now);
    if (age < minAgeMs) continue;
    await rm(path, { force: true });
    removed++;
  }
  return removed;
}

function isLeftover(entry: Dirent, path: string, referenced: ReadonlySet<string>): boolean {
  if (entry.name.startsWith('.tmp-')) return true;
  return path.startsWith('interval=') && entry.name.endsWith('.parquet') && !referenced.has(path);
}
