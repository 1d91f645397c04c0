import { type FetchNode, type PlanNode, type QueryPlan } from '@apollo/query-planner';
import { GraphQLError, type GraphQLSchema } from 'graphql';
import type { RequestScope } from '../request-scope.js';
import { type Data, markGone, mergeInto, objectsAt, pathsAt, representationOf } from './response-data.js';

type Path = readonly (string | number)[];

/** Answers one fetch of a plan: never rejects. */
export type FetchAnswer = (
  node: FetchNode,
  variables: Readonly<Record<string, unknown>>,
  scope: RequestScope,
) => Promise<SubgraphAnswer>;

export interface SubgraphAnswer {
  readonly data?: Data | null | undefined;
  readonly errors?: readonly { message: string; path?: Path; extensions?: Record<string, unknown> }[];
}

export interface PlanRequest {
  readonly supergraphSchema: GraphQLSchema;
  /** As the client sent them: a subgraph coerces its own. */
  readonly variables: Readonly<Record<string, unknown>>;
  /** With defaults filled in: for conditions of the plan. */
  readonly coerced: Readonly<Record<string, unknown>>;
  readonly scope: RequestScope;
  readonly fetch: FetchAnswer;
}

export interface PlanOutcome {
  /** What the subgraphs answered, merged; not yet shaped. */
  readonly data: Data;
  readonly errors: readonly GraphQLError[];
}

/**
 * True for plans that executePlan can execute: queries, mutations and events without rewrites, which only arise where
 * subgraphs give a field of one name different types. Apollo's own executor takes the others.
 */
export function isPlainPlan(node: PlanNode | undefined): boolean {
  if (!node) return true;
  switch (node.kind) {
    case 'Sequence':
    case 'Parallel':
      return node.nodes.every(isPlainPlan);
    case 'Flatten':
      return isPlainPlan(node.node);
    case 'Condition':
      return isPlainPlan(node.ifClause) && isPlainPlan(node.elseClause);
    case 'Fetch':
      return ![node.inputRewrites, node.outputRewrites, node.contextRewrites].some((rewrites) => rewrites?.length);
    default:
      return false;
  }
}

/** Executes a plain plan by Apollo's rules, without its traces and its generic shaping. */
export async function executePlan(plan: QueryPlan, request: PlanRequest): Promise<PlanOutcome> {
  const data: Data = {};
  const errors: GraphQLError[] = [];
  if (plan.node && plan.node.kind !== 'Subscription') await run(plan.node, []);
  return { data, errors };

  async function run(node: PlanNode, path: Path): Promise<void> {
    switch (node.kind) {
      case 'Sequence':
        for (const child of node.nodes) await run(child, path);
        return;
      case 'Parallel':
        await Promise.all(node.nodes.map((child) => run(child, path)));
        return;
      case 'Flatten':
        return run(node.node, [...path, ...node.path]);
      case 'Condition': {
        const branch = request.coerced[node.condition] ? node.ifClause : node.elseClause;
        if (branch) await run(branch, path);
        return;
      }
      case 'Fetch':
        return node.requires ? fetchEntities(node, node.requires, path) : fetchRoot(node, path);
      default:
        throw new Error(`a plan with a node that is not executed here: ${node.kind}`);
    }
  }

  async function fetchRoot(node: FetchNode, path: Path): Promise<void> {
    const targets = objectsAt(data, path);
    if (targets.length === 0) return;
    const answer = await request.fetch(node, variablesOf(node), request.scope);
    for (const error of answer.errors ?? []) addError(error, [...path, ...(error.path ?? [])]);
    if (answer.data) for (const target of targets) mergeInto(target, answer.data);
  }

  async function fetchEntities(node: FetchNode, requires: NonNullable<FetchNode['requires']>, path: Path) {
    const targets: Data[] = [];
    const representations: Data[] = [];
    const places: number[] = [];
    objectsAt(data, path).forEach((target, place) => {
      const representation = representationOf(request.supergraphSchema, target, requires);
      if (!representation?.['__typename']) return;
      targets.push(target);
      representations.push(representation);
      places.push(place);
    });
    if (targets.length === 0) return;
    const answer = await request.fetch(node, { ...variablesOf(node), representations }, request.scope);
    if (answer.errors?.length) addEntityErrors(answer.errors, path, places);
    const entities = answer.data?.['_entities'];
    if (!Array.isArray(entities)) return;
    const failed = new Set(answer.errors?.map((error) => error.path?.[1]));
    targets.forEach((target, index) => {
      const entity = entities[index] as Data | null | undefined;
      if (entity) mergeInto(target, entity);
      else if (!failed.has(index)) markGone(target);
    });
  }

  function addEntityErrors(found: NonNullable<SubgraphAnswer['errors']>, path: Path, places: readonly number[]): void {
    const paths = pathsAt(data, path);
    for (const error of found) {
      const [, index, ...rest] = error.path ?? [];
      const place = typeof index === 'number' ? paths[places[index] ?? index] : undefined;
      addError(error, place ? [...place, ...rest] : path);
    }
  }

  function addError(
    { message, extensions }: { message: string; extensions?: Record<string, unknown> },
    path: Path,
  ): void {
    // In a plan's path `@` stands for every element: an error of no element in particular belongs to the list.
    const end = path.indexOf('@');
    const known = end === -1 ? path : path.slice(0, end);
    errors.push(
      new GraphQLError(message, { ...(known.length ? { path: known } : {}), ...(extensions ? { extensions } : {}) }),
    );
  }

  function variablesOf(node: FetchNode): Data {
    const used: Data = {};
    for (const name of node.variableUsages ?? []) {
      if (request.variables[name] !== undefined) used[name] = request.variables[name];
    }
    return used;
  }
}
