import { setTimeout as wait } from 'node:timers/promises';
import { RunStatus } from '#schema/generated/enums.js';
import { ImportFault } from './import-fault.js';
import { Interrupted, type StopSignal } from './interrupted.js';
import type { OpenGraph } from './open-graph.js';

const POLL_MS = 250;
/** How long a stopped import may take until it has ended. */
const STOP_POLLS = 120;

export const INGESTION_FIELDS = `id status progress rowsWritten rowsReplaced rowsRejected rowsDuplicated rowsHeldOut qualityEventsRaised
  snapshotId failure { message }`;

export interface Ingestion {
  readonly id: string;
  readonly status: RunStatus;
  readonly progress: number;
  readonly rowsWritten: number;
  readonly rowsReplaced: number;
  readonly rowsRejected: number;
  readonly rowsDuplicated: number;
  readonly rowsHeldOut: number;
  readonly qualityEventsRaised: number;
  readonly snapshotId: string | null;
  readonly failure: { readonly message: string } | null;
}

/**
 * Asks again and again until an ingestion has ended; when the signal comes, has it cancelled.
 * @param tell told how far it is, 0 to 1
 * @throws Interrupted that says what became of it; ImportFault when it is gone
 */
export async function followIngestion(
  graph: OpenGraph,
  begun: Ingestion,
  tell: (progress: number) => void,
  signal: AbortSignal,
): Promise<Ingestion> {
  let ingestion = begun;
  while (isRunning(ingestion)) {
    tell(ingestion.progress);
    await wait(POLL_MS, undefined, { signal }).catch(() => undefined);
    if (signal.aborted) throw new Interrupted(signal.reason as StopSignal, await cancel(graph, ingestion));
    ingestion = await look(graph, ingestion.id);
  }
  return ingestion;
}

/** Cancels it, and says what became of it in one line. */
async function cancel(graph: OpenGraph, ingestion: Ingestion): Promise<string> {
  let last = ingestion;
  try {
    // It is refused for what has just ended: how it ended, the next look says.
    await graph.ask('mutation ($id: ID!) { cancelIngestion(id: $id) { id } }', { id: last.id }).catch(() => undefined);
    for (let poll = 0; poll < STOP_POLLS; poll++) {
      last = await look(graph, last.id);
      if (!isRunning(last)) break;
      await wait(POLL_MS);
    }
  } catch {
    // Who cannot be asked goes on: see below.
  }
  if (last.status === RunStatus.CANCELLED) return 'Stopped: the import was cancelled, and nothing was written.';
  if (last.status === RunStatus.FAILED) return 'Stopped: the import had failed already, and nothing was written.';
  if (last.status === RunStatus.COMPLETED) {
    return `Stopped too late: the import was done, and ${last.rowsWritten.toLocaleString('en')} rows are written.`;
  }
  return `Stopped here, but the import ${last.id} could not be cancelled${graph.url === null ? '' : ` at ${graph.url}`}, and may go on.`;
}

async function look(graph: OpenGraph, id: string): Promise<Ingestion> {
  const query = `query ($id: ID!) { ingestion(id: $id) { ${INGESTION_FIELDS} } }`;
  const found = await graph.ask<{ ingestion: Ingestion | null }>(query, { id });
  if (found.ingestion === null) throw new ImportFault(`The import ${id} is gone.`);
  return found.ingestion;
}

function isRunning({ status }: Ingestion): boolean {
  return status === RunStatus.PENDING || status === RunStatus.RUNNING;
}
