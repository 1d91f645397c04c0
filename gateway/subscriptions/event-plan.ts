import type { FetchNode, PlanNode, QueryPlan } from '@apollo/query-planner';
import { type FetchAnswer, isPlainPlan, type SubgraphAnswer } from '../execution/plan-execution.js';

/** A subscription's plan, cut in two: what is subscribed, and what is run for each event. */
export interface EventPlan {
  readonly primary: FetchNode;
  /** A query plan whose first fetch answers the event, followed by what other subgraphs add to it. */
  readonly perEvent: QueryPlan;
}

/** @throws Error when the plan is not one of a subscription that can be run here */
export function eventPlan(plan: QueryPlan): EventPlan {
  if (plan.node?.kind !== 'Subscription') throw new Error('expected the plan of a subscription');
  const { primary, rest } = plan.node;
  const nodes: PlanNode[] = rest ? [primary, rest] : [primary];
  const node: PlanNode = { kind: 'Sequence', nodes };
  if (!isPlainPlan(node)) throw new Error('a subscription whose plan rewrites what subgraphs answer is not supported');
  return { primary, perEvent: { kind: 'QueryPlan', node } };
}

/** Answers the first fetch of an event plan with the event, and the others as ever. */
export function withEvent(primary: FetchNode, event: SubgraphAnswer, fetch: FetchAnswer): FetchAnswer {
  return async (node, variables, scope) => (node === primary ? event : fetch(node, variables, scope));
}
