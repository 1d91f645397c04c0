import { isAbsolute, resolve } from 'node:path';
import { FailedPrecondition } from '#kit/errors/domain-error.js';

/**
 * The lake's folder as an absolute path.
 * @throws FailedPrecondition for an object store's URL: DuckDB's extension for it is no part of this installation
 */
export function lakeRoot(location: string): string {
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(location)?.[1]?.toLowerCase();
  if (scheme === 'file') return decodeURIComponent(new URL(location).pathname);
  if (scheme !== undefined) {
    throw new FailedPrecondition(
      `The bar lake expects a folder, found a ${scheme}:// address. Mount the bucket as a volume and give the folder where it is mounted.`,
      { scheme },
    );
  }
  if (location.trim() === '') throw new FailedPrecondition('The bar lake expects a folder, found an empty path.');
  return isAbsolute(location) ? location : resolve(location);
}
