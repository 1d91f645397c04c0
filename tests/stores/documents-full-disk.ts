/**
 * A process whose files may not grow beyond a bound (`ulimit -f`): writes until the disk refuses, goes on for a while
 * as one does, and says which ids were acknowledged and what it then reads.
 */
import { openNedbStore } from '#kit/documents/nedb-document-store.js';

// Without a listener the signal ends the process; with one, the write fails with EFBIG.
process.on('SIGXFSZ', () => {});
const [folder = ''] = process.argv.slice(2);
const store = await openNedbStore(folder);
const things = await store.collection('things');
const acknowledged: string[] = [];
const faults = new Set<string>();
for (let i = 0, refused = 0; refused < 5; i += 1) {
  const _id = `t${i}`;
  try {
    await things.insert({ _id, text: 'x'.repeat(997 + (i % 50)) } as never);
    acknowledged.push(_id);
  } catch (error) {
    refused += 1;
    faults.add((error as NodeJS.ErrnoException).code ?? String(error));
  }
}
// What is small enough still finds room behind the last whole record.
await things.insert({ _id: 'small' } as never);
acknowledged.push('small');
const visible = (await things.find({})).map(({ _id }) => _id);
process.stdout.write(JSON.stringify({ acknowledged, visible, faults: [...faults] }));
await store.close();
