import { Role } from '#schema/generated/enums.js';
import type { Viewer } from './viewer.js';

/** The one user of an installation on loopback without an issuer. */
export const developmentUser: Viewer = { id: 'usr_development', name: 'Development user', roles: [Role.ADMIN] };

const loopbackHosts = new Set(['127.0.0.1', 'localhost', '::1', '[::1]']);

/** True for the names of this very machine, which nobody else can call. */
export function isLoopback(host: string): boolean {
  return loopbackHosts.has(host.toLowerCase());
}
