import type { IncomingHttpHeaders } from 'node:http';
import { VIEWER_HEADER } from '#kit/graphql/subgraph-connection.js';
import type { Authenticate } from '#kit/identity/authenticate.js';
import type { ViewerTokens } from '#kit/identity/viewer-token.js';
import type { Caller } from './request-scope.js';

/** Finds out who calls: a person by a bearer token, or a subgraph that asks on behalf of its own caller. */
export class Callers {
  constructor(
    readonly authenticate: Authenticate,
    readonly tokens: Pick<ViewerTokens, 'verify'>,
  ) {}

  /** Never throws: somebody without an identity may still read the schema. */
  async fromHeaders(headers: IncomingHttpHeaders): Promise<Caller> {
    const signed = headers[VIEWER_HEADER];
    if (typeof signed !== 'string') return this.fromAuthorization(headers.authorization);
    return this.tokens.verify(signed).then((viewer) => ({ viewer, expiresAt: null }), unknown);
  }

  async fromAuthorization(authorization: string | undefined): Promise<Caller> {
    return this.authenticate(authorization).catch(unknown);
  }
}

function unknown(refusal: Error): Caller {
  return { viewer: null, refusal };
}
