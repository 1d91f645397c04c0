import {
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isEnumType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  isSpecifiedScalarType,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { type Data, isGone } from './response-data.js';

/** A non-null field was null, so the object around it is too, up to the first that may be. */
const BUBBLE = Symbol('bubble');

/** Collects where the subgraphs' answers do not fit the schema. */
export interface Misfits {
  readonly found: string[];
}

type Shape = (value: unknown, misfits: Misfits) => unknown;
type Field = { readonly key: string; readonly coordinate: string; readonly nodes: FieldNode[] };

export interface ShapedOperation {
  readonly schema: GraphQLSchema;
  readonly operation: OperationDefinitionNode;
  readonly fragments: Readonly<Record<string, FragmentDefinitionNode>>;
}

/**
 * Compiles the selections of an operation into a function from merged subgraph data to what the client asked for: its
 * fields and no others, in its order, each checked against its type, nulls bubbling up as the specification says.
 * @param included whether a field or fragment is asked for: its @skip and @include, for the variables at hand
 */
export function compileShape(
  { schema, operation, fragments }: ShapedOperation,
  included: (node: Pick<FieldNode, 'directives'>) => boolean,
): (data: Data, misfits: Misfits) => Data | null {
  const root = schema.getRootType(operation.operation);
  if (!root) throw new Error(`the schema has no ${operation.operation}`);
  const shape = objectShape(root, [operation.selectionSet]);
  return (data, misfits) => {
    const shaped = shape(data, misfits);
    return shaped === BUBBLE ? null : (shaped as Data | null);
  };

  function shapeOf(type: GraphQLOutputType, coordinate: string, sets: readonly SelectionSetNode[]): Shape {
    if (!isNonNullType(type)) return nullable(bareShape(type, coordinate, sets));
    const inner = bareShape(type.ofType as GraphQLOutputType, coordinate, sets);
    return (value, misfits) => {
      const shaped = value === null || value === undefined ? null : inner(value, misfits);
      if (shaped !== null) return shaped;
      misfits.found.push(`Cannot return null for non-nullable ${coordinate}.`);
      return BUBBLE;
    };
  }

  function bareShape(type: GraphQLOutputType, coordinate: string, sets: readonly SelectionSetNode[]): Shape {
    if (isListType(type)) return listShape(shapeOf(type.ofType as GraphQLOutputType, coordinate, sets), coordinate);
    if (isLeafType(type)) return leafShape(type, coordinate);
    if (isObjectType(type)) return objectShape(type, sets);
    return abstractShape(type, coordinate, sets);
  }

  function abstractShape(type: GraphQLOutputType, coordinate: string, sets: readonly SelectionSetNode[]): Shape {
    const byName = new Map<string, Shape>();
    return (value, misfits) => {
      const name = String((value as Data)['__typename']);
      let concrete = byName.get(name);
      if (!concrete) {
        const runtime = schema.getType(name);
        if (!isAbstractType(type) || !isObjectType(runtime) || !schema.isSubType(type, runtime)) {
          misfits.found.push(`Invalid __typename found for ${coordinate}.`);
          return null;
        }
        concrete = objectShape(runtime, sets);
        byName.set(name, concrete);
      }
      return concrete(value, misfits);
    };
  }

  function objectShape(type: GraphQLObjectType, sets: readonly SelectionSetNode[]): Shape {
    const fields = new Map<string, Field>();
    for (const set of sets) collect(type, set, fields);
    const shapes = [...fields.values()].map(({ key, coordinate, nodes }): [string, Shape] => {
      const name = nodes[0]?.name.value ?? '';
      if (name === '__typename') return [key, () => type.name];
      const definition = type.getFields()[name];
      if (!definition) throw new Error(`${coordinate} is not in the schema`);
      const inner = nodes.flatMap(({ selectionSet }) => (selectionSet ? [selectionSet] : []));
      return [key, shapeOf(definition.type, coordinate, inner)];
    });
    return (value, misfits) => {
      if (typeof value !== 'object' || Array.isArray(value)) return misfit(type.name, misfits);
      const source = value as Data;
      const shaped: Data = {};
      for (const [key, shape] of shapes) {
        const field = shape(Object.hasOwn(source, key) ? source[key] : null, misfits);
        if (field === BUBBLE) return BUBBLE;
        shaped[key] = field;
      }
      return shaped;
    };
  }

  /** The fields of a selection set that apply to a type: fields of one key are one field with all their selections. */
  function collect(type: GraphQLObjectType, { selections }: SelectionSetNode, fields: Map<string, Field>): void {
    for (const selection of selections) {
      if (!included(selection)) continue;
      if (selection.kind === 'Field') {
        const key = selection.alias?.value ?? selection.name.value;
        const known = fields.get(key);
        if (known) known.nodes.push(selection);
        else fields.set(key, { key, coordinate: `${type.name}.${selection.name.value}`, nodes: [selection] });
        continue;
      }
      const fragment = selection.kind === 'FragmentSpread' ? fragments[selection.name.value] : selection;
      const condition = fragment?.typeCondition?.name.value;
      if (fragment && (condition === undefined || applies(condition, type)))
        collect(type, fragment.selectionSet, fields);
    }
  }

  function applies(condition: string, type: GraphQLObjectType): boolean {
    if (condition === type.name) return true;
    const wanted = schema.getType(condition);
    return isAbstractType(wanted) && schema.isSubType(wanted, type);
  }
}

/** True for selections that compileShape can shape: no introspection of the schema, no key that JavaScript takes itself. */
export function isPlainSelection(operation: OperationDefinitionNode, fragments: ShapedOperation['fragments']): boolean {
  const plain = ({ selections }: SelectionSetNode): boolean =>
    selections.every((selection) => {
      if (selection.kind === 'FragmentSpread') return true;
      if (selection.kind === 'InlineFragment') return plain(selection.selectionSet);
      if (['__schema', '__type'].includes(selection.name.value) || selection.alias?.value === '__proto__') return false;
      return !selection.selectionSet || plain(selection.selectionSet);
    });
  return plain(operation.selectionSet) && Object.values(fragments).every(({ selectionSet }) => plain(selectionSet));
}

function nullable(inner: Shape): Shape {
  return (value, misfits) => {
    if (value === null || value === undefined) return null;
    const before = misfits.found.length;
    const shaped = inner(value, misfits);
    if (shaped !== BUBBLE) return shaped;
    // Null is what the type promises for a thing that is gone; anywhere else it would be data that vanished.
    if (isGone(value)) misfits.found.length = before;
    return null;
  };
}

function listShape(element: Shape, coordinate: string): Shape {
  return (value, misfits) => {
    if (!Array.isArray(value)) return misfit(coordinate, misfits);
    const shaped = new Array<unknown>(value.length);
    for (let index = 0; index < value.length; index += 1) {
      const item = element(value[index], misfits);
      if (item === BUBBLE) return BUBBLE;
      shaped[index] = item;
    }
    return shaped;
  };
}

function leafShape(type: GraphQLOutputType, coordinate: string): Shape {
  const fits = leafCheck(type);
  return (value, misfits) => (fits(value) ? value : misfit(coordinate, misfits));
}

function leafCheck(type: GraphQLOutputType): (value: unknown) => boolean {
  const named = getNamedType(type);
  if (isEnumType(named)) return (value) => typeof value === 'string' && named.getValue(value) !== undefined;
  // A subgraph has serialised its own scalar.
  if (isCompositeType(named) || !isSpecifiedScalarType(named)) return () => true;
  switch (named.name) {
    case 'Int':
      return Number.isInteger;
    case 'Float':
      return Number.isFinite;
    case 'Boolean':
      return (value) => typeof value === 'boolean';
    case 'ID':
      return (value) => typeof value === 'string' || Number.isInteger(value);
    default:
      return (value) => typeof value === 'string';
  }
}

function misfit(coordinate: string, misfits: Misfits): null {
  misfits.found.push(`Invalid value found for ${coordinate}.`);
  return null;
}
