/**
 * One of several processes that write to one lake at once: so many writes of one bar each, alternately into a series of
 * its own and into one that all share. Prints its last snapshot.
 *
 * Arguments: folder, its number, number of writes.
 */
import { writeSync } from 'node:fs';
import { BarLakeWriter } from '#lake/bar-lake-writer.js';
import { barsOf, daily } from './lake-bars.js';

const [root = '', number = '0', writes = '1'] = process.argv.slice(2);
const own = Number(number);
const writer = await BarLakeWriter.open({ root, threads: 1 });
let last = '';
for (let i = 0; i < Number(writes); i++) {
  const symbol = i % 2 === 0 ? `OWN${own}` : 'SHARED';
  // Days that no other process writes.
  const { snapshot } = await writer.upsert(daily(symbol), barsOf(i * 10 + own, 1, own + 1), 'test');
  last = snapshot.id;
}
await writer.close();
writeSync(1, `${last}\n`);
