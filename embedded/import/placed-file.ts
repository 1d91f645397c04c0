import { randomUUID } from 'node:crypto';
import { constants, copyFile, link, mkdir, readdir, realpath, rm, stat, utimes } from 'node:fs/promises';
import { basename, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { ImportFault } from './import-fault.js';

/** A file where the server looks for it. */
export interface PlacedFile {
  /** Relative to the import folder. */
  readonly name: string;
  readonly sizeBytes: number;
  /** What was said of the file, with the name that the user knows. */
  inWords(message: string): string;
  /** Takes away what was put there; the user's own file stays. */
  remove(): Promise<void>;
}

/** The folders that this command makes in the import folder. */
const OWN_FOLDER = /^import-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
/** A folder that is in use is touched so often; one that was not for longer was left by a command that was killed. */
const TOUCH_EVERY_MS = 60_000;
const LEFT_AFTER_MS = 10 * TOUCH_EVERY_MS;

/**
 * Puts a file of the user's into the import folder, under a name of its own: as a second name of the same bytes where
 * that can be, as a copy otherwise. What lies there already is left alone, but for what dead commands have left.
 * @throws ImportFault when there is no such file
 */
export async function placeFile(folder: string, file: string, startedIn: string): Promise<PlacedFile> {
  const path = await realpath(resolve(startedIn, file)).catch(() => {
    throw new ImportFault(`There is no file ${resolve(startedIn, file)}.`);
  });
  const facts = await stat(path);
  if (!facts.isFile()) throw new ImportFault(`Expected a file, found ${path}, which is none.`);
  await mkdir(folder, { recursive: true });
  await sweep(folder);
  const inside = relative(await realpath(folder), path);
  if (!isAbsolute(inside) && inside.split(sep)[0] !== '..') {
    return {
      name: inside.split(sep).join('/'),
      sizeBytes: facts.size,
      inWords: (message) => message,
      remove: async () => {},
    };
  }
  const name = `import-${randomUUID()}`;
  const own = join(folder, name);
  await mkdir(own);
  const placed = join(own, basename(path));
  const touching = setInterval(() => void utimes(own, new Date(), new Date()).catch(() => undefined), TOUCH_EVERY_MS);
  touching.unref();
  const remove = () => {
    clearInterval(touching);
    return rm(own, { recursive: true, force: true });
  };
  const inWords = (message: string) => message.replaceAll(`${name}/`, '');
  try {
    // A link across file systems is not to be had, nor one to a file of somebody else's where the system forbids it.
    await link(path, placed).catch(() => copyFile(path, placed, constants.COPYFILE_FICLONE));
  } catch (error) {
    await remove();
    throw new ImportFault(`${path} cannot be read, or not be put into ${folder}: ${(error as Error).message}`);
  }
  return { name: `${name}/${basename(path)}`, sizeBytes: facts.size, inWords, remove };
}

/** Takes away the folders of commands that were killed. */
async function sweep(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    if (!OWN_FOLDER.test(name)) continue;
    const facts = await stat(join(folder, name)).catch(() => null);
    if (facts === null || Date.now() - facts.mtimeMs < LEFT_AFTER_MS) continue;
    await rm(join(folder, name), { recursive: true, force: true });
  }
}
