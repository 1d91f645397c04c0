import type { JWTPayload } from 'jose';
import { Unauthenticated } from '#kit/errors/domain-error.js';
import { Role } from '#schema/generated/enums.js';
import type { Viewer } from './viewer.js';

/**
 * The viewer in the claims of a verified token: `sub`, `name` and `roles`. Roles that are not in the vocabulary are
 * left out; without any, the viewer is a VIEWER.
 */
export function parseViewer(claims: JWTPayload): Viewer {
  if (typeof claims.sub !== 'string' || claims.sub === '') {
    throw new Unauthenticated('The token\'s claim "sub" is missing, empty or no text; it says who is asking.');
  }
  const known: readonly string[] = Object.values(Role);
  const claimed = Array.isArray(claims['roles']) ? claims['roles'] : [];
  const roles = claimed.filter((role): role is Role => typeof role === 'string' && known.includes(role));
  return {
    id: claims.sub,
    name: typeof claims['name'] === 'string' ? claims['name'] : null,
    roles: roles.length > 0 ? roles : [Role.VIEWER],
  };
}
