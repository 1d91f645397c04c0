import { BadUserInput } from '#kit/errors/domain-error.js';

const CURRENCY = /^[A-Z]{3}$/;

/** Null for what is no number. */
export function finite(value: number | null): number | null {
  return value !== null && Number.isFinite(value) ? value : null;
}

/** @throws BadUserInput for what is no ISO 4217 code */
export function currency(field: string, value: string): string {
  if (CURRENCY.test(value)) return value;
  throw expected(field, 'an ISO 4217 code, as USD', value);
}

/** @throws BadUserInput for what is no ISO 8601 date */
export function day(field: string, value: string): string {
  const time = /^\d{4}-\d\d-\d\d$/.test(value) ? Date.parse(value) : Number.NaN;
  // 2023-02-30 is parsed by some as a day in March.
  if (!Number.isNaN(time) && new Date(time).toISOString().startsWith(value)) return value;
  throw expected(field, 'an ISO 8601 date, as 2024-12-31', value);
}

/** The instant in UTC. @throws BadUserInput for what is none */
export function instant(field: string, value: string): string {
  const time = Date.parse(value);
  if (!Number.isNaN(time)) return new Date(time).toISOString();
  throw expected(field, 'an ISO 8601 instant', value);
}

/** The refusal of a field that is not as it must be. */
export function expected(field: string, what: string, found: string): BadUserInput {
  return new BadUserInput(`${field}: expected ${what}, found ${JSON.stringify(String(found).slice(0, 60))}.`, {
    field,
  });
}
