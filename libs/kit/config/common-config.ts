import { join, resolve } from 'node:path';
import { z } from 'zod';

/** The keys of the environment that several processes share, one parser each. */

const portNumber = z.coerce
  .number({ error: 'expected a port, 0 to 65535' })
  .int('expected a whole number')
  .min(0, 'expected a port, 0 to 65535')
  .max(65_535, 'expected a port, 0 to 65535');

const onOff = z
  .enum(['on', 'off'], { error: 'expected on or off' })
  .default('on')
  .transform((value) => value === 'on');

const httpUrl = z.url({ protocol: /^https?$/, error: 'expected an http or https URL' });
const jwksUrl = z.url({
  protocol: /^(https?|file)$/,
  error: 'expected an http, https or file URL of a JSON Web Key Set',
});
const mongodbUrl = z
  .string()
  .regex(/^mongodb(\+srv)?:\/\//, 'expected a URL that starts with mongodb:// or mongodb+srv://');
const amqpUrl = z.string().regex(/^amqps?:\/\//, 'expected a URL that starts with amqp:// or amqps://');

export const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

/** Where to listen and how loud to be. */
export const serverKeys = {
  HOST: z.string().min(1).default('127.0.0.1'),
  PORT: portNumber.default(4000),
  LOG_LEVEL: z.enum(logLevels, { error: `expected one of ${logLevels.join(', ')}` }).default('info'),
};

/** Where things are stored. */
export const storageKeys = {
  DATA_DIR: z
    .string()
    .min(1)
    .default('./data')
    .transform((folder) => resolve(folder)),
  IMPORT_DIR: z
    .string()
    .min(1)
    .transform((folder) => resolve(folder))
    .optional(),
  SAMPLE_DATA: onOff,
  MONGODB_URL: mongodbUrl.optional(),
  AMQP_URL: amqpUrl.optional(),
  BARS_URL: z.string().min(1).optional(),
};

/** Who may call. */
export const identityKeys = {
  AUTH_ISSUER: z.string().min(1).optional(),
  AUTH_JWKS_URL: jwksUrl.optional(),
  AUTH_AUDIENCE: z.string().min(1).optional(),
};

/** What the processes of a distributed installation share. */
export const distributedKeys = {
  VIEWER_SECRET: z.string().min(32, 'expected at least 32 characters, the same in every process'),
  GATEWAY_URL: httpUrl.default('http://127.0.0.1:4000/graphql'),
};

export const subgraphNames = ['trading', 'market-data', 'ml-platform', 'gen-ai'] as const;
export type SubgraphName = (typeof subgraphNames)[number];

/** `trading=http://…,market-data=http://…`: all four, each once. */
export const subgraphUrls = z.string().transform((text, context): Record<SubgraphName, string> => {
  const urls = new Map<string, string>();
  for (const part of text.split(',')) {
    const [name = '', ...rest] = part.split('=');
    const url = rest.join('=').trim();
    if (!httpUrl.safeParse(url).success)
      context.addIssue(`expected name=url pairs separated by commas, found "${part.trim()}"`);
    urls.set(name.trim(), url);
  }
  for (const name of subgraphNames) if (!urls.has(name)) context.addIssue(`the URL of the subgraph ${name} is missing`);
  for (const name of urls.keys()) {
    if (!(subgraphNames as readonly string[]).includes(name)) context.addIssue(`there is no subgraph "${name}"`);
  }
  return Object.fromEntries(urls) as Record<SubgraphName, string>;
});

/** The import folder: its own key, or a folder in DATA_DIR. */
export function importFolder(config: { readonly DATA_DIR: string; readonly IMPORT_DIR?: string | undefined }): string {
  return config.IMPORT_DIR ?? join(config.DATA_DIR, 'import');
}

/** The lake: its own key, or a folder in DATA_DIR. */
export function barsLocation(config: { readonly DATA_DIR: string; readonly BARS_URL?: string | undefined }): string {
  return config.BARS_URL ?? join(config.DATA_DIR, 'bars');
}
