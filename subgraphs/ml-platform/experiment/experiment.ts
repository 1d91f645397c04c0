import type { ExperimentStatus } from '#schema/generated/enums.js';

/** A line of research: runs that are compared with each other, and the strategies that grew out of them. */
export interface Experiment {
  readonly id: string;
  readonly name: string;
  readonly description: string | null;
  readonly status: ExperimentStatus;
  readonly tags: readonly string[];
  /** Ids only: trading owns strategies, and filters those that are gone or not the viewer's. */
  readonly strategyIds: readonly string[];
  readonly ownerId: string;
  readonly createdAt: string;
  readonly updatedAt: string;
}

export interface NewExperiment {
  readonly name: string;
  readonly description: string | null;
  readonly tags: readonly string[];
  readonly strategyIds: readonly string[];
}

/** More would make one entity fetch of an experiment unbounded. */
export const MAX_STRATEGIES = 100;
