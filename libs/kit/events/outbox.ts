import type {
  DocumentCollection,
  Filter,
  IndexSpec,
  StoredDocument,
  Update,
} from '#kit/documents/document-collection.js';
import type { DomainEvent } from './event-bus.js';

/**
 * A stored document that carries the events of its own changes until they are relayed, so that a change and its event
 * are one write. The relay takes them out again, which raises `rev`: a service that guards against lost updates compares
 * a revision of its own in `updateOne`, or reads again when `replace` gives null.
 */
export interface WithOutbox extends StoredDocument {
  /** Oldest first. */
  readonly outbox?: readonly DomainEvent[];
  /** Deleted, and waiting for its last events to be relayed; the relay then removes it. */
  readonly tombstone?: true;
}

/** Finds the documents whose outbox holds something. An index on `outbox.id` answers it. */
export const hasOutbox: Filter = { 'outbox.id': { $gt: '' } };

/** Finds what `markDeleted` has marked. */
export const isMarkedDeleted: Filter = { tombstone: true };

/** Keeps the relay's sweep from reading a whole collection. */
export const outboxIndex: IndexSpec = { fields: ['outbox.id'] };

/** The same for the collection of a repository that uses `markDeleted`. */
export const tombstoneIndex: IndexSpec = { fields: ['tombstone'] };

/** Leaves out what `markDeleted` has marked; a part of every filter of a repository that deletes. */
export const notDeleted: Filter = { tombstone: { $ne: true } };

/** The document with the events behind those that it already carries: for `insert`. */
export function withEvents<T extends object>(
  document: T,
  events: readonly DomainEvent[],
): T & Pick<WithOutbox, 'outbox'> {
  const carried = (document as Pick<WithOutbox, 'outbox'>).outbox ?? [];
  return { ...document, outbox: [...carried, ...events] };
}

/**
 * The member of an update's `$push` that adds an event: `updateOne(filter, { $set: …, $push: pushEvent(event) })`. The
 * dialect pushes one element a step; a change with several events goes through `replaceWithEvents`.
 */
export function pushEvent(event: DomainEvent): { readonly outbox: DomainEvent } {
  return { outbox: event };
}

/** The document as the rest of the program may see it. */
export function withoutOutbox<T extends Partial<WithOutbox>>(document: T): Omit<T, 'outbox' | 'tombstone'> {
  const { outbox: _outbox, tombstone: _tombstone, ...rest } = document;
  return rest;
}

/**
 * `replace` for a document that was read without its outbox: events that are not relayed yet stay in it, before the new
 * ones. Null when another writer, the relay included, was first.
 */
export async function replaceWithEvents<T extends WithOutbox>(
  collection: DocumentCollection<T>,
  document: T,
  events: readonly DomainEvent[],
): Promise<T | null> {
  const stored = await collection.findById(document._id);
  if (stored === null || stored.rev !== document.rev || stored.tombstone === true) return null;
  return collection.replace(withEvents({ ...document, outbox: stored.outbox ?? [] }, events) as T);
}

/**
 * Deletes the first match by one write that also carries the event of the deletion: the document is marked, and the
 * relay removes it once that is published. Null when nothing matches.
 * @param givenBack fields whose unique values are free at once; those of others are taken until the document is removed
 */
export function markDeleted<T extends WithOutbox>(
  collection: DocumentCollection<T>,
  filter: Filter,
  event: DomainEvent,
  givenBack: readonly string[] = [],
): Promise<T | null> {
  const $unset = Object.fromEntries(givenBack.map((field): [string, true] => [field, true]));
  const freed = givenBack.length === 0 ? {} : { $unset };
  const update: Update = { $set: { tombstone: true }, $push: pushEvent(event), ...freed };
  return collection.updateOne({ $and: [filter, notDeleted] }, update);
}
