import { Role } from '#schema/generated/enums.js';

/** Who is asking: taken from a verified token and from nothing else. */
export interface Viewer {
  readonly id: string;
  readonly name: string | null;
  readonly roles: readonly Role[];
}

export function isAdmin(viewer: Viewer): boolean {
  return viewer.roles.includes(Role.ADMIN);
}

/** Users see what they own; an ADMIN sees all. */
export function maySee(viewer: Viewer, ownerId: string): boolean {
  return viewer.id === ownerId || isAdmin(viewer);
}
