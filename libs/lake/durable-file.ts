import { randomUUID } from 'node:crypto';
import { link, open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** What unfinished files are called: whoever starts next may delete them. */
export const TEMPORARY_PREFIX = '.tmp-';

/** A path beside `path` for what is not finished yet. */
export function temporaryPath(path: string): string {
  return join(dirname(path), `${TEMPORARY_PREFIX}${randomUUID()}`);
}

/** Waits until the disk has the file's bytes. */
export async function syncFile(path: string): Promise<void> {
  const file = await open(path, 'r');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Waits until the disk has the folder's names. */
export const syncFolder = syncFile;

/** Gives a finished file its name, replacing what had it: readers see the old bytes or the new ones, never a part. */
export async function publishFile(temporary: string, path: string): Promise<void> {
  await syncFile(temporary);
  await rename(temporary, path);
  await syncFolder(dirname(path));
}

/** Writes a text under a name, whole or not at all, replacing what had it. */
export async function writeFileAtomically(path: string, text: string): Promise<void> {
  const temporary = temporaryPath(path);
  try {
    await writeSynced(temporary, text);
    await rename(temporary, path);
    await syncFolder(dirname(path));
  } finally {
    await rm(temporary, { force: true });
  }
}

/** Writes a text under a name that nobody has yet, whole or not at all; false when somebody has it. */
export async function createFileExclusively(path: string, text: string): Promise<boolean> {
  const temporary = temporaryPath(path);
  try {
    await writeSynced(temporary, text);
    await link(temporary, path);
    await syncFolder(dirname(path));
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    await rm(temporary, { force: true });
  }
}

async function writeSynced(path: string, text: string): Promise<void> {
  const file = await open(path, 'wx');
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
}
