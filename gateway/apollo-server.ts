import { ApolloServer, type ApolloServerOptions } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
} from '@apollo/server/plugin/disabled';
import { GraphQLError } from 'graphql';
import { maskError } from '#kit/errors/mask-error.js';
import { newId } from '#kit/ids/new-id.js';
import type { Cancellation } from './cancellation.js';
import type { FederatedGraph } from './federated-graph.js';
import { limitRefusal } from './limits.js';
import type { Caller } from './request-scope.js';

/** What belongs to one HTTP request. */
export interface HttpContext {
  readonly caller: Caller;
  readonly requestId: string;
  /** The client hung up. */
  readonly cancellation: Cancellation;
}

type Gateway = Extract<ApolloServerOptions<HttpContext>, { gateway: object }>['gateway'];

/** GraphQL over HTTP by Apollo Server, executed by the federated graph; errors come out masked. */
export function createApolloServer(graph: FederatedGraph): ApolloServer<HttpContext> {
  const { log, supergraphSdl } = graph.options;
  const { planner } = graph;
  // formatError does not know the request: the plugin notes whose error it is.
  const requestIds = new WeakMap<object, string>();

  const gateway: Gateway = {
    onSchemaLoadOrUpdate(callback) {
      callback({ apiSchema: graph.schema, coreSupergraphSdl: supergraphSdl });
      return () => {};
    },
    load: async () => ({
      async executor({ document, request, context }) {
        const { caller, requestId, cancellation } = context as unknown as HttpContext;
        const { operationName, variables } = request;
        return graph.query({ document, operationName, variables }, caller, requestId, cancellation);
      },
    }),
    stop: async () => {},
  };

  return new ApolloServer<HttpContext>({
    gateway,
    introspection: true,
    csrfPrevention: true,
    persistedQueries: false,
    allowBatchedHttpRequests: false,
    stopOnTerminationSignals: false,
    includeStacktraceInErrorResponses: false,
    parseOptions: { maxTokens: planner.limits.maxTokens },
    validationRules: [...planner.rules],
    logger: log,
    formatError(_, thrown) {
      const error = thrown as GraphQLError;
      return maskError(unwrapped(error), requestIds.get(error) ?? newId('req'), log);
    },
    plugins: [
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      {
        async requestDidStart({ contextValue }) {
          return {
            async didEncounterErrors({ errors }) {
              for (const error of errors) requestIds.set(error, contextValue.requestId);
            },
          };
        },
      },
    ],
  });

  /** Apollo Server wraps what the parser and the rules refuse, and gives it a code of its own. */
  function unwrapped(error: GraphQLError): GraphQLError {
    const { originalError } = error;
    return (originalError instanceof GraphQLError && limitRefusal(originalError, planner.limits)) || error;
  }
}
