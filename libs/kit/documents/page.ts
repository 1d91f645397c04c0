import { checkFirst, decodeCursor, encodeCursor } from './cursor.js';
import { checkFilter } from './dialect/check-filter.js';
import { sortValue } from './dialect/compare-values.js';
import {
  type Filter,
  type FindOptions,
  MAX_FIND,
  type Page,
  type PageRequest,
  type Scalar,
  type Sort,
  type StoredDocument,
} from './document-collection.js';

type Find<T> = (filter: Filter, options: FindOptions) => Promise<T[]>;

/**
 * A page by seeking: the filter, and "after these sort values", with one document more than asked to know whether
 * there is a next page. The same for every adapter, as it needs nothing but find.
 */
export async function readPage<T extends StoredDocument>(
  find: Find<T>,
  filter: Filter,
  request: PageRequest,
): Promise<Page<T>> {
  checkFilter(filter);
  const first = checkFirst(request.first);
  const sort = totalOrder(request.sort);
  const scope = JSON.stringify(sort);
  const after = request.after ?? null;
  const seek = after === null ? null : seekFilter(sort, decodeCursor(scope, after, sort.length));
  const found = await find(seek === null ? filter : { $and: [filter, seek] }, { sort, limit: first + 1 });
  const items = found.slice(0, first).map((item) => ({
    item,
    cursor: encodeCursor(
      scope,
      sort.map(([path]) => sortValue(item, path)),
    ),
  }));
  return { items, hasNextPage: found.length > first, hasPreviousPage: after !== null };
}

/** The sort with `_id` as its last field, unless it has it already. */
export function totalOrder(sort: Sort): Sort {
  return sort.some(([path]) => path === '_id') ? sort : [...sort, ['_id', 1]];
}

/**
 * The bound of a find.
 * @throws RangeError outside 1 to MAX_FIND.
 */
export function checkLimit(limit: number = MAX_FIND): number {
  if (Number.isInteger(limit) && limit >= 1 && limit <= MAX_FIND) return limit;
  throw new RangeError(`limit: expected a whole number from 1 to ${MAX_FIND}, found ${limit}`);
}

/** What comes after a position: equal so far and further in the next field, for every field in turn. */
function seekFilter(sort: Sort, position: readonly Scalar[]): Filter {
  const cases: Filter[] = [];
  for (const [i, [path, direction]] of sort.entries()) {
    const further = beyond(path, direction, position[i] ?? null);
    if (further === null) continue;
    const equal = sort.slice(0, i).map(([before], j): Filter => ({ [before]: { $eq: position[j] ?? null } }));
    cases.push(equal.length === 0 ? further : { $and: [...equal, further] });
  }
  // Nothing comes after the last null of a descending order: the id is never null, so it cannot be asked for.
  return cases.length === 0 ? { _id: { $in: [] } } : { $or: cases };
}

/** Null (or missing) < numbers < strings < booleans; a range operator sees values of its own type alone. */
function beyond(path: string, direction: 1 | -1, value: Scalar): Filter | null {
  if (value === null) return direction === 1 ? { [path]: { $ne: null } } : null;
  const numbers: Filter = { [path]: { $lte: Number.MAX_VALUE } };
  const strings: Filter = { [path]: { $gte: '' } };
  const booleans: Filter = { [path]: { $in: [true, false] } };
  const nothing: Filter = { [path]: null };
  if (typeof value === 'boolean') {
    if (direction === 1) return value ? null : { [path]: true };
    return { $or: value ? [{ [path]: false }, strings, numbers, nothing] : [strings, numbers, nothing] };
  }
  if (direction === 1) {
    const further = { [path]: { $gt: value } };
    return { $or: typeof value === 'number' ? [further, strings, booleans] : [further, booleans] };
  }
  const further = { [path]: { $lt: value } };
  return { $or: typeof value === 'number' ? [further, nothing] : [further, numbers, nothing] };
}
