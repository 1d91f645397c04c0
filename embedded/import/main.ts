import { ConfigError } from '#kit/config/read-config.js';
import { DomainError } from '#kit/errors/domain-error.js';
import { importEnvironment } from './config.js';
import { HELP, readArguments } from './import-arguments.js';
import { ImportFault } from './import-fault.js';
import { Interrupted, onStopSignals } from './interrupted.js';
import { runImport } from './run-import.js';

const stop = onStopSignals();
try {
  const wanted = readArguments(process.argv.slice(2));
  if (wanted === null) process.stdout.write(HELP);
  else await runImport(wanted, importEnvironment(), process.stdout, stop);
  process.exit(0);
} catch (error) {
  // What the user can mend is said in its own words; anything else with its stack.
  const fault = error as Error;
  const isTold = [ImportFault, ConfigError, DomainError, Interrupted].some((kind) => fault instanceof kind);
  process.stderr.write(`${isTold ? fault.message : String(fault.stack ?? fault)}\n`);
  process.exit(fault instanceof Interrupted ? fault.exitCode : 1);
}
