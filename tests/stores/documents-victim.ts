/**
 * A process to be killed: writes to NeDB files in the folder that it is given, several writes at a time, each on its
 * own document. It says what it tries before, and what was acknowledged after: `try <id>`, `ack <id> <document or null>`.
 */
import type { DocumentCollection, StoredDocument } from '#kit/documents/document-collection.js';
import { openNedbStore } from '#kit/documents/nedb-document-store.js';

interface Counter extends StoredDocument {
  readonly n: number;
  readonly text: string;
}

const LANES = 4;
const [folder = '', seed = '1'] = process.argv.slice(2);
const store = await openNedbStore(folder, { compactAfterLines: 40 });
const counters = await store.collection<Counter>('counters');
await Promise.all(Array.from({ length: LANES }, (_, lane) => write(counters, lane, Number(seed) * 7919 + lane)));

async function write(collection: DocumentCollection<Counter>, lane: number, from: number): Promise<void> {
  let state = from;
  for (;;) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    const id = `${lane}-${(state >>> 8) % 25}`;
    const text = 'x'.repeat((state >>> 16) % 300);
    process.stdout.write(`try ${id}\n`);
    const found = await collection.findById(id);
    let now: Counter | null;
    if (found === null) now = await collection.insert({ _id: id, n: 1, text });
    else if (state % 7 === 0) {
      await collection.delete({ _id: id });
      now = null;
    } else if (state % 2 === 0) now = await collection.replace({ ...found, n: found.n + 1, text });
    else now = await collection.updateOne({ _id: id }, { $inc: { n: 1 }, $set: { text } });
    process.stdout.write(`ack ${id} ${JSON.stringify(now)}\n`);
  }
}
