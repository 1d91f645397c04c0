/**
 * The document port: one small dialect, the part of MongoDB's that NeDB has too, so that a repository is written once.
 * Adapters: NeDB files (embedded) and MongoDB (distributed); one contract suite holds both.
 */

/** What every stored document has. `rev` is the store's own optimistic lock: it rises with every write of the document. */
export interface StoredDocument {
  readonly _id: string;
  readonly rev: number;
}

export type Scalar = string | number | boolean | null;

/** Operators on one field, compared as MongoDB compares them (missing equals null). */
export interface FieldOperators {
  readonly $eq?: Scalar;
  readonly $ne?: Scalar;
  readonly $in?: readonly Scalar[];
  readonly $nin?: readonly Scalar[];
  readonly $gt?: string | number;
  readonly $gte?: string | number;
  readonly $lt?: string | number;
  readonly $lte?: string | number;
  readonly $exists?: boolean;
  readonly $regex?: RegExp;
}

/** Fields by their dotted path; an array field matches when any element does. Dates are stored as ISO 8601 strings. */
export type Filter = {
  readonly $and?: readonly Filter[];
  readonly $or?: readonly Filter[];
} & { readonly [path: string]: Scalar | FieldOperators | readonly Filter[] | undefined };

export interface Update {
  readonly $set?: Readonly<Record<string, unknown>>;
  readonly $unset?: Readonly<Record<string, true>>;
  readonly $inc?: Readonly<Record<string, number>>;
  readonly $push?: Readonly<Record<string, unknown>>;
  readonly $addToSet?: Readonly<Record<string, unknown>>;
  readonly $pull?: Readonly<Record<string, unknown>>;
}

/** Fields in order of weight. A page adds `_id` as the last one, so that the order is total. */
export type Sort = readonly (readonly [path: string, direction: 1 | -1])[];

export interface FindOptions {
  readonly sort?: Sort;
  /** 1 to MAX_FIND; MAX_FIND when absent. Nothing reads without a bound. */
  readonly limit?: number;
}

export const MAX_FIND = 10_000;

export interface PageRequest {
  /** 1 to 100. */
  readonly first: number;
  /** A cursor that an earlier page with the same sort gave. */
  readonly after?: string | null;
  readonly sort: Sort;
}

export interface Page<T> {
  readonly items: readonly { readonly item: T; readonly cursor: string }[];
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
}

export interface IndexSpec {
  readonly fields: readonly string[];
  /** A second document with the same values is refused with DuplicateKey; documents that lack a field are left alone. */
  readonly unique?: boolean;
}

export interface DocumentCollection<T extends StoredDocument> {
  readonly name: string;
  findById(id: string): Promise<T | null>;
  findOne(filter: Filter): Promise<T | null>;
  find(filter: Filter, options?: FindOptions): Promise<T[]>;
  /** Seeks by the sort values of the cursor: the last page costs what the first one does. */
  findPage(filter: Filter, request: PageRequest): Promise<Page<T>>;
  count(filter: Filter): Promise<number>;
  /** Stores it with rev 1. DuplicateKey when the id, or a unique index, is taken. */
  insert(document: Omit<T, 'rev'>): Promise<T>;
  /** Replaces the document when its stored rev is still `document.rev`; the new document, or null when another writer was first. */
  replace(document: T): Promise<T | null>;
  /** Changes the first match in one step and gives it as it then is; null when nothing matches. */
  updateOne(filter: Filter, update: Update): Promise<T | null>;
  /** How many were deleted. */
  delete(filter: Filter): Promise<number>;
}

export interface DocumentStore {
  /** Opens the collection and sees to its indexes; the same name gives the same collection. */
  collection<T extends StoredDocument>(name: string, indexes?: readonly IndexSpec[]): Promise<DocumentCollection<T>>;
  /** Resolves when the store answers; rejects with what is wrong. For /readyz. */
  ping(): Promise<void>;
  close(): Promise<void>;
}

/** A unique value is taken. Repositories turn it into their own refusal. */
export class DuplicateKey extends Error {
  constructor(
    readonly collection: string,
    readonly fields: readonly string[],
  ) {
    super(`${collection}: another document already has this ${fields.join(', ')}`);
    this.name = 'DuplicateKey';
  }
}
