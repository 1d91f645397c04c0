import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type EnumTypeDefinitionNode, Kind, parse } from 'graphql';
import { registerEnumType } from 'type-graphql';
import { projectRoot } from '#kit/config/project-root.js';
import * as enums from '#schema/generated/enums.js';

let registered = false;

/**
 * Gives type-graphql every enum of the vocabulary, described as its SDL describes it: the only place that does, once a
 * process. The SDL says what the members are; the generated objects are what decorators refer to.
 */
export function registerEnums(): void {
  if (registered) return;
  registered = true;
  const folder = join(projectRoot(), 'schema', 'enums');
  for (const file of readdirSync(folder)
    .filter((name) => name.endsWith('.graphql'))
    .sort()) {
    for (const definition of parse(readFileSync(join(folder, file), 'utf8')).definitions) {
      if (definition.kind === Kind.ENUM_TYPE_DEFINITION) register(definition);
    }
  }
}

function register(definition: EnumTypeDefinitionNode): void {
  const name = definition.name.value;
  const members = (enums as Readonly<Record<string, object>>)[name];
  if (members === undefined) throw new Error(`The enum ${name} is not generated: run npm run codegen.`);
  const values = definition.values ?? [];
  registerEnumType(members, {
    name,
    ...(definition.description ? { description: definition.description.value } : {}),
    valuesConfig: Object.fromEntries(
      values.map((value) => [value.name.value, value.description ? { description: value.description.value } : {}]),
    ),
  });
}
