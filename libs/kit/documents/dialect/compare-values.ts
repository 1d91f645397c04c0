import type { Scalar, Sort } from '../document-collection.js';
import { isPlainObject } from './field-path.js';

/** MongoDB's order of types; a missing value is null. */
function rank(value: Scalar): number {
  if (value === null) return 0;
  if (typeof value === 'number') return 1;
  return typeof value === 'string' ? 2 : 3;
}

/**
 * Strings by code point, which is the order of their UTF-8 bytes and MongoDB's. JavaScript's own order (UTF-16 units)
 * puts the characters beyond the basic plane before U+E000 to U+FFFF.
 */
export function compareStrings(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i += 1) {
    const left = a.charCodeAt(i);
    const right = b.charCodeAt(i);
    if (left === right) continue;
    if (left >= 0xd800 && right >= 0xd800) {
      const leftSurrogate = left <= 0xdfff;
      if (leftSurrogate !== right <= 0xdfff) return leftSurrogate ? 1 : -1;
    }
    return left < right ? -1 : 1;
  }
  return a.length - b.length;
}

/** Negative, zero or positive: the total order of scalars that sorts and cursors use. */
export function compareScalars(a: Scalar, b: Scalar): number {
  const byType = rank(a) - rank(b);
  if (byType !== 0 || a === null || b === null) return byType;
  if (typeof a === 'string') return compareStrings(a, b as string);
  return Number(a) - Number(b);
}

/**
 * The value that a document is sorted by: a scalar, null when it is missing.
 * @throws TypeError when it is an array or an object, which have no place in a sort.
 */
export function sortValue(document: unknown, path: string): Scalar {
  let value: unknown = document;
  for (const part of path.includes('.') ? path.split('.') : [path]) {
    if (Array.isArray(value)) throw new TypeError(`sort by ${path}: expected a scalar, found an array on the way`);
    value = isPlainObject(value) && Object.hasOwn(value, part) ? value[part] : undefined;
  }
  if (value === undefined || value === null) return null;
  if (typeof value === 'object') throw new TypeError(`sort by ${path}: expected a scalar, found an array or object`);
  return value as Scalar;
}

/**
 * The first `limit` documents in the order of `sort`; a new array. Reads each sort value once, and keeps no more
 * than twice the limit in order, so that a page of a long list does not sort the list.
 */
export function sortDocuments<T>(documents: readonly T[], sort: Sort, limit: number): T[] {
  const byOrder = (a: Keyed<T>, b: Keyed<T>): number => {
    for (let i = 0; i < sort.length; i += 1) {
      const order = compareScalars(a.keys[i] ?? null, b.keys[i] ?? null);
      if (order !== 0) return order * (sort[i]?.[1] ?? 1);
    }
    return 0;
  };
  let best: Keyed<T>[] = [];
  let last: Keyed<T> | undefined;
  for (const document of documents) {
    const keyed = { document, keys: sort.map(([path]) => sortValue(document, path)) };
    if (last !== undefined && byOrder(keyed, last) >= 0) continue;
    if (best.push(keyed) < 2 * limit) continue;
    best = best.sort(byOrder).slice(0, limit);
    last = best[limit - 1];
  }
  return best
    .sort(byOrder)
    .slice(0, limit)
    .map(({ document }) => document);
}

interface Keyed<T> {
  readonly document: T;
  readonly keys: readonly Scalar[];
}
