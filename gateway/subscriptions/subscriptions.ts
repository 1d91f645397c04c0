import { type ExecutionResult, GraphQLError } from 'graphql';
import type { Authenticated } from '#kit/identity/authenticate.js';
import type { Logger } from '#kit/observability/logger.js';
import type { Clock } from '#kit/time/clock.js';
import { ErrorCode } from '#schema/generated/enums.js';
import { asGraphQLErrors, maskedResult } from '../client-errors.js';
import type { OperationPlanner } from '../operation-planner.js';
import { badRequest, type OperationRequest, prepareOperation } from '../prepare-operation.js';
import type { Caller } from '../request-scope.js';
import type { EventStream } from './event-stream.js';
import { type SubscriptionServices, subscribe } from './subscribe.js';
import { SubscriptionQuota } from './subscription-quota.js';

export type ResultStream = EventStream<ExecutionResult, ExecutionResult>;

/** setTimeout counts in 32 bits. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

export interface SubscriptionsOptions {
  readonly planner: OperationPlanner;
  readonly services: SubscriptionServices;
  readonly perViewer: number;
  readonly clock: Clock;
  readonly log: Logger;
}

/** The streams that are open: each counts for its viewer, and ends with the token that it was asked for with. */
export class Subscriptions {
  readonly #quota: SubscriptionQuota;
  readonly #open = new Set<ResultStream>();
  #draining = false;

  constructor(readonly options: SubscriptionsOptions) {
    this.#quota = new SubscriptionQuota(options.perViewer);
  }

  /** A result instead of a stream is a refusal. Errors are masked. */
  async start(request: OperationRequest, caller: Caller, requestId: string): Promise<ResultStream | ExecutionResult> {
    let release = () => {};
    try {
      const prepared = prepareOperation(this.options.planner, request, caller);
      if (!prepared.operation.isSubscription) throw badRequest('This operation is not a subscription.');
      if (caller.viewer === null) throw caller.refusal;
      if (this.#draining) throw goingAway();
      const giveBack = this.#quota.take(caller.viewer.id);
      let timer: NodeJS.Timeout | undefined;
      let stream: ResultStream | ExecutionResult | undefined;
      release = () => {
        giveBack();
        clearTimeout(timer);
        if (stream && isStream(stream)) this.#open.delete(stream);
      };
      stream = await subscribe({ prepared, caller, requestId }, this.options.services, release);
      if (!isStream(stream)) release();
      else {
        this.#open.add(stream);
        timer = this.#endWithToken(stream, caller);
        // The drain began while the subgraph was being asked.
        if (this.#draining) stream.end();
      }
      return isStream(stream) ? stream : maskedResult(stream, requestId, this.options.log);
    } catch (thrown) {
      release();
      return maskedResult({ errors: asGraphQLErrors(thrown) }, requestId, this.options.log);
    }
  }

  get openCount(): number {
    return this.#open.size;
  }

  /** Completes every stream, and takes no more: clients subscribe again elsewhere. */
  drain(): void {
    this.#draining = true;
    for (const stream of [...this.#open]) stream.end();
  }

  #endWithToken(stream: ResultStream, { expiresAt }: Authenticated): NodeJS.Timeout | undefined {
    if (expiresAt === null) return undefined;
    const leftMs = expiresAt.getTime() - this.options.clock.now().getTime();
    return setTimeout(() => stream.end({ errors: [expired()] }), Math.min(Math.max(leftMs, 0), LONGEST_TIMER_MS));
  }
}

export function isStream(result: ResultStream | ExecutionResult): result is ResultStream {
  return Symbol.asyncIterator in result;
}

function expired(): GraphQLError {
  return new GraphQLError('The token of this subscription has expired; sign in and subscribe again.', {
    extensions: { code: ErrorCode.UNAUTHENTICATED },
  });
}

function goingAway(): GraphQLError {
  return new GraphQLError('This server is stopping; subscribe again in a moment.', {
    extensions: { code: ErrorCode.UPSTREAM_UNAVAILABLE },
  });
}
