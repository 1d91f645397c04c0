import { join } from 'node:path';
import { barsLocation } from '#kit/config/common-config.js';
import { runSubgraph } from '#kit/lifecycle/run-subgraph.js';
import { composeTrading } from './composition.js';
import { subgraphConfig } from './config.js';

await runSubgraph('trading', subgraphConfig(), (ports, config) =>
  composeTrading({
    ...ports,
    folders: { bars: barsLocation(config), results: join(config.DATA_DIR, 'results') },
    workers: 1,
  }),
);
