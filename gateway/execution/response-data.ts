import type { QueryPlanSelectionNode } from '@apollo/query-planner';
import { type GraphQLSchema, isAbstractType, isObjectType } from 'graphql';

/** What subgraphs answered so far, as plain JSON: not yet in the shape that the client asked for. */
export type Data = Record<string, unknown>;

/** Adds what another fetch answered about the same object: objects and lists of equal length are merged, others replaced. */
export function mergeInto(target: Data, source: Data): void {
  for (const key of Object.keys(source)) {
    const value = source[key];
    if (value === undefined) continue;
    const present = target[key];
    if (isData(present) && isData(value)) mergeInto(present, value);
    else if (Array.isArray(present) && Array.isArray(value) && present.length === value.length)
      mergeLists(present, value);
    else target[key] = value;
  }
}

/** The objects at a path of a plan, where `@` stands for every element of a list; what is null has none. */
export function objectsAt(value: unknown, path: readonly (string | number)[], from = 0): Data[] {
  if (value === null || value === undefined) return [];
  if (Array.isArray(value)) {
    const next = path[from] === '@' ? from + 1 : from;
    return value.flatMap((element) => objectsAt(element, path, next));
  }
  if (from === path.length) return [value as Data];
  return objectsAt(ownValue(value as Data, String(path[from])), path, from + 1);
}

/** Where each object of `objectsAt` is in the response, in the same order: for the paths of errors. */
export function pathsAt(
  value: unknown,
  path: readonly (string | number)[],
  from = 0,
  parent: readonly (string | number)[] = [],
): (readonly (string | number)[])[] {
  if (value === null || value === undefined) return [];
  if (Array.isArray(value)) {
    const next = path[from] === '@' ? from + 1 : from;
    return value.flatMap((element, index) => pathsAt(element, path, next, [...parent, index]));
  }
  if (from === path.length) return [parent];
  const key = String(path[from]);
  return pathsAt(ownValue(value as Data, key), path, from + 1, [...parent, key]);
}

/** What a subgraph needs to know about an object to find it again; null when a part of it is missing. */
export function representationOf(
  schema: GraphQLSchema,
  source: Data,
  selections: readonly QueryPlanSelectionNode[],
): Data | null {
  const picked: Data = {};
  for (const selection of selections) {
    if (selection.kind === 'Field') {
      const key = selection.alias ?? selection.name;
      const value = ownValue(source, key);
      if (value === undefined) return null;
      picked[key] = selection.selections ? pick(schema, value, selection.selections) : value;
    } else if (!selection.typeCondition || isOfType(schema, source, selection.typeCondition)) {
      const part = representationOf(schema, source, selection.selections);
      if (part !== null) mergeInto(picked, part);
    }
  }
  return picked;
}

function pick(schema: GraphQLSchema, value: unknown, selections: readonly QueryPlanSelectionNode[]): unknown {
  if (Array.isArray(value)) return value.map((element) => pick(schema, element, selections));
  return isData(value) ? representationOf(schema, value, selections) : value;
}

function isOfType(schema: GraphQLSchema, source: Data, condition: string): boolean {
  const name = source['__typename'];
  if (name === condition) return true;
  const type = typeof name === 'string' ? schema.getType(name) : undefined;
  const wanted = schema.getType(condition);
  return isAbstractType(wanted) && isObjectType(type) && schema.isSubType(wanted, type);
}

function mergeLists(target: unknown[], source: readonly unknown[]): void {
  source.forEach((value, index) => {
    const present = target[index];
    if (isData(present) && isData(value)) mergeInto(present, value);
    else target[index] = value;
  });
}

function ownValue(source: Data, key: string): unknown {
  return Object.hasOwn(source, key) ? source[key] : undefined;
}

function isData(value: unknown): value is Data {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const gone = new WeakSet<object>();

/** Notes that the owner of an object answered that there is none: a stub outlived what it stood for. */
export function markGone(target: Data): void {
  gone.add(target);
}

export function isGone(value: unknown): boolean {
  return typeof value === 'object' && value !== null && gone.has(value);
}
