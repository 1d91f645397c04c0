import { runSubgraph } from '#kit/lifecycle/run-subgraph.js';
import { composeMlPlatform } from './composition.js';
import { subgraphConfig } from './config.js';

await runSubgraph('ml-platform', subgraphConfig(), (ports) => composeMlPlatform(ports));
