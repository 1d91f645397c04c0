import { runSubgraph } from '#kit/lifecycle/run-subgraph.js';
import { composeGenAi } from './composition.js';
import { subgraphConfig } from './config.js';

await runSubgraph('gen-ai', subgraphConfig(), (ports) => composeGenAi(ports));
