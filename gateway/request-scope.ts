import type { Authenticated } from '#kit/identity/authenticate.js';
import type { Cancellation } from './cancellation.js';

/** What one operation carries through the gateway, to every subgraph that it touches. */
export interface RequestScope {
  readonly requestId: string;
  /** The caller, signed for the subgraphs; null for somebody without a token, who may read the schema only. */
  readonly viewerToken: string | null;
  /** The client is gone, or the operation took too long. */
  readonly cancellation: Cancellation;
}

/** Who is calling, or why that is not known. */
export type Caller = Authenticated | { readonly viewer: null; readonly refusal: Error };
