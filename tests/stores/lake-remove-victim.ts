/**
 * A process to be killed: takes the first bars out of the series S and kills itself at a step of that.
 *
 * Arguments: folder, step, how many bars are taken.
 */
import { BarLakeWriter } from '#lake/bar-lake-writer.js';
import { DAY, daily } from './lake-bars.js';

const [root = '', fatalStep = '', taken = '1'] = process.argv.slice(2);
const writer = await BarLakeWriter.open({
  root,
  threads: 1,
  onStep: (step) => {
    if (step === fatalStep) process.kill(process.pid, 'SIGKILL');
  },
});
await writer.remove(
  daily('S'),
  Float64Array.from({ length: Number(taken) }, (_, i) => i * DAY),
);
