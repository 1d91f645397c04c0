import {
  type FieldNode,
  type FragmentDefinitionNode,
  GraphQLError,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isInterfaceType,
  isLeafType,
  isObjectType,
  type OperationDefinitionNode,
  type SelectionSetNode,
  valueFromASTUntyped,
} from 'graphql';
import { MAX_PAGE } from '#kit/graphql/pagination.js';
import { ErrorCode } from '#schema/generated/enums.js';

/** What a series gives when nobody says how many points: as much as an equity curve carries. */
const POINTS_WHEN_ABSENT = 20_000;

export interface ColumnQuery {
  readonly schema: GraphQLSchema;
  readonly operation: OperationDefinitionNode;
  readonly fragments: Readonly<Record<string, FragmentDefinitionNode>>;
}

type Variables = Readonly<Record<string, unknown>>;

/**
 * How many values the columns of an operation may hold: for each field that takes `maxPoints`, its points times the
 * columns that are asked for, times the pages on the way to it. Columns cost nothing in a count of fields, and they are
 * what makes an answer large.
 */
export function columnValues({ schema, operation, fragments }: ColumnQuery, variables: Variables): number {
  const known = new Map<string, number>();
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
    const page = Math.min(Math.max(argument(field, node, 'first') ?? 1, 1), MAX_PAGE);
    if (!field.args.some(({ name }) => name === 'maxPoints')) {
      return page * valuesOf(node.selectionSet, getNamedType(field.type));
    }
    const points = argument(field, node, 'maxPoints') ?? POINTS_WHEN_ABSENT;
    return page * points * columnsIn(node.selectionSet, getNamedType(field.type));
  }

  function columnsIn({ selections }: SelectionSetNode, type: GraphQLNamedType): number {
    let columns = 0;
    for (const selection of selections) {
      if (selection.kind === 'Field') {
        const field = isObjectType(type) ? type.getFields()[selection.name.value] : undefined;
        if (field && isLeafType(getNamedType(field.type))) columns += 1;
        continue;
      }
      const fragment = selection.kind === 'InlineFragment' ? selection : fragments[selection.name.value];
      if (fragment) columns += columnsIn(fragment.selectionSet, type);
    }
    return columns;
  }

  function argument(field: GraphQLField<unknown, unknown>, node: FieldNode, name: string): number | null {
    const given = node.arguments?.find((candidate) => candidate.name.value === name);
    const value = given ? valueFromASTUntyped(given.value, { ...variables }) : undefined;
    const effective = value ?? field.args.find((candidate) => candidate.name === name)?.defaultValue;
    return typeof effective === 'number' ? effective : null;
  }

  function conditioned(name: string | undefined, type: GraphQLNamedType): GraphQLNamedType {
    return (name === undefined ? undefined : schema.getType(name)) ?? type;
  }
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
