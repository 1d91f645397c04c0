import { tabs } from './tabs';

/** Where GraphiQL keeps the tabs of an earlier visit. */
const STORED_TABS = 'graphiql:tabState';

/**
 * What the editors show first: the tab that was active on an earlier visit, or the first of the ready ones. GraphiQL
 * would leave the variables of a ready tab out, and open another tab when it is not sure which one was active.
 */
export function firstTab(): { readonly query: string; readonly variables: string } {
  try {
    const stored = JSON.parse(localStorage.getItem(STORED_TABS) ?? '');
    const { query, variables } = stored.tabs[stored.activeTabIndex];
    return { query: query ?? '', variables: variables ?? '' };
  } catch {
    return tabs[0] ?? { query: '', variables: '' };
  }
}
