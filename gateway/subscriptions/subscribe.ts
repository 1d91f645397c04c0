import { type ExecutionResult, GraphQLError, type GraphQLFormattedError } from 'graphql';
import type { Authenticated } from '#kit/identity/authenticate.js';
import type { ViewerTokens } from '#kit/identity/viewer-token.js';
import { Cancellation, withDeadline } from '../cancellation.js';
import { maskedResult } from '../client-errors.js';
import type { PlanRunner } from '../plan-runner.js';
import type { PreparedOperation } from '../prepare-operation.js';
import { eventPlan, withEvent } from './event-plan.js';
import { EventStream } from './event-stream.js';

export interface SubscriptionRequest {
  readonly prepared: PreparedOperation;
  readonly caller: Authenticated;
  readonly requestId: string;
}

export interface SubscriptionServices {
  readonly runner: PlanRunner;
  readonly tokens: Pick<ViewerTokens, 'sign'>;
}

/**
 * Subscribes on the subgraph that owns the field, and runs the rest of the plan for each of its events: Apollo's
 * JavaScript gateway plans subscriptions, but does not run them. A result without a stream is a refusal.
 */
export async function subscribe(
  request: SubscriptionRequest,
  services: SubscriptionServices,
  onEnd: () => void,
): Promise<EventStream<ExecutionResult, ExecutionResult> | ExecutionResult> {
  const { prepared, requestId } = request;
  const { runner, tokens } = services;
  const { primary, perEvent } = eventPlan(prepared.operation.plan);
  const owner = runner.sources.get(primary.serviceName);
  if (!owner) throw new Error(`no connection to the subgraph ${primary.serviceName}`);
  const { connection, errors, timeoutMs } = owner;
  const closed = new Cancellation();
  // A signed viewer lives shorter than a stream, so each event has a new one.
  const sign = () => tokens.sign(request.caller.viewer);
  const viewerToken = await sign();
  const attempt = connection.subscribe({
    query: primary.operation,
    requestId,
    viewerToken,
    signal: closed.signal,
    variables: used(prepared.variables, primary.variableUsages),
    ...(primary.operationDocumentNode ? { document: primary.operationDocumentNode } : {}),
    ...(primary.operationName ? { operationName: primary.operationName } : {}),
  });
  let source: AsyncIterableIterator<ExecutionResult> | ExecutionResult;
  try {
    source = await withDeadline(() => attempt, timeoutMs);
  } catch (cause) {
    closed.cancel(new Error('the subscription has ended'));
    // A stream that comes too late is closed again.
    attempt.then(closeLate, () => undefined);
    return failed([errors.unreachable(cause, requestId)]);
  }
  if (!(Symbol.asyncIterator in source)) {
    closed.cancel(new Error('the subscription has ended'));
    return failed(errors.answered(source.errors ?? [{ message: 'neither a stream nor an error' }], requestId));
  }

  return new EventStream(source, {
    async toResult({ data, errors: faults }) {
      const event = faults ? { data, errors: errors.answered(faults, requestId) } : { data };
      const scope = { requestId, viewerToken: await sign(), cancellation: closed };
      const fetch = withEvent(primary, event, runner.fetch);
      const result = await runner.runPlain(prepared, scope, perEvent, fetch);
      return maskedResult(result, requestId, runner.log);
    },
    onFailure: (cause) => failed([errors.unreachable(cause, requestId)]),
    onEnd() {
      closed.cancel(new Error('the subscription has ended'));
      onEnd();
    },
  });
}

async function closeLate(late: AsyncIterableIterator<ExecutionResult> | ExecutionResult): Promise<void> {
  if (Symbol.asyncIterator in late) await late.return?.();
}

function failed(errors: readonly GraphQLFormattedError[]): ExecutionResult {
  return { errors: errors.map(({ message, extensions = {} }) => new GraphQLError(message, { extensions })) };
}

function used(variables: Readonly<Record<string, unknown>>, names: readonly string[] = []): Record<string, unknown> {
  return Object.fromEntries(
    names.filter((name) => variables[name] !== undefined).map((name) => [name, variables[name]]),
  );
}
