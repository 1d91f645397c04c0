import { BadUserInput, DomainError, FailedPrecondition, type SafeDetails } from '#kit/errors/domain-error.js';
import { ErrorCode, type IngestionKind } from '#schema/generated/enums.js';

/** Why a provider gave nothing. */
export type FailureCause =
  | 'RATE_LIMITED'
  | 'UNREACHABLE'
  | 'MALFORMED'
  | 'KEY_REFUSED'
  | 'UNKNOWN_SYMBOL'
  | 'NOT_OFFERED'
  | 'BAD_FILE';

interface Meaning {
  readonly code: ErrorCode;
  /** Whether the same request may do better in a while. */
  readonly mayRetry: boolean;
  /** Whether it speaks against the provider, and not only against the request. */
  readonly isFault: boolean;
}

const MEANINGS: Readonly<Record<FailureCause, Meaning>> = {
  RATE_LIMITED: { code: ErrorCode.RATE_LIMITED, mayRetry: true, isFault: false },
  UNREACHABLE: { code: ErrorCode.UPSTREAM_UNAVAILABLE, mayRetry: true, isFault: true },
  MALFORMED: { code: ErrorCode.UPSTREAM_UNAVAILABLE, mayRetry: false, isFault: true },
  KEY_REFUSED: { code: ErrorCode.FAILED_PRECONDITION, mayRetry: false, isFault: true },
  UNKNOWN_SYMBOL: { code: ErrorCode.NOT_FOUND, mayRetry: false, isFault: false },
  NOT_OFFERED: { code: ErrorCode.FAILED_PRECONDITION, mayRetry: false, isFault: false },
  BAD_FILE: { code: ErrorCode.BAD_USER_INPUT, mayRetry: false, isFault: false },
};

/**
 * A provider that gave no data, and what follows from why. Its message is ours: a provider's own words may hold the key
 * that they were asked with.
 */
export class ProviderFailure extends DomainError {
  constructor(
    readonly reason: FailureCause,
    message: string,
    /** How long the provider wants to be left alone; null when it does not say. */
    readonly retryAfterMs: number | null = null,
    details: SafeDetails | undefined = retryAfterMs === null ? undefined : { retryAfterMs },
  ) {
    super(MEANINGS[reason].code, message, details);
  }

  get mayRetry(): boolean {
    return MEANINGS[this.reason].mayRetry;
  }

  get isFault(): boolean {
    return MEANINGS[this.reason].isFault;
  }
}

export function unreachable(provider: string, what: string, retryAfterMs: number | null = null): ProviderFailure {
  return new ProviderFailure('UNREACHABLE', `${provider} is not available: ${what}. Try again later.`, retryAfterMs);
}

export function rateLimited(provider: string, retryAfterMs: number | null): ProviderFailure {
  const when = retryAfterMs === null ? 'later' : `in ${Math.ceil(retryAfterMs / 1_000)} s`;
  return new ProviderFailure(
    'RATE_LIMITED',
    `${provider} takes no more requests now. Try again ${when}.`,
    retryAfterMs,
  );
}

export function malformed(provider: string, expected: string, found: string): ProviderFailure {
  return new ProviderFailure(
    'MALFORMED',
    `${provider} gave an answer that makes no sense: expected ${expected}, found ${found}.`,
  );
}

/** Of rows that were left out: alone it says that some were, thrown it says that none was left. */
export function implausible(
  provider: string,
  { count, first }: { readonly count: number; readonly first: string },
): ProviderFailure {
  return new ProviderFailure(
    'MALFORMED',
    `${provider} gave ${count} ${count === 1 ? 'row that cannot be and was' : 'rows that cannot be and were'} left out: expected days that there are, from 1800 until tomorrow, and volumes of 0 or more, found ${count === 1 ? '' : 'first '}${first}.`,
    null,
    { badRows: count },
  );
}

export function keyRefused(provider: string, variable: string): ProviderFailure {
  return new ProviderFailure(
    'KEY_REFUSED',
    `${provider} does not accept the key in ${variable}: set a valid one and start again.`,
  );
}

export function unknownSymbol(provider: string, symbol: string): ProviderFailure {
  return new ProviderFailure(
    'UNKNOWN_SYMBOL',
    `${provider} knows nothing of ${symbol}: see how it writes its symbols.`,
  );
}

export function notOffered(provider: string, what: string): ProviderFailure {
  return new ProviderFailure('NOT_OFFERED', `${provider} does not offer ${what}.`);
}

export function badFile(message: string): ProviderFailure {
  return new ProviderFailure('BAD_FILE', message);
}

export function providerUnknown(name: string, known: readonly string[]): BadUserInput {
  return new BadUserInput(`provider: expected one of ${known.join(', ')}, found "${name.slice(0, 40)}".`, { known });
}

export function providerNotConfigured(name: string, setting: string): FailedPrecondition {
  return new FailedPrecondition(`The provider ${name} is not configured: set ${setting} and start again.`, { setting });
}

export function kindNotServed(name: string, kind: IngestionKind, kinds: readonly IngestionKind[]): BadUserInput {
  return new BadUserInput(
    `provider: expected one that serves ${kind}, found ${name}, which serves ${kinds.join(', ')}.`,
    {
      kinds,
    },
  );
}

export function noProvider(what: string, settings: readonly string[]): FailedPrecondition {
  return new FailedPrecondition(
    `No configured provider serves ${what}: set ${settings.join(' or ')} and start again, or put files below the import folder.`,
    { settings },
  );
}
