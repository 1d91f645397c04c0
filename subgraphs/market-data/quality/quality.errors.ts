import { FailedPrecondition, Forbidden, NotFound } from '#kit/errors/domain-error.js';
import type { Viewer } from '#kit/identity/viewer.js';
import { type DataQualityStatus, Role } from '#schema/generated/enums.js';
import type { Bar } from '../bar/bar.js';
import type { QualityEvent } from './quality.js';

export function qualityEventNotFound(id: string): NotFound {
  return new NotFound(`There is no data quality event ${id}.`, { eventId: id });
}

/** @throws Forbidden for those who may only look */
export function refuseViewers({ roles }: Viewer): void {
  if (roles.some((role) => role !== Role.VIEWER)) return;
  throw new Forbidden(
    'Data quality events are shared by all: expected the role ANALYST, ENGINEER or ADMIN, found VIEWER only.',
  );
}

export function mayNotGo(
  { id, status }: QualityEvent,
  to: DataQualityStatus,
  from: readonly string[],
): FailedPrecondition {
  return new FailedPrecondition(
    `Data quality event ${id}: expected the status ${from.join(' or ')} to make it ${to}, found ${status}.`,
    { eventId: id, status },
  );
}

export function noBarToQuarantine({ id, anomalyType }: QualityEvent): FailedPrecondition {
  return new FailedPrecondition(
    `Data quality event ${id}: expected an event about a bar, which can be left out; found ${anomalyType}, which has none. Resolve it without quarantine.`,
    { eventId: id, anomalyType },
  );
}

export function barIsGone({ id, symbol, interval, occurredAt }: QualityEvent): FailedPrecondition {
  return new FailedPrecondition(
    `Data quality event ${id}: expected a bar of ${symbol} ${interval} at ${occurredAt} to be left out, found none: it is out already. Resolve it without quarantine.`,
    { eventId: id },
  );
}

export function barWasCorrected(
  { id, symbol, interval, occurredAt, bar }: QualityEvent,
  current: Bar,
): FailedPrecondition {
  const text = ({ open, high, low, close, volume }: Bar) =>
    `open ${open}, high ${high}, low ${low}, close ${close}, volume ${volume}`;
  return new FailedPrecondition(
    `Data quality event ${id}: expected the bar of ${symbol} ${interval} at ${occurredAt} as it was found (${bar === null ? 'none' : text(bar)}), found another one since (${text(current)}). Resolve it without quarantine.`,
    { eventId: id },
  );
}

export function noBarsToCheck(symbol: string, interval: string, found: readonly string[]): NotFound {
  const stored = found.length === 0 ? 'none at any interval' : `only ${found.join(', ')}`;
  return new NotFound(`There are no bars of ${symbol} at ${interval} to be checked; found ${stored}.`, {
    symbol,
    interval,
    intervals: found,
  });
}
