import { ConfigError } from '#kit/config/read-config.js';
import { createLogger } from '#kit/observability/logger.js';
import { systemClock } from '#kit/time/clock.js';
import { embeddedConfig } from './config.js';
import { printWelcome } from './print-welcome.js';
import { startEmbedded } from './start-embedded.js';

try {
  const config = embeddedConfig();
  const log = createLogger('quantgraph', config.LOG_LEVEL);
  const { url } = await startEmbedded(config, { log, clock: systemClock });
  printWelcome(url);
} catch (error) {
  // What an operator can mend is said in its own words; anything else with its stack.
  const fault = error as Error;
  process.stderr.write(`${fault instanceof ConfigError ? fault.message : String(fault.stack ?? fault)}\n`);
  process.exit(1);
}
