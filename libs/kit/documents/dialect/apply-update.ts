import type { FieldOperators, Filter, Scalar, Update } from '../document-collection.js';
import { copyJson } from './check-document.js';
import { arrayPosition, isPlainObject } from './field-path.js';
import { matchesCondition, matchesFilter } from './match-filter.js';

type Container = Record<string, unknown> | unknown[];

/**
 * The document as the update leaves it, by MongoDB's rules; a copy. The update is one that checkUpdate has passed.
 * @throws TypeError where MongoDB refuses as well: `$inc` on what is no number, `$push` on what is no array, a path
 * that leads through a scalar.
 */
export function applyUpdate<T>(document: T, update: Update): T {
  const result = copyJson(document) as Container;
  for (const [path, value] of Object.entries(update.$set ?? {})) {
    at(result, path, true, (parent, key) => write(parent, key, copyJson(value), path));
  }
  for (const path of Object.keys(update.$unset ?? {})) {
    at(result, path, false, (parent, key) => {
      // In an array the position stays and becomes null, so that the others keep theirs.
      if (!Array.isArray(parent)) delete parent[key];
      else if (read(parent, key) !== undefined) write(parent, key, null, path);
    });
  }
  for (const [path, amount] of Object.entries(update.$inc ?? {})) {
    at(result, path, true, (parent, key) => {
      const found = read(parent, key) ?? (has(parent, key) ? null : 0);
      if (typeof found !== 'number') throw new TypeError(`$inc ${path}: expected a number in the document`);
      write(parent, key, found + amount, path);
    });
  }
  for (const [path, value] of Object.entries(update.$push ?? {})) {
    at(result, path, true, (parent, key) => list(parent, key, path, '$push').push(copyJson(value)));
  }
  for (const [path, value] of Object.entries(update.$addToSet ?? {})) {
    at(result, path, true, (parent, key) => {
      const elements = list(parent, key, path, '$addToSet');
      const wanted = JSON.stringify(value);
      if (!elements.some((element) => JSON.stringify(element) === wanted)) elements.push(copyJson(value));
    });
  }
  for (const [path, condition] of Object.entries(update.$pull ?? {})) {
    at(result, path, false, (parent, key) => {
      if (!has(parent, key)) return;
      const elements = list(parent, key, path, '$pull');
      write(
        parent,
        key,
        elements.filter((element) => !isPulled(element, condition)),
        path,
      );
    });
  }
  return result as T;
}

/** Calls with the container that holds the path's last part; creates the ones on the way when asked to. */
function at(root: Container, path: string, create: boolean, use: (parent: Container, key: string) => void): void {
  const parts = path.split('.');
  const last = parts.pop() as string;
  let parent = root;
  for (const part of parts) {
    let next = read(parent, part);
    if (next === undefined && !has(parent, part)) {
      if (!create) return;
      next = {};
      write(parent, part, next, path);
    }
    if (!isPlainObject(next) && !Array.isArray(next)) {
      if (!create) return;
      throw new TypeError(`update ${path}: ${part} is neither an object nor an array in the document`);
    }
    parent = next;
  }
  use(parent, last);
}

function has(parent: Container, key: string): boolean {
  return Array.isArray(parent)
    ? Number(arrayPosition(key) ?? parent.length) < parent.length
    : Object.hasOwn(parent, key);
}

function read(parent: Container, key: string): unknown {
  if (!has(parent, key)) return undefined;
  return Array.isArray(parent) ? parent[Number(key)] : parent[key];
}

function write(parent: Container, key: string, value: unknown, path: string): void {
  if (!Array.isArray(parent)) {
    parent[key] = value;
    return;
  }
  const position = arrayPosition(key);
  if (position === null || position > parent.length) {
    throw new TypeError(`update ${path}: ${key} is no position of the array, which has ${parent.length} elements`);
  }
  parent[position] = value;
}

function list(parent: Container, key: string, path: string, operator: string): unknown[] {
  if (!has(parent, key)) write(parent, key, [], path);
  const found = read(parent, key);
  if (!Array.isArray(found)) throw new TypeError(`${operator} ${path}: expected an array in the document`);
  return found;
}

/** `$pull` takes a value, operators on the element, or a filter on the fields of the element. */
function isPulled(element: unknown, condition: unknown): boolean {
  if (!isPlainObject(condition)) return element === condition;
  if (Object.keys(condition)[0]?.startsWith('$')) {
    return matchesCondition({ values: [element], exists: true }, condition as FieldOperators | Scalar);
  }
  return isPlainObject(element) && matchesFilter(element, condition as Filter);
}
