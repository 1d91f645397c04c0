import type { Filter } from '../document-collection.js';
import { isPlainObject } from './field-path.js';

const SCALAR = new Set(['$eq', '$ne']);
const LIST = new Set(['$in', '$nin']);
const RANGE = new Set(['$gt', '$gte', '$lt', '$lte']);
const MAX_DEPTH = 20;

/**
 * Refuses what is outside the dialect, so that no adapter has a meaning of its own for it. Above all an `undefined`:
 * a driver would leave the condition out, and the filter would match more than was meant.
 * @throws TypeError: a programmer's mistake, never a client's.
 */
export function checkFilter(filter: Filter, depth = 0): void {
  if (!isPlainObject(filter)) throw new TypeError(`filter: expected an object, found ${describe(filter)}`);
  if (depth > MAX_DEPTH) throw new TypeError(`filter: nested deeper than ${MAX_DEPTH}`);
  for (const [key, condition] of Object.entries(filter)) {
    if (key === '$and' || key === '$or') {
      // MongoDB refuses an empty list.
      if (!Array.isArray(condition) || condition.length === 0) {
        throw new TypeError(`filter: ${key} expects at least one filter`);
      }
      for (const part of condition) checkFilter(part as Filter, depth + 1);
    } else if (key.startsWith('$')) {
      throw new TypeError(`filter: ${key} is not in the dialect`);
    } else if (isPlainObject(condition)) checkOperators(key, condition);
    else checkScalar(key, condition);
  }
}

function checkOperators(path: string, operators: Record<string, unknown>): void {
  const entries = Object.entries(operators);
  if (entries.length === 0) throw new TypeError(`filter: ${path} has no operator`);
  for (const [operator, operand] of entries) {
    const where = `${path} ${operator}`;
    if (SCALAR.has(operator)) checkScalar(where, operand);
    else if (LIST.has(operator)) {
      if (!Array.isArray(operand)) throw new TypeError(`filter: ${where} expects a list, found ${describe(operand)}`);
      for (const value of operand) checkScalar(where, value);
    } else if (RANGE.has(operator)) {
      if (typeof operand !== 'string' && !Number.isFinite(operand)) {
        throw new TypeError(`filter: ${where} expects a string or a finite number, found ${describe(operand)}`);
      }
    } else if (operator === '$exists') {
      if (typeof operand !== 'boolean') throw new TypeError(`filter: ${where} expects true or false`);
    } else if (operator === '$regex') {
      // The other flags have no counterpart in MongoDB, and g and y give a RegExp a memory.
      if (!(operand instanceof RegExp) || /[^im]/.test(operand.flags)) {
        throw new TypeError(`filter: ${where} expects a RegExp with no flags but i and m`);
      }
    } else throw new TypeError(`filter: ${where} is not in the dialect`);
  }
}

function checkScalar(where: string, value: unknown): void {
  if (value === null || typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value)) return;
  throw new TypeError(`filter: ${where} expects a string, finite number, boolean or null, found ${describe(value)}`);
}

function describe(value: unknown): string {
  if (Array.isArray(value)) return 'an array';
  if (value instanceof Date) return 'a Date (dates are stored as ISO 8601 strings)';
  return typeof value === 'number' ? String(value) : value === null ? 'null' : typeof value;
}
