import { Forbidden, NotFound } from '#kit/errors/domain-error.js';

export function ingestionNotFound(id: string): NotFound {
  return new NotFound(`There is no ingestion ${id}, or it is not yours.`, { ingestionId: id });
}

export function mayNotIngest(): Forbidden {
  return new Forbidden('Bars are shared by all: expected the role ANALYST, ENGINEER or ADMIN, found VIEWER only.');
}
