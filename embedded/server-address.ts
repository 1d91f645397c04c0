import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Where a running server notes its address, for commands that use the same data folder. */
const FILE = 'address';

export async function noteAddress(dataDir: string, url: string): Promise<void> {
  await writeFile(join(dataDir, FILE), `${url}\n`);
}

export async function forgetAddress(dataDir: string): Promise<void> {
  await rm(join(dataDir, FILE), { force: true });
}

/** Null when none is noted. After a kill -9 it may be that of a server that is gone. */
export async function notedAddress(dataDir: string): Promise<string | null> {
  const text = await readFile(join(dataDir, FILE), 'utf8').catch(() => null);
  return text === null ? null : text.trim();
}
