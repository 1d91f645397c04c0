import { reach } from './dialect/field-path.js';
import { DuplicateKey, type IndexSpec, type StoredDocument } from './document-collection.js';

/**
 * Which document holds which unique value, for a store that has no such index of its own. A document that lacks one of
 * the fields (missing or null) holds none; an array holds each of its elements.
 */
export class UniqueKeys {
  readonly #holders = new Map<string, string>();

  constructor(
    private readonly collection: string,
    readonly fields: IndexSpec['fields'],
  ) {}

  /** @throws DuplicateKey when another document holds a value of this one. */
  check(document: StoredDocument): void {
    for (const key of this.#keys(document)) {
      const holder = this.#holders.get(key);
      if (holder !== undefined && holder !== document._id) throw new DuplicateKey(this.collection, this.fields);
    }
  }

  add(document: StoredDocument): void {
    for (const key of this.#keys(document)) this.#holders.set(key, document._id);
  }

  remove(document: StoredDocument): void {
    for (const key of this.#keys(document)) if (this.#holders.get(key) === document._id) this.#holders.delete(key);
  }

  #keys(document: StoredDocument): string[] {
    let tuples: unknown[][] = [[]];
    for (const field of this.fields) {
      const values = new Set(reach(document, field).values.filter((value) => value !== null && value !== undefined));
      tuples = tuples.flatMap((tuple) => [...values].map((value) => [...tuple, value]));
    }
    return tuples.map((tuple) => JSON.stringify(tuple));
  }
}
