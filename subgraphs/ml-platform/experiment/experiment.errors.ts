import { BadUserInput, FailedPrecondition, NotFound } from '#kit/errors/domain-error.js';
import { MAX_STRATEGIES } from './experiment.js';

export function experimentNotFound(id: string): NotFound {
  return new NotFound(`There is no experiment ${id}, or it is not yours.`, { experimentId: id });
}

export function strategiesNotFound(ids: readonly string[]): NotFound {
  return new NotFound(`There is no strategy ${ids.join(', ')}, or it is not yours. Create it first, or leave it out.`, {
    strategyIds: ids,
  });
}

export function tooManyStrategies(): BadUserInput {
  return new BadUserInput(
    `An experiment links at most ${MAX_STRATEGIES} strategies; unlink one, or start another experiment.`,
  );
}

export function experimentArchived(id: string): FailedPrecondition {
  return new FailedPrecondition(`The experiment ${id} is archived and cannot be changed.`, { experimentId: id });
}
