import { BadUserInput, FailedPrecondition, Forbidden, NotFound } from '#kit/errors/domain-error.js';

export function ingestionNotFound(id: string): NotFound {
  return new NotFound(`There is no ingestion ${id}, or it is not yours.`, { ingestionId: id });
}

export function mayNotIngest(): Forbidden {
  return new Forbidden(
    'Market data are shared by all: expected the role ANALYST, ENGINEER or ADMIN, found VIEWER only.',
  );
}

export function hasEnded(id: string, status: string): FailedPrecondition {
  return new FailedPrecondition(`Ingestion ${id}: expected one that waits or runs, found ${status}.`, { status });
}

export function periodNotBegun(from: string, today: string): BadUserInput {
  return new BadUserInput(`from: expected a day that is not after today, ${today}, found ${from}.`, { from, today });
}
