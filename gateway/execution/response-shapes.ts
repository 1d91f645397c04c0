import {
  type FieldNode,
  GraphQLIncludeDirective,
  GraphQLSkipDirective,
  getDirectiveValues,
  Kind,
  type SelectionNode,
  visit,
} from 'graphql';
import type { PlannedOperation } from '../operation-planner.js';
import type { Data } from './response-data.js';
import { compileShape, type Misfits } from './response-shape.js';

export type CompiledShape = (data: Data, misfits: Misfits) => Data | null;

/** An operation with many conditions has more combinations than are worth keeping. */
const MAX_COMBINATIONS = 32;

interface Compiled {
  /** The variables that its @skip and @include depend on. */
  readonly conditions: readonly string[];
  readonly byValues: Map<string, CompiledShape>;
}

/** Shapes are compiled once for each operation and each combination of its conditions, and kept as long as its plan. */
export class ResponseShapes {
  readonly #compiled = new WeakMap<PlannedOperation, Compiled>();

  for(operation: PlannedOperation, coerced: Readonly<Record<string, unknown>>): CompiledShape {
    let compiled = this.#compiled.get(operation);
    if (!compiled) {
      compiled = { conditions: conditionsOf(operation), byValues: new Map() };
      this.#compiled.set(operation, compiled);
    }
    const { conditions, byValues } = compiled;
    const values = conditions.map((name) => (coerced[name] ? '1' : '0')).join('');
    const known = byValues.get(values);
    if (known) return known;
    const shape = compileShape(operation.operationContext, (node) => isIncluded(node, coerced));
    if (byValues.size >= MAX_COMBINATIONS) byValues.clear();
    byValues.set(values, shape);
    return shape;
  }
}

function isIncluded(node: Pick<FieldNode, 'directives'>, coerced: Readonly<Record<string, unknown>>): boolean {
  if (!node.directives?.length) return true;
  const variables = { ...coerced };
  if (getDirectiveValues(GraphQLSkipDirective, node, variables)?.['if'] === true) return false;
  return getDirectiveValues(GraphQLIncludeDirective, node, variables)?.['if'] !== false;
}

function conditionsOf({ operationContext: { operation, fragments } }: PlannedOperation): string[] {
  const names = new Set<string>();
  const note = (node: SelectionNode) => {
    for (const { name, arguments: given = [] } of node.directives ?? []) {
      if (name.value !== 'skip' && name.value !== 'include') continue;
      for (const { value } of given) if (value.kind === Kind.VARIABLE) names.add(value.name.value);
    }
  };
  for (const definition of [operation, ...Object.values(fragments)]) {
    visit(definition, { Field: note, InlineFragment: note, FragmentSpread: note });
  }
  return [...names];
}
