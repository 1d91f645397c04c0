import type { FieldOperators, Filter, Scalar } from '../document-collection.js';
import { compareStrings } from './compare-values.js';
import { isPlainObject, type Reached, reach } from './field-path.js';

/**
 * Whether a document matches, as MongoDB decides it: missing equals null, an array matches when any element does,
 * each operator on its own, `$ne` and `$nin` are the exact opposites of `$eq` and `$in`, and a range compares only
 * values of its own type. The filter is one that checkFilter has passed.
 */
export function matchesFilter(document: unknown, filter: Filter): boolean {
  for (const [key, condition] of Object.entries(filter)) {
    if (key === '$and') {
      if (!(condition as readonly Filter[]).every((part) => matchesFilter(document, part))) return false;
    } else if (key === '$or') {
      if (!(condition as readonly Filter[]).some((part) => matchesFilter(document, part))) return false;
    } else if (!matchesCondition(reach(document, key), condition as Scalar | FieldOperators)) return false;
  }
  return true;
}

/** The same for a bare value, such as an array element that `$pull` looks at. */
export function matchesCondition(reached: Reached, condition: Scalar | FieldOperators): boolean {
  if (!isPlainObject(condition)) return equals(reached, condition as Scalar);
  return Object.entries(condition).every(([operator, operand]) => holds(reached, operator, operand));
}

function holds(reached: Reached, operator: string, operand: unknown): boolean {
  switch (operator) {
    case '$eq':
      return equals(reached, operand as Scalar);
    case '$ne':
      return !equals(reached, operand as Scalar);
    case '$in':
      return (operand as readonly Scalar[]).some((value) => equals(reached, value));
    case '$nin':
      return !(operand as readonly Scalar[]).some((value) => equals(reached, value));
    case '$exists':
      return reached.exists === operand;
    case '$regex':
      return reached.values.some((value) => typeof value === 'string' && (operand as RegExp).test(value));
    default:
      return reached.values.some((value) => inRange(value, operator, operand as string | number));
  }
}

function equals(reached: Reached, wanted: Scalar): boolean {
  return reached.values.some((value) => (wanted === null ? value === null || value === undefined : value === wanted));
}

function inRange(value: unknown, operator: string, bound: string | number): boolean {
  if (typeof value !== typeof bound) return false;
  const order =
    typeof bound === 'string' ? compareStrings(value as string, bound) : (value as number) - (bound as number);
  switch (operator) {
    case '$gt':
      return order > 0;
    case '$gte':
      return order >= 0;
    case '$lt':
      return order < 0;
    default:
      return order <= 0;
  }
}
