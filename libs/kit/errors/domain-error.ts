import { ErrorCode } from '#schema/generated/enums.js';

/** Facts about a refusal that a client may see: never a secret, a stack or a path of the server. */
export type SafeDetails = Readonly<Record<string, unknown>>;

/**
 * A refusal: the caller asked for something that cannot be done, and the message says what was expected, what was
 * found and how to mend it. It carries GraphQL `extensions` itself, so that no resolver needs a try/catch.
 */
export class DomainError extends Error {
  readonly extensions: { readonly code: ErrorCode; readonly details?: SafeDetails };

  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly details?: SafeDetails,
  ) {
    super(message);
    this.name = new.target.name;
    this.extensions = details === undefined ? { code } : { code, details };
  }
}

/** The input is not acceptable: what was expected, what was found. */
export class BadUserInput extends DomainError {
  constructor(message: string, details?: SafeDetails) {
    super(ErrorCode.BAD_USER_INPUT, message, details);
  }
}

/** The thing does not exist, or the viewer may not know that it does. */
export class NotFound extends DomainError {
  constructor(message: string, details?: SafeDetails) {
    super(ErrorCode.NOT_FOUND, message, details);
  }
}

/** Somebody else was first: a stale revision, a name that is taken. */
export class Conflict extends DomainError {
  constructor(message: string, details?: SafeDetails) {
    super(ErrorCode.CONFLICT, message, details);
  }
}

/** The request is sound, but the thing is not in a state that allows it. */
export class FailedPrecondition extends DomainError {
  constructor(message: string, details?: SafeDetails) {
    super(ErrorCode.FAILED_PRECONDITION, message, details);
  }
}

/** Nobody, or a token that does not hold. */
export class Unauthenticated extends DomainError {
  constructor(message: string, details?: SafeDetails) {
    super(ErrorCode.UNAUTHENTICATED, message, details);
  }
}

/** The viewer is known and may not do this. */
export class Forbidden extends DomainError {
  constructor(message: string, details?: SafeDetails) {
    super(ErrorCode.FORBIDDEN, message, details);
  }
}

/** Another service did not answer in time, or not at all. */
export class UpstreamUnavailable extends DomainError {
  constructor(message: string, details?: SafeDetails) {
    super(ErrorCode.UPSTREAM_UNAVAILABLE, message, details);
  }
}
