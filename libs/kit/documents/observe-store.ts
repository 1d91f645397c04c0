import type { DocumentCollection, DocumentStore, IndexSpec, StoredDocument } from './document-collection.js';

export type CollectionOperation = Exclude<keyof DocumentCollection<StoredDocument>, 'name'>;

/** The same store, telling of every call before it is made: for tests that count what a query costs. */
export function observeStore(
  store: DocumentStore,
  onCall: (collection: string, operation: CollectionOperation) => void,
): DocumentStore {
  return {
    async collection<T extends StoredDocument>(name: string, indexes?: readonly IndexSpec[]) {
      return observe(await store.collection<T>(name, indexes), onCall);
    },
    ping: () => store.ping(),
    close: () => store.close(),
  };
}

function observe<T extends StoredDocument>(
  collection: DocumentCollection<T>,
  onCall: (collection: string, operation: CollectionOperation) => void,
): DocumentCollection<T> {
  const told = <R>(operation: CollectionOperation, call: () => R): R => {
    onCall(collection.name, operation);
    return call();
  };
  return {
    name: collection.name,
    findById: (id) => told('findById', () => collection.findById(id)),
    findOne: (filter) => told('findOne', () => collection.findOne(filter)),
    find: (filter, options) => told('find', () => collection.find(filter, options)),
    findPage: (filter, request) => told('findPage', () => collection.findPage(filter, request)),
    count: (filter) => told('count', () => collection.count(filter)),
    insert: (document) => told('insert', () => collection.insert(document)),
    replace: (document) => told('replace', () => collection.replace(document)),
    updateOne: (filter, update) => told('updateOne', () => collection.updateOne(filter, update)),
    delete: (filter) => told('delete', () => collection.delete(filter)),
  };
}
