import { basename } from 'node:path';
import { importFolder } from '#kit/config/common-config.js';
import { RunStatus } from '#schema/generated/enums.js';
import type { ImportEnvironment } from './config.js';
import { followIngestion, INGESTION_FIELDS, type Ingestion } from './follow-ingestion.js';
import type { ImportArguments } from './import-arguments.js';
import { ImportFault } from './import-fault.js';
import { Interrupted, type StopSignal } from './interrupted.js';
import { type OpenGraph, openGraph } from './open-graph.js';
import { type PlacedFile, placeFile } from './placed-file.js';
import { ProgressLine, type ProgressOutput } from './progress-line.js';

interface InstrumentsImport {
  readonly rowsRead: number;
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly ignoredColumns: readonly string[];
}

/**
 * Imports a file as the arguments say, and writes how far it is and what came of it.
 * @param signal stops it; its reason is the name of the process's signal
 * @throws ImportFault when nothing was imported, with the reason; Interrupted when it was stopped
 */
export async function runImport(
  { file, content, url }: ImportArguments,
  environment: ImportEnvironment,
  output: ProgressOutput,
  signal: AbortSignal,
): Promise<void> {
  const folder = importFolder(environment.server);
  // Before anything is started, for a name that is mistyped should cost no time.
  const placed = await placeFile(folder, file, environment.startedIn);
  try {
    const graph = await openGraph(environment, url);
    try {
      if (signal.aborted) throw new Interrupted(signal.reason as StopSignal, 'Stopped: nothing was imported yet.');
      output.write(
        `${graph.url === null ? 'No server uses the data folder: importing here' : `The server at ${graph.url} imports`}\n`,
      );
      const began = performance.now();
      const lines =
        content.kind === 'bars'
          ? await importBars(graph, placed, file, content, output, signal)
          : await importInstruments(graph, placed);
      const seconds = (performance.now() - began) / 1000;
      output.write(`${lines(seconds).join('\n')}\n`);
    } finally {
      await graph.close();
    }
  } catch (error) {
    // The server knows the file by the name that it was given here, the user by its own.
    if (error instanceof ImportFault) throw new ImportFault(placed.inWords(error.message));
    throw error;
  } finally {
    await placed.remove();
  }
}

type Lines = (seconds: number) => readonly string[];

async function importBars(
  graph: OpenGraph,
  placed: PlacedFile,
  file: string,
  { symbol, interval, assetClass }: Extract<ImportArguments['content'], { kind: 'bars' }>,
  output: ProgressOutput,
  signal: AbortSignal,
): Promise<Lines> {
  const input = { file: placed.name, symbol, interval, ...(assetClass === null ? {} : { assetClass }) };
  const { importBars: begun } = await graph.ask<{ importBars: Ingestion }>(
    `mutation ($input: ImportBarsInput!) { importBars(input: $input) { ${INGESTION_FIELDS} } }`,
    { input },
  );
  const line = new ProgressLine(output, `${basename(file)} → ${symbol.toUpperCase()} ${interval}`);
  let ingestion: Ingestion;
  try {
    ingestion = await followIngestion(graph, begun, (progress) => line.show(progress), signal);
    if (ingestion.status === RunStatus.COMPLETED) line.show(1);
  } finally {
    line.end();
  }
  if (ingestion.status !== RunStatus.COMPLETED) {
    throw new ImportFault(ingestion.failure?.message ?? 'The import was cancelled; nothing was written.');
  }
  const { rowsWritten, rowsReplaced, rowsRejected, rowsDuplicated, rowsHeldOut, qualityEventsRaised } = ingestion;
  return (seconds) => [
    row('rows written', `${count(rowsWritten)}, of which ${count(rowsReplaced)} replaced others at their times`),
    row('rows rejected', `${count(rowsRejected)} with a price of 0 or less`),
    row('duplicates', `${count(rowsDuplicated)}; of several rows at one time the last was taken`),
    ...(rowsHeldOut === 0 ? [] : [row('held out', `${count(rowsHeldOut)} that are under quarantine`)]),
    row('quality events', count(qualityEventsRaised)),
    row('snapshot', ingestion.snapshotId ?? 'none'),
    row('time', `${seconds.toFixed(1)} s, ${count(Math.round(rowsWritten / seconds))} rows a second`),
  ];
}

async function importInstruments(graph: OpenGraph, placed: PlacedFile): Promise<Lines> {
  const { importInstruments: found } = await graph.ask<{ importInstruments: InstrumentsImport }>(
    `mutation ($input: ImportInstrumentsInput!) {
      importInstruments(input: $input) { rowsRead added changed unchanged ignoredColumns } }`,
    { input: { file: placed.name } },
  );
  return (seconds) => [
    row('instruments', count(found.rowsRead)),
    row('added', count(found.added)),
    row('changed', count(found.changed)),
    row('unchanged', count(found.unchanged)),
    ...(found.ignoredColumns.length === 0 ? [] : [row('columns ignored', found.ignoredColumns.join(', '))]),
    row('time', `${seconds.toFixed(1)} s`),
  ];
}

function row(name: string, value: string): string {
  return `  ${name.padEnd(16)}${value}`;
}

function count(value: number): string {
  return value.toLocaleString('en');
}
