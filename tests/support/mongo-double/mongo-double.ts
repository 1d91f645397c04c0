/**
 * A test double of a MongoDB server: not MongoDB.
 *
 * Real are the TCP connection, the wire protocol (OP_MSG, and OP_QUERY for the greeting), the BSON and the driver that
 * talks to it, so an adapter's commands are seen as a server would see them. Filters, sorts and updates are evaluated
 * by mingo, another author's reading of the query language. Commands run one at a time. Unique and partial indexes are
 * kept; cursors come in batches; an unknown command is answered with CommandNotFound.
 *
 * Not modelled: durability (it forgets everything), replication, elections, write and read concern (accepted and
 * ignored), transactions and retryable writes (it greets as a single server), authentication, TLS, time limits, query
 * plans, collations, multi and upsert, and every command that is not in double-commands.ts. What passes against it must
 * still be run against a server: set MONGODB_URL, and the same suites do.
 */

import type { AddressInfo } from 'node:net';
import { createServer, type Socket } from 'node:net';
import { DoubleCommands } from './double-commands.js';
import { readMessages, writeReply } from './wire-message.js';

export interface MongoDouble {
  readonly url: string;
  /** Closes every connection as a server that dies; it can be reached again at once. */
  dropConnections(): void;
  close(): Promise<void>;
}

export async function startMongoDouble(): Promise<MongoDouble> {
  const commands = new DoubleCommands();
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.setNoDelay(true);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    serve(socket, commands);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const dropConnections = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    url: `mongodb://127.0.0.1:${(server.address() as AddressInfo).port}`,
    dropConnections,
    close: () => {
      dropConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

function serve(socket: Socket, commands: DoubleCommands): void {
  let pending: Buffer = Buffer.alloc(0);
  socket.on('data', (bytes) => {
    try {
      const { requests, rest } = readMessages(Buffer.concat([pending, bytes]));
      pending = rest;
      for (const request of requests) {
        const reply = commands.run(request.command);
        if (request.wantsReply) socket.write(writeReply(request, reply));
      }
    } catch {
      socket.destroy(); // not a message: a server hangs up as well
    }
  });
}
