import { realpath, stat } from 'node:fs/promises';
import { isAbsolute, posix, relative, resolve, sep } from 'node:path';
import { BadUserInput } from '#kit/errors/domain-error.js';

export interface ImportFile {
  /** Absolute, with symbolic links resolved. */
  readonly path: string;
  /** As it was asked for: what a message may say. */
  readonly name: string;
  readonly kind: 'csv' | 'parquet';
  readonly isGzip: boolean;
}

const KINDS: readonly (Pick<ImportFile, 'kind' | 'isGzip'> & { readonly ending: string })[] = [
  { ending: '.csv', kind: 'csv', isGzip: false },
  { ending: '.csv.gz', kind: 'csv', isGzip: true },
  { ending: '.parquet', kind: 'parquet', isGzip: false },
];

/**
 * The file that a user named, when it is one that may be read: a CSV or Parquet file below the import folder, wherever
 * symbolic links lead.
 * @throws BadUserInput that names the rule
 */
export async function findImportFile(folder: string, name: string, maxBytes: number): Promise<ImportFile> {
  const shown = JSON.stringify(name.slice(0, 200));
  const outside = new BadUserInput(
    `file: expected a path below the import folder, relative to it, found ${shown}, which leaves it.`,
    { rule: 'below the import folder' },
  );
  if (name.trim() === '' || name.length > 1000 || name.includes('\0')) {
    throw new BadUserInput(`file: expected the path of a file below the import folder, found ${shown}.`);
  }
  // A backslash separates on some systems and is part of a name on others: refused on all.
  if (
    isAbsolute(name) ||
    /^[a-z][a-z0-9+.-]*:/i.test(name) ||
    posix.normalize(name).split('/')[0] === '..' ||
    name.includes('\\')
  ) {
    throw outside;
  }
  const kind = KINDS.find(({ ending }) => name.toLowerCase().endsWith(ending));
  if (!kind) throw new BadUserInput(`file: expected a name that ends in .csv, .csv.gz or .parquet, found ${shown}.`);
  const base = await realpath(folder).catch(() => null);
  const path = base === null ? null : await realpath(resolve(base, posix.normalize(name))).catch(() => null);
  if (base === null || path === null) throw new BadUserInput(`file: there is no ${shown} in the import folder.`);
  const inside = relative(base, path);
  if (inside === '' || inside.split(sep)[0] === '..' || isAbsolute(inside)) throw outside;
  const facts = await stat(path);
  if (!facts.isFile()) throw new BadUserInput(`file: expected a file, found ${shown}, which is none.`);
  if (facts.size > maxBytes) {
    throw new BadUserInput(
      `file: expected at most ${maxBytes} bytes, found ${facts.size} in ${shown}; import it in parts.`,
    );
  }
  return { path, name, kind: kind.kind, isGzip: kind.isGzip };
}
