import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSchema, type GraphQLSchema, isEnumType, isInputObjectType, isObjectType, isUnionType } from 'graphql';
import { beforeAll, describe, expect, it } from 'vitest';
import { projectRoot } from '#kit/config/project-root.js';
import { type ComposedSchemas, composeSchemas } from '../../scripts/compose-schemas.js';

const folder = join(projectRoot(), 'schema', 'snapshots');
let composed: ComposedSchemas;
let api: GraphQLSchema;

beforeAll(async () => {
  composed = await composeSchemas();
  api = buildSchema(composed.files.get('api.graphql') ?? '');
});

describe('the schemas', () => {
  it('compose without an error or a hint', () => {
    expect(composed.hints).toEqual([]);
  });

  it('are committed as they are: npm run schema', () => {
    expect(readdirSync(folder).sort()).toEqual([...composed.files.keys()].sort());
    for (const [name, text] of composed.files)
      expect(readFileSync(join(folder, name), 'utf8') === text, `${name} is fresh`).toBe(true);
  });

  it('describe everything that a client can see', () => {
    expect(undescribed(api)).toEqual([]);
  });

  it('hide what subgraphs tell each other', () => {
    const hidden = [
      ...(composed.files.get('supergraph.graphql') ?? '').matchAll(/^ {2}(\w+)[^\n]*@inaccessible/gm),
    ].map((match) => match[1]);
    expect(hidden).toEqual(['strategyIds']);
    const experiment = api.getType('ModelExperiment');
    expect(isObjectType(experiment) && Object.keys(experiment.getFields())).not.toContain('strategyIds');
  });
});

/** Types, fields, arguments and enum values without a description, by their path. */
function undescribed(schema: GraphQLSchema): string[] {
  const missing: string[] = [];
  const check = (path: string, thing: { readonly description?: string | null | undefined }) => {
    if (!thing.description) missing.push(path);
  };
  for (const type of Object.values(schema.getTypeMap())) {
    if (type.name.startsWith('__') || ['String', 'Int', 'Float', 'Boolean', 'ID'].includes(type.name)) continue;
    const isRoot =
      type === schema.getQueryType() || type === schema.getMutationType() || type === schema.getSubscriptionType();
    if (!isRoot) check(type.name, type);
    if (isEnumType(type)) for (const value of type.getValues()) check(`${type.name}.${value.name}`, value);
    if (isUnionType(type) || isEnumType(type)) continue;
    if (!isObjectType(type) && !isInputObjectType(type)) continue;
    for (const field of Object.values(type.getFields())) {
      check(`${type.name}.${field.name}`, field);
      if ('args' in field) for (const arg of field.args) check(`${type.name}.${field.name}(${arg.name})`, arg);
    }
  }
  return missing;
}
