import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { distributedKeys, identityKeys, serverKeys, storageKeys } from '#kit/config/common-config.js';
import { projectRoot } from '#kit/config/project-root.js';
import { providerKeys } from '../../subgraphs/market-data/config.js';

it('.env.example has every key that a process reads, and no other', () => {
  const text = readFileSync(join(projectRoot(), '.env.example'), 'utf8');
  const documented = [...text.matchAll(/^([A-Z_]+)=/gm)].map((match) => match[1]);
  const groups = [serverKeys, storageKeys, identityKeys, distributedKeys, providerKeys];
  const read = groups.flatMap((keys) => Object.keys(keys));
  const composeOnly = ['MONGODB_PASSWORD', 'RABBITMQ_PASSWORD'];
  const commandOnly = ['QUANTGRAPH_TOKEN'];
  expect(documented.toSorted()).toEqual([...read, 'SUBGRAPH_URLS', ...composeOnly, ...commandOnly].toSorted());
});
