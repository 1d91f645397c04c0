import type { Viewer } from '#kit/identity/viewer.js';
import { Role } from '#schema/generated/enums.js';
import { mayNotIngest } from './ingestion.errors.js';

/** @throws Forbidden for who may only look */
export function refuseViewers(viewer: Viewer): void {
  if (!viewer.roles.some((role) => role !== Role.VIEWER)) throw mayNotIngest();
}
