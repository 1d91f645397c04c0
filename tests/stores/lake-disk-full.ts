/**
 * Writes series of ever more bars, each of another number so that it does not compress, under a limit of the size of a
 * file, which stands for a disk that is full. Prints for each whether it was acknowledged or refused.
 */
import { writeSync } from 'node:fs';
import { BarLakeWriter } from '#lake/bar-lake-writer.js';
import { barsOf, daily } from './lake-bars.js';

const [root = ''] = process.argv.slice(2);
const writer = await BarLakeWriter.open({ root, threads: 1 });
for (const rows of [100, 1_000, 4_000, 20_000, 60_000, 200]) {
  const bars = barsOf(0, rows, 0);
  for (const column of [bars.open, bars.high, bars.low, bars.close, bars.volume, bars.adjustedClose]) {
    column.forEach((_, i) => {
      column[i] = 1 + Math.abs(Math.sin(i * 7.3)) * 100;
    });
  }
  try {
    await writer.upsert(daily(`S${rows}`), bars, 'test');
    writeSync(1, `acknowledged ${rows}\n`);
  } catch {
    writeSync(1, `refused ${rows}\n`);
  }
}
await writer.close();
