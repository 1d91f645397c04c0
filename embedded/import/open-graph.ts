import { FolderInUse } from '#kit/documents/folder-lock.js';
import { developmentUser } from '#kit/identity/development-user.js';
import { newId } from '#kit/ids/new-id.js';
import { silentLogger } from '#kit/observability/logger.js';
import { systemClock } from '#kit/time/clock.js';
import { notedAddress } from '../server-address.js';
import type { ImportEnvironment } from './config.js';
import { ImportFault } from './import-fault.js';

interface Result {
  readonly data?: Readonly<Record<string, unknown>> | null;
  readonly errors?: readonly { readonly message: string }[];
}

/** The graph, of a server or of this very process. */
export interface OpenGraph {
  /** The address of the server; null when it runs in this process. */
  readonly url: string | null;
  /** @throws ImportFault with the graph's own words for what it refuses */
  ask<T>(query: string, variables: Readonly<Record<string, unknown>>): Promise<T>;
  close(): Promise<void>;
}

/**
 * The graph over the data folder: of the server that uses it; where none does, started in this process, as npm start
 * would, on an address of its own and until it is closed. Which of the two, the folder's own lock decides.
 * @throws ImportFault when there must be a server and none answers
 */
export async function openGraph(environment: ImportEnvironment, url: string | null): Promise<OpenGraph> {
  const { server, token } = environment;
  if (url !== null) return reach(url, token, '--url: no server answers');
  const configured = `http://${server.HOST}:${server.PORT}`;
  // Documents in MongoDB are many processes': which one does the import does not matter, but one must be there.
  if (server.MONGODB_URL !== undefined) {
    const fault = 'Documents are in MongoDB, so that a server has to do the import, but no server answers';
    return reach(`${configured}/graphql`, token, fault);
  }
  try {
    return await startHere(server);
  } catch (error) {
    if (!(error instanceof FolderInUse)) throw error;
    const noted = (await notedAddress(server.DATA_DIR)) ?? configured;
    return reach(`${noted}/graphql`, token, 'The data folder is in use, but no server answers');
  }
}

async function startHere(server: ImportEnvironment['server']): Promise<OpenGraph> {
  // Loaded here, for who asks a running server should not wait for all of it.
  const { startEmbedded } = await import('../start-embedded.js');
  const config = { ...server, HOST: '127.0.0.1', PORT: 0 };
  const gateway = await startEmbedded(config, { log: silentLogger, clock: systemClock, handleSignals: false });
  return {
    url: null,
    ask: async <T>(document: string, variables: Readonly<Record<string, unknown>>) =>
      answerOf<T>(await gateway.execute({ document, variables, viewer: developmentUser, requestId: newId('req') })),
    close: () => gateway.close(),
  };
}

/** @param fault what to say first when there is no server at the address */
async function reach(url: string, token: string | null, fault: string): Promise<OpenGraph> {
  const ask = async <T>(query: string, variables: Readonly<Record<string, unknown>>) => {
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      },
      body: JSON.stringify({ query, variables }),
    }).catch(() => {
      throw new ImportFault(`${fault} at ${url}. Is it still starting? If it has another address, give it with --url.`);
    });
    const text = await response.text();
    return answerOf<T>(parse(text, url, response.status));
  };
  // A wrong address, or a token that does not hold, is told before anything is copied.
  await ask('{ ingestions(first: 1) { totalCount } }', {});
  return { url, ask, close: async () => {} };
}

function parse(text: string, url: string, status: number): Result {
  try {
    return JSON.parse(text) as Result;
  } catch {
    throw new ImportFault(
      `Expected the graph at ${url}, found something else (status ${status}). Give its address with --url.`,
    );
  }
}

function answerOf<T>({ data, errors }: Result): T {
  const [error] = errors ?? [];
  if (error !== undefined) throw new ImportFault(error.message);
  return data as T;
}
