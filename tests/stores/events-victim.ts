/**
 * A process to be killed: publishes on the in-process bus over NeDB files in the folder that it is given, and prints an
 * id once its publish has resolved. Its one consumer is slow on purpose, so that most of it is still waiting.
 */
import { openNedbStore } from '#kit/documents/nedb-document-store.js';
import { createInProcessEventBus } from '#kit/events/in-process-event-bus.js';
import { busOptions, eventAbout } from './events-harness.js';

const [folder = ''] = process.argv.slice(2);
const bus = await createInProcessEventBus(busOptions(await openNedbStore(folder)));
let turn = Promise.resolve();
await bus.subscribe('notifications', ['#'], () => {
  turn = turn.then(() => new Promise((resolve) => setTimeout(resolve, 50)));
  return turn;
});
for (let i = 0; ; i++) {
  const event = eventAbout(`bt_${i % 4}`, 'backtest.updated', { i });
  await bus.publish(event);
  process.stdout.write(`${event.id} ${i}\n`);
}
