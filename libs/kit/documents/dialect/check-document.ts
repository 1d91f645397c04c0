/** Deeper than any document of ours; MongoDB's own bound is 100. */
const MAX_DEPTH = 60;

/**
 * A copy of what may be stored: plain JSON. Properties that are undefined are left out, as every adapter would;
 * everything that would come back different is refused.
 * @throws TypeError naming the path: a Date, NaN, a class instance, a field name with a dot or a leading `$`.
 */
export function storable<T>(value: T, path = 'document'): T {
  return copy(value, path, 0) as T;
}

function copy(value: unknown, path: string, depth: number): unknown {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new TypeError(`${path}: expected a finite number, found ${value}`);
    return value === 0 ? 0 : value; // -0 does not survive JSON
  }
  if (typeof value !== 'object') throw new TypeError(`${path}: ${typeof value} cannot be stored`);
  if (depth > MAX_DEPTH) throw new TypeError(`${path}: nested deeper than ${MAX_DEPTH}`);
  if (Array.isArray(value)) return value.map((element, i) => copy(element, `${path}.${i}`, depth + 1));
  const prototype = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) {
    const found = value.constructor?.name ?? 'an object of its own kind';
    throw new TypeError(`${path}: expected plain JSON, found ${found}; dates are stored as ISO 8601 strings`);
  }
  const result: Record<string, unknown> = {};
  for (const [key, field] of Object.entries(value)) {
    if (field === undefined) continue;
    if (key === '' || key.startsWith('$') || key.includes('.') || key.includes('\0') || key === '__proto__') {
      throw new TypeError(`${path}: ${JSON.stringify(key)} cannot name a field (no dot, no leading $, not empty)`);
    }
    result[key] = copy(field, `${path}.${key}`, depth + 1);
  }
  return result;
}

/** A copy of what is already known to be plain JSON: what a store hands out must not be a door into it. */
export function copyJson<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(copyJson) as T;
  const result: Record<string, unknown> = {};
  for (const key of Object.keys(value)) result[key] = copyJson((value as Record<string, unknown>)[key]);
  return result as T;
}
