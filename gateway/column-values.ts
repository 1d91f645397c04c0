import {
  type FieldNode,
  type FragmentDefinitionNode,
  GraphQLError,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isInterfaceType,
  isLeafType,
  isListType,
  isObjectType,
  type OperationDefinitionNode,
  type SelectionSetNode,
  valueFromASTUntyped,
} from 'graphql';
import { MAX_PAGE } from '#kit/graphql/pagination.js';
import { ErrorCode } from '#schema/generated/enums.js';

/** What a series gives when nobody says how many points: as much as an equity curve carries. */
const POINTS_WHEN_ABSENT = 20_000;
/** What a list, or columns, over a period give where nobody can say how many: twenty years of trading days. */
const DAYS_WHEN_UNPAGED = 5_000;

export interface ColumnQuery {
  readonly schema: GraphQLSchema;
  readonly operation: OperationDefinitionNode;
  readonly fragments: Readonly<Record<string, FragmentDefinitionNode>>;
}

type Variables = Readonly<Record<string, unknown>>;

/**
 * How many values the columns of an operation may hold: for each field that gives columns (it takes `maxPoints`, or
 * what it gives has `timestamps`), its points times the columns that are asked for; for each list over a period without
 * pages, its days times its leaves; both times the pages, and the `inputs`, on the way to it. Columns cost nothing in a
 * count of fields, and they are what makes an answer large.
 */
export function columnValues({ schema, operation, fragments }: ColumnQuery, variables: Variables): number {
  const known = new Map<string, number>();
  const knownLeaves = new Map<string, number>();
  const root = schema.getRootType(operation.operation);
  return root ? valuesOf(operation.selectionSet, root) : 0;

  function valuesOf({ selections }: SelectionSetNode, type: GraphQLNamedType): number {
    let values = 0;
    for (const selection of selections) {
      if (selection.kind === 'Field') values += fieldValues(selection, type);
      else if (selection.kind === 'InlineFragment')
        values += valuesOf(selection.selectionSet, conditioned(selection.typeCondition?.name.value, type));
      else values += fragmentValues(selection.name.value);
    }
    return values;
  }

  /** Once for each fragment, however often it is spread. */
  function fragmentValues(name: string): number {
    const fragment = fragments[name];
    if (!fragment) return 0;
    let values = known.get(name);
    if (values === undefined) {
      const type = schema.getType(fragment.typeCondition.name.value);
      values = type ? valuesOf(fragment.selectionSet, type) : 0;
      known.set(name, values);
    }
    return values;
  }

  function fieldValues(node: FieldNode, type: GraphQLNamedType): number {
    if (!node.selectionSet || !(isObjectType(type) || isInterfaceType(type))) return 0;
    const field = type.getFields()[node.name.value];
    if (!field) return 0;
    const named = getNamedType(field.type);
    const items = pageOf(field, node) * inputsOf(field, node);
    if (takes(field, 'maxPoints')) {
      const points = argument(field, node, 'maxPoints') ?? POINTS_WHEN_ABSENT;
      return items * points * leavesIn(node.selectionSet, named);
    }
    const isUnpaged = takes(field, 'from') && !takes(field, 'first') && isListType(getNullableType(field.type));
    if (hasTimestamps(named) || (isUnpaged && !takes(field, 'inputs'))) {
      return items * DAYS_WHEN_UNPAGED * leavesIn(node.selectionSet, named);
    }
    return items * valuesOf(node.selectionSet, named);
  }

  function pageOf(field: GraphQLField<unknown, unknown>, node: FieldNode): number {
    return Math.min(Math.max(argument(field, node, 'first') ?? 1, 1), MAX_PAGE);
  }

  /** A field with `inputs` gives as many answers as it is given inputs. */
  function inputsOf(field: GraphQLField<unknown, unknown>, node: FieldNode): number {
    if (!takes(field, 'inputs')) return 1;
    const given = givenValue(node, 'inputs');
    return Array.isArray(given) ? Math.max(1, given.length) : 1;
  }

  /** The leaves below a selection, whatever carries them. */
  function leavesIn({ selections }: SelectionSetNode, type: GraphQLNamedType): number {
    let leaves = 0;
    for (const selection of selections) {
      if (selection.kind === 'InlineFragment') leaves += leavesIn(selection.selectionSet, type);
      else if (selection.kind === 'FragmentSpread') leaves += fragmentLeaves(selection.name.value, type);
      else {
        const field = isObjectType(type) ? type.getFields()[selection.name.value] : undefined;
        if (!field) continue;
        const named = getNamedType(field.type);
        // In columns a single value is nothing beside a list.
        const isSingle = hasTimestamps(type) && !isListType(getNullableType(field.type));
        if (isLeafType(named)) leaves += isSingle ? 0 : 1;
        else if (selection.selectionSet) leaves += leavesIn(selection.selectionSet, named);
      }
    }
    return leaves;
  }

  /** Once for each fragment, however often it is spread. */
  function fragmentLeaves(name: string, type: GraphQLNamedType): number {
    const fragment = fragments[name];
    if (!fragment) return 0;
    let leaves = knownLeaves.get(name);
    if (leaves === undefined) {
      leaves = leavesIn(fragment.selectionSet, type);
      knownLeaves.set(name, leaves);
    }
    return leaves;
  }

  function argument(field: GraphQLField<unknown, unknown>, node: FieldNode, name: string): number | null {
    const effective = givenValue(node, name) ?? field.args.find((candidate) => candidate.name === name)?.defaultValue;
    return typeof effective === 'number' ? effective : null;
  }

  function givenValue(node: FieldNode, name: string): unknown {
    const given = node.arguments?.find((candidate) => candidate.name.value === name);
    return given ? valueFromASTUntyped(given.value, { ...variables }) : undefined;
  }

  function conditioned(name: string | undefined, type: GraphQLNamedType): GraphQLNamedType {
    return (name === undefined ? undefined : schema.getType(name)) ?? type;
  }
}

function takes(field: GraphQLField<unknown, unknown>, argument: string): boolean {
  return field.args.some(({ name }) => name === argument);
}

function hasTimestamps(type: GraphQLNamedType): boolean {
  const field = isObjectType(type) ? type.getFields()['timestamps'] : undefined;
  return field !== undefined && isListType(getNullableType(field.type));
}

/** @throws GraphQLError QUERY_TOO_COMPLEX when the columns may hold more than `most` values */
export function refuseManyColumnValues(query: ColumnQuery, variables: Variables, most: number): void {
  const values = columnValues(query, variables);
  if (values <= most) return;
  throw new GraphQLError(
    `The series of this operation may hold ${values.toLocaleString('en')} values; at most ${most.toLocaleString('en')} are answered at once. Give a smaller maxPoints, ask for fewer columns or shorter pages, or split the operation.`,
    { extensions: { code: ErrorCode.QUERY_TOO_COMPLEX } },
  );
}
