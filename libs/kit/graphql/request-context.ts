import type { Viewer } from '#kit/identity/viewer.js';
import type { Logger } from '#kit/observability/logger.js';

/** What belongs to one request: who asks, its id, its log and its loaders. Everything else is a singleton. */
export interface RequestContext<Loaders = unknown> {
  readonly viewer: Viewer;
  readonly requestId: string;
  readonly log: Logger;
  readonly loaders: Loaders;
}

/** The caller, as services see it. */
export type Caller = Pick<RequestContext, 'viewer' | 'requestId'>;
