import { createHash } from 'node:crypto';
import { BadUserInput } from '#kit/errors/domain-error.js';
import type { Scalar } from './document-collection.js';

/** Longer than any cursor that is given out: sort values are names, times and numbers. */
const MAX_CURSOR_LENGTH = 4096;
export const MAX_PAGE = 100;

/**
 * An opaque cursor: a position in one list. `scope` names the list and its order (`bars DAILY asc`); a cursor only
 * opens with the scope it was made for. It is not secret and not signed: whoever forges one reaches nothing that the
 * list itself would not show.
 */
export function encodeCursor(scope: string, position: readonly Scalar[]): string {
  return Buffer.from(JSON.stringify([seal(scope), ...position])).toString('base64url');
}

/**
 * The position that encodeCursor put in.
 * @throws BadUserInput when the cursor is not one of this list, or not one at all.
 */
export function decodeCursor(scope: string, cursor: string, length: number): Scalar[] {
  const content = cursor.length <= MAX_CURSOR_LENGTH ? parse(cursor) : null;
  if (content === null || content[0] !== seal(scope) || content.length !== length + 1 || !content.every(isScalar)) {
    const found = cursor.length > 40 ? `${cursor.slice(0, 40)}…` : cursor;
    throw new BadUserInput(
      `after: expected a cursor from an earlier page of this list in the same order, found ${JSON.stringify(found)}; leave it out to start at the beginning`,
      { argument: 'after' },
    );
  }
  return content.slice(1);
}

/**
 * The page size, when it is one.
 * @throws BadUserInput outside 1 to 100.
 */
export function checkFirst(first: number): number {
  if (Number.isInteger(first) && first >= 1 && first <= MAX_PAGE) return first;
  throw new BadUserInput(
    `first: expected a whole number from 1 to ${MAX_PAGE}, found ${first}; ask for further pages with after`,
    { argument: 'first' },
  );
}

function seal(scope: string): string {
  return createHash('sha256').update(scope).digest('base64url').slice(0, 8);
}

function parse(cursor: string): Scalar[] | null {
  if (!/^[\w-]+$/.test(cursor)) return null;
  try {
    const content: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    return Array.isArray(content) ? content : null;
  } catch {
    return null;
  }
}

function isScalar(value: unknown): value is Scalar {
  return value === null || ['string', 'number', 'boolean'].includes(typeof value);
}
