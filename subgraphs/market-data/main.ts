import { join } from 'node:path';
import { barsLocation, importFolder } from '#kit/config/common-config.js';
import { projectRoot } from '#kit/config/project-root.js';
import { runSubgraph } from '#kit/lifecycle/run-subgraph.js';
import { composeMarketData } from './composition.js';
import { providerSettings, subgraphConfig } from './config.js';

const config = subgraphConfig();

await runSubgraph('market-data', config, (ports) =>
  composeMarketData({
    ...ports,
    folders: {
      bars: barsLocation(config),
      tables: join(config.DATA_DIR, 'tables'),
      import: importFolder(config),
      samples: join(projectRoot(), 'samples'),
    },
    sampleData: config.SAMPLE_DATA,
    providers: providerSettings(config, importFolder(config)),
  }),
);
