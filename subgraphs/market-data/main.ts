import { join } from 'node:path';
import { barsLocation, importFolder } from '#kit/config/common-config.js';
import { projectRoot } from '#kit/config/project-root.js';
import { runSubgraph } from '#kit/lifecycle/run-subgraph.js';
import { composeMarketData } from './composition.js';
import { subgraphConfig } from './config.js';

await runSubgraph('market-data', subgraphConfig(), (ports, config) =>
  composeMarketData({
    ...ports,
    folders: {
      bars: barsLocation(config),
      tables: join(config.DATA_DIR, 'tables'),
      import: importFolder(config),
      samples: join(projectRoot(), 'samples'),
    },
    sampleData: config.SAMPLE_DATA,
  }),
);
