import { BadUserInput } from '#kit/errors/domain-error.js';
import { workerTask } from './worker-task.js';

export type Order =
  | { readonly do: 'square'; readonly values: Float64Array }
  | { readonly do: 'refuse' | 'fault' | 'exit' }
  | { readonly do: 'spin'; readonly turns: SharedArrayBuffer; readonly politely: boolean };

/** The thread's side of worker-pool.spec.ts. */
export default workerTask(
  (order: Order, task): Float64Array => {
    switch (order.do) {
      case 'square':
        for (let i = 0; i <= 4; i += 1) task.reportProgress(i / 4);
        return order.values.map((value) => value * value);
      case 'refuse':
        throw new BadUserInput('values: expected some, found none', { argument: 'values' });
      case 'exit':
        return process.exit(3);
      case 'spin': {
        const turns = new Int32Array(order.turns);
        task.reportProgress(0.5);
        for (;;) {
          Atomics.add(turns, 0, 1);
          if (order.politely) task.throwIfCancelled();
        }
      }
      default:
        throw new RangeError('a fault of the task');
    }
  },
  (output) => [output.buffer as ArrayBuffer],
);
