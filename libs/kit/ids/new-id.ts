import { uuidv7 } from 'uuidv7';

/** A new id: a word that says what it names, and a UUIDv7, so that ids sort by the time they were made: `strat_0198…`. */
export function newId(prefix: string): string {
  return `${prefix}_${uuidv7()}`;
}
