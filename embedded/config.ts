import { z } from 'zod';
import { distributedKeys, identityKeys, serverKeys, storageKeys } from '#kit/config/common-config.js';
import { readConfig } from '#kit/config/read-config.js';
import { providerKeys } from '../subgraphs/market-data/config.js';

const schema = z.object({ ...serverKeys, ...storageKeys, ...identityKeys, ...providerKeys });

export type EmbeddedConfig = z.output<typeof schema>;

/** The configuration of the one-process entry. Throws ConfigError with all faults at once. */
export function embeddedConfig(
  environment: Readonly<Record<string, string | undefined>> = process.env,
): EmbeddedConfig {
  return readConfig(schema, environment);
}

const distributedSchema = z.object({
  ...serverKeys,
  ...storageKeys,
  VIEWER_SECRET: distributedKeys.VIEWER_SECRET.optional(),
  AMQP_URL: z
    .string({ error: 'required by npm run start:distributed: events travel between the processes over RabbitMQ' })
    .pipe(storageKeys.AMQP_URL.unwrap()),
});

/** What the five processes on loopback share. Throws ConfigError with all faults at once. */
export function distributedConfig(
  environment: Readonly<Record<string, string | undefined>> = process.env,
): z.output<typeof distributedSchema> {
  return readConfig(distributedSchema, environment);
}

/** What a child process inherits, with what it is told besides. */
export function childEnvironment(told: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  return { ...process.env, ...told };
}
