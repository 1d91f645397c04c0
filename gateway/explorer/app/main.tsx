import './workers';
import { explorerPlugin } from '@graphiql/plugin-explorer';
import { GraphiQL, HISTORY_PLUGIN } from 'graphiql';
import { createRoot } from 'react-dom/client';
import { fetcher } from './fetcher';
import { firstTab } from './first-tab';
import { tabs } from './tabs';
import 'graphiql/style.css';
import '@graphiql/plugin-explorer/style.css';

const plugins = [explorerPlugin(), HISTORY_PLUGIN];
const WELCOME = '# Quantgraph: strategies, backtests, market data, models and reports in one graph.\n';

const first = firstTab();
const root = document.getElementById('root');
if (root) {
  createRoot(root).render(
    <GraphiQL
      fetcher={fetcher}
      plugins={plugins}
      defaultTabs={tabs}
      initialQuery={first.query}
      initialVariables={first.variables}
      defaultQuery={WELCOME}
      defaultEditorToolsVisibility="variables"
      isHeadersEditorEnabled
    >
      <GraphiQL.Logo>Quantgraph</GraphiQL.Logo>
    </GraphiQL>,
  );
}
