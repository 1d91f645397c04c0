import { isPlainObject } from './dialect/field-path.js';
import type { Filter } from './document-collection.js';

/**
 * One condition on an indexed field that every match of the filter fulfils and that NeDB reads as MongoDB does, so
 * that NeDB takes its candidates from that index; empty when there is none and all documents must be looked at.
 * Equality first, then lists, then a range.
 */
export function indexCondition(filter: Filter, indexed: ReadonlySet<string>): Record<string, unknown> {
  let best: { readonly path: string; readonly condition: unknown; readonly weight: number } | null = null;
  for (const [path, given] of conditions(filter)) {
    if (!indexed.has(path)) continue;
    const usable = asNedb(given);
    if (usable === null) continue;
    const weight = usable.weight + (path === '_id' ? 10 : 0);
    if (best === null || weight > best.weight) best = { path, condition: usable.condition, weight };
  }
  return best === null ? {} : { [best.path]: best.condition };
}

/** The conditions that all hold: those of the filter, and of the parts of its `$and`s. */
function* conditions(filter: Filter): Generator<[string, unknown]> {
  for (const [key, condition] of Object.entries(filter)) {
    if (key === '$and') for (const part of condition as readonly Filter[]) yield* conditions(part);
    else if (key !== '$or') yield [key, condition];
  }
}

function asNedb(given: unknown): { condition: unknown; weight: number } | null {
  if (!isPlainObject(given)) return isIndexable(given) ? { condition: given, weight: 3 } : null;
  if (isIndexable(given['$eq'])) return { condition: given['$eq'], weight: 3 };
  const list = given['$in'];
  if (Array.isArray(list) && list.every(isIndexable)) return { condition: { $in: list }, weight: 2 };
  for (const operator of ['$gt', '$gte', '$lt', '$lte']) {
    const bound = given[operator];
    // One operator only: on an array each may be met by another element. NeDB orders strings by UTF-16 unit, which is
    // MongoDB's order as long as the bound has no unit from the surrogates upwards.
    if (typeof bound === 'number' || (typeof bound === 'string' && !/[\ud800-\uffff]/.test(bound))) {
      return { condition: { [operator]: bound }, weight: 1 };
    }
  }
  return null;
}

/** Null is also matched by documents that are not under null in the index. */
function isIndexable(value: unknown): boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}
