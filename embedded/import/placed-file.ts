import { randomUUID } from 'node:crypto';
import { constants, copyFile, link, mkdir, realpath, rm, stat } from 'node:fs/promises';
import { basename, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { ImportFault } from './import-fault.js';

/** A file where the server looks for it. */
export interface PlacedFile {
  /** Relative to the import folder. */
  readonly name: string;
  readonly sizeBytes: number;
  /** Takes away what was put there; the user's own file stays. */
  remove(): Promise<void>;
}

/**
 * Puts a file of the user's into the import folder, under a name of its own: as a second name of the same bytes where
 * that can be, as a copy otherwise. What lies there already is left alone.
 * @throws ImportFault when there is no such file
 */
export async function placeFile(folder: string, file: string, startedIn: string): Promise<PlacedFile> {
  const path = await realpath(resolve(startedIn, file)).catch(() => {
    throw new ImportFault(`There is no file ${resolve(startedIn, file)}.`);
  });
  const facts = await stat(path);
  if (!facts.isFile()) throw new ImportFault(`Expected a file, found ${path}, which is none.`);
  await mkdir(folder, { recursive: true });
  const inside = relative(await realpath(folder), path);
  if (!isAbsolute(inside) && inside.split(sep)[0] !== '..') {
    return { name: inside.split(sep).join('/'), sizeBytes: facts.size, remove: async () => {} };
  }
  const name = `import-${randomUUID()}`;
  const own = join(folder, name);
  await mkdir(own);
  const placed = join(own, basename(path));
  const remove = () => rm(own, { recursive: true, force: true });
  try {
    // A link across file systems is not to be had, nor one to a file of somebody else's where the system forbids it.
    await link(path, placed).catch(() => copyFile(path, placed, constants.COPYFILE_FICLONE));
  } catch (error) {
    await remove();
    throw new ImportFault(`${path} cannot be read, or not be put into ${folder}: ${(error as Error).message}`);
  }
  return { name: `${name}/${basename(path)}`, sizeBytes: facts.size, remove };
}
