import type { Filter, Update } from '../document-collection.js';
import { storable } from './check-document.js';
import { checkFilter } from './check-filter.js';
import { isPlainObject } from './field-path.js';

const OPERATORS = ['$set', '$unset', '$inc', '$push', '$addToSet', '$pull'] as const;

/**
 * A copy of the update with nothing undefined in it, refused where an adapter would refuse it or read it its own way.
 * `_id` and `rev` belong to the store. Two operators on one path, or on a path and its parent, are refused as MongoDB does.
 * @throws TypeError: a programmer's mistake.
 */
export function checkUpdate(update: Update): Update {
  const result: Record<string, Record<string, unknown>> = {};
  const paths: string[] = [];
  for (const [operator, fields] of Object.entries(update) as [(typeof OPERATORS)[number], unknown][]) {
    if (!OPERATORS.includes(operator)) throw new TypeError(`update: ${operator} is not in the dialect`);
    if (fields === undefined) continue;
    if (!isPlainObject(fields)) throw new TypeError(`update: ${operator} expects an object of paths`);
    const checked: Record<string, unknown> = {};
    for (const [path, value] of Object.entries(fields)) {
      if (value === undefined) continue;
      checkPath(path);
      paths.push(path);
      checked[path] = checkOperand(operator, path, value);
    }
    if (Object.keys(checked).length > 0) result[operator] = checked;
  }
  paths.sort();
  for (let i = 1; i < paths.length; i += 1) {
    const clash = paths.slice(0, i).find((path) => path === paths[i] || paths[i]?.startsWith(`${path}.`));
    if (clash !== undefined) throw new TypeError(`update: ${paths[i]} and ${clash} cannot be changed in one step`);
  }
  return result as Update;
}

function checkPath(path: string): void {
  const parts = path.split('.');
  if (parts[0] === '_id' || parts[0] === 'rev') throw new TypeError(`update: ${parts[0]} belongs to the store`);
  if (parts.some((part) => part === '' || part.startsWith('$') || part === '__proto__')) {
    throw new TypeError(`update: ${JSON.stringify(path)} is not a path`);
  }
}

function checkOperand(operator: (typeof OPERATORS)[number], path: string, value: unknown): unknown {
  const where = `${operator} ${path}`;
  if (operator === '$unset') return true;
  if (operator === '$inc') {
    if (!Number.isFinite(value)) throw new TypeError(`update: ${where} expects a finite number`);
    return value;
  }
  if (operator !== '$pull' || !isPlainObject(value)) return storable(value, where);
  const first = Object.keys(value)[0];
  if (first === undefined)
    throw new TypeError(`update: ${where} expects a value, operators or a filter on the element`);
  // Operators are checked as those of a field.
  checkFilter(first.startsWith('$') ? ({ element: value } as Filter) : (value as Filter));
  return value;
}
