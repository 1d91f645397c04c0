import { operationFromDocument } from '@apollo/federation-internals';
import { buildOperationContext } from '@apollo/gateway';
import type { PlanNode, QueryPlan } from '@apollo/query-planner';
import {
  type DocumentNode,
  GraphQLError,
  getVariableValues,
  OperationTypeNode,
  parse,
  specifiedRules,
  type ValidationRule,
  validate,
} from 'graphql';
import { LRUCache } from 'lru-cache';
import { ErrorCode } from '#schema/generated/enums.js';
import { isPlainPlan } from './execution/plan-execution.js';
import { isPlainSelection } from './execution/response-shape.js';
import { limitRefusal, limitRules, type QueryLimits } from './limits.js';
import type { LoadedSupergraph } from './supergraph.js';

type OperationContext = ReturnType<typeof buildOperationContext>;

/** An operation that is parsed, valid, within the limits, and planned. */
export interface PlannedOperation {
  readonly document: DocumentNode;
  readonly operationContext: OperationContext;
  readonly plan: QueryPlan;
  readonly isSubscription: boolean;
  /** Executed here; otherwise by Apollo's executor. */
  readonly isPlain: boolean;
}

/** Characters of all documents that are kept, parsed and planned: a client sends the same few again and again. */
const CACHED_CHARACTERS = 4_000_000;

/** Turns documents into plans and remembers both. */
export class OperationPlanner {
  readonly rules: readonly ValidationRule[];
  readonly #documents = new LRUCache<string, DocumentNode>({
    maxSize: CACHED_CHARACTERS,
    sizeCalculation: (_, query) => query.length + 1,
  });
  // Keyed by the parsed document, a plan lives exactly as long as whoever caches the document.
  readonly #plans = new WeakMap<DocumentNode, Map<string, PlannedOperation>>();

  constructor(
    readonly supergraph: LoadedSupergraph,
    readonly limits: QueryLimits,
  ) {
    this.rules = limitRules(limits);
  }

  /** Parses and validates a document. Throws GraphQLErrors, or an AggregateError of several, with contract codes. */
  document(query: string): DocumentNode {
    const known = this.#documents.get(query);
    if (known) return known;
    const document = this.#parse(query);
    const errors = validate(this.supergraph.apiSchema, document, [...specifiedRules, ...this.rules]);
    if (errors.length > 0) {
      throw new AggregateError(
        errors.map((error) => limitRefusal(error, this.limits) ?? withCode(error, ErrorCode.GRAPHQL_VALIDATION_FAILED)),
      );
    }
    this.#documents.set(query, document);
    return document;
  }

  /** The plan of one operation of a valid document. Throws a GraphQLError when there is no such operation. */
  plan(document: DocumentNode, operationName: string | null | undefined): PlannedOperation {
    const name = operationName ?? '';
    let plans = this.#plans.get(document);
    if (!plans) {
      plans = new Map();
      this.#plans.set(document, plans);
    }
    const known = plans.get(name);
    if (known) return known;
    const planned = this.#plan(document, name);
    plans.set(name, planned);
    return planned;
  }

  #plan(document: DocumentNode, operationName: string): PlannedOperation {
    const { apiSchema, plannerSchema, planner } = this.supergraph;
    const named = operationName === '' ? {} : { operationName };
    const operationContext = findOperation(() =>
      buildOperationContext({ schema: apiSchema, operationDocument: document, ...named }),
    );
    const plan = planner.buildQueryPlan(operationFromDocument(plannerSchema, document, named));
    const isSubscription = operationContext.operation.operation === OperationTypeNode.SUBSCRIPTION;
    const { operation, fragments } = operationContext;
    const isPlain =
      !isSubscription && isPlainPlan(plan.node as PlanNode | undefined) && isPlainSelection(operation, fragments);
    return { document, operationContext, plan, isSubscription, isPlain };
  }

  #parse(query: string): DocumentNode {
    try {
      return parse(query, { maxTokens: this.limits.maxTokens });
    } catch (error) {
      if (!(error instanceof GraphQLError)) throw error;
      throw limitRefusal(error, this.limits) ?? withCode(error, ErrorCode.GRAPHQL_PARSE_FAILED);
    }
  }
}

/** The variables of a planned operation with their defaults. Throws an AggregateError of what is wrong with them. */
export function coerceVariables(
  planned: PlannedOperation,
  variables: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const { operation, schema } = planned.operationContext;
  if (!operation.variableDefinitions?.length) return {};
  const { coerced, errors } = getVariableValues(schema, operation.variableDefinitions, variables, { maxErrors: 20 });
  if (coerced) return coerced;
  throw new AggregateError(errors.map((error) => withCode(error, ErrorCode.BAD_USER_INPUT)));
}

function findOperation(find: () => OperationContext): OperationContext {
  try {
    return find();
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    throw new GraphQLError(error.message, { extensions: { code: ErrorCode.BAD_REQUEST } });
  }
}

function withCode(error: GraphQLError, code: ErrorCode): GraphQLError {
  if (error.extensions['code'] !== undefined) return error;
  return new GraphQLError(error.message, {
    ...(error.nodes ? { nodes: error.nodes } : {}),
    ...(error.source ? { source: error.source } : {}),
    ...(error.positions ? { positions: error.positions } : {}),
    extensions: { ...error.extensions, code },
  });
}
