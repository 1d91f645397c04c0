/** What a dotted path reaches in a document, as MongoDB walks it: through objects, array elements and array positions. */
export interface Reached {
  /** Every value at the end of the path; the elements of an array that ends it; undefined where the path breaks off. */
  readonly values: readonly unknown[];
  /** True when the path ends in something, an empty array included. */
  readonly exists: boolean;
}

type Reach = { values: unknown[]; exists: boolean };

export function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A position in an array, as a path writes it: `items.0`; null when the part is a name. */
export function arrayPosition(part: string): number | null {
  return /^(0|[1-9]\d{0,8})$/.test(part) ? Number(part) : null;
}

export function reach(document: unknown, path: string): Reached {
  if (isPlainObject(document) && !path.includes('.')) {
    const value = Object.hasOwn(document, path) ? document[path] : undefined;
    return { values: Array.isArray(value) ? value : [value], exists: value !== undefined };
  }
  const reached: Reach = { values: [], exists: false };
  walk(document, path.split('.'), 0, reached);
  return reached;
}

function walk(value: unknown, parts: readonly string[], depth: number, reached: Reach): void {
  const part = parts[depth];
  if (part === undefined) {
    if (value !== undefined) reached.exists = true;
    if (Array.isArray(value)) reached.values.push(...value);
    else reached.values.push(value);
    return;
  }
  if (Array.isArray(value)) {
    const position = arrayPosition(part);
    if (position !== null && position < value.length) walk(value[position], parts, depth + 1, reached);
    // Elements that are not objects have no fields, and count as nothing rather than as a missing value.
    for (const element of value) if (isPlainObject(element)) walk(element, parts, depth, reached);
    return;
  }
  if (isPlainObject(value) && Object.hasOwn(value, part)) walk(value[part], parts, depth + 1, reached);
  else reached.values.push(undefined);
}
