import { Conflict, NotFound } from '#kit/errors/domain-error.js';

export function strategyNotFound(id: string): NotFound {
  return new NotFound(`There is no strategy ${id}, or it is not yours.`, { strategyId: id });
}

export function revisionConflict(id: string, expected: number, found: number): Conflict {
  return new Conflict(
    `The strategy ${id} was changed meanwhile: expected revision ${expected}, found ${found}. Read it again and repeat the change.`,
    { strategyId: id, expectedRevision: expected, revision: found },
  );
}
