import type { Viewer } from '#kit/identity/viewer.js';

/** Somebody who has called: what the last verified token said. */
export type User = Viewer;
