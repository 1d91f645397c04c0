/**
 * A process to be killed: writes to the lake in the folder that it is given, one bar a write into three series in turn,
 * and prints each write's number when it begins, at each of its steps and once it is acknowledged.
 *
 * Arguments: folder, number of the first write, and the step and write at which it kills itself (or `none`).
 */
import { writeSync } from 'node:fs';
import { BarLakeWriter } from '#lake/bar-lake-writer.js';
import { barsOf, daily } from './lake-bars.js';

const [root = '', first = '0', fatalStep = 'none', fatalWrite = '0'] = process.argv.slice(2);
let write = Number(first);
const writer = await BarLakeWriter.open({
  root,
  threads: 1,
  leftoverAgeMs: 0,
  onStep: (step) => {
    writeSync(1, `${step} ${write}\n`);
    if (step === fatalStep && write === Number(fatalWrite)) process.kill(process.pid, 'SIGKILL');
  },
});
for (; ; write++) {
  writeSync(1, `begun ${write}\n`);
  await writer.upsert(daily(`S${write % 3}`), barsOf(write, 1, write + 1), 'test');
  writeSync(1, `acknowledged ${write}\n`);
}
