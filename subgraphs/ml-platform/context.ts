import DataLoader from 'dataloader';
import type { RequestContext } from '#kit/graphql/request-context.js';
import type { Viewer } from '#kit/identity/viewer.js';
import type { Experiment } from './experiment/experiment.js';
import type { ExperimentService } from './experiment/experiment.service.js';

/** What one request has read, so that a list of any length costs one read per kind of thing. */
export interface MlPlatformLoaders {
  readonly experiment: DataLoader<string, Experiment | null>;
  readonly experimentsByStrategy: DataLoader<string, Experiment[]>;
}

export type MlPlatformContext = RequestContext<MlPlatformLoaders>;

export function createLoaders(experiments: ExperimentService, viewer: Viewer): MlPlatformLoaders {
  return {
    experiment: new DataLoader(async (ids) => {
      const found = new Map((await experiments.findMany(ids, viewer)).map((experiment) => [experiment.id, experiment]));
      return ids.map((id) => found.get(id) ?? null);
    }),
    experimentsByStrategy: new DataLoader((ids) => experiments.listByStrategies(ids, viewer)),
  };
}
