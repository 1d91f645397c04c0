import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { generate, loadContext } from '@graphql-codegen/cli';
import { type DocumentNode, type EnumTypeDefinitionNode, Kind, parse } from 'graphql';
import { beforeAll, describe, expect, test } from 'vitest';
import * as generated from '#schema/generated/enums.js';

const root = process.cwd();
const folder = join(root, 'schema/enums');
const generatedFile = 'schema/generated/enums.ts';

const documents = readdirSync(folder)
  .filter((file) => file.endsWith('.graphql'))
  .map((file) => ({ file, document: parse(readFileSync(join(folder, file), 'utf8')) }));

const enums = documents.flatMap(({ file, document }) => enumsOf(document).map((definition) => ({ file, definition })));

function enumsOf(document: DocumentNode): EnumTypeDefinitionNode[] {
  return document.definitions.filter((definition) => definition.kind === Kind.ENUM_TYPE_DEFINITION);
}

const valuesOf = (definition: EnumTypeDefinitionNode) => (definition.values ?? []).map(({ name }) => name.value);

/** A description is a sentence for a person, not the name once more. */
const sentence = /^\S[\s\S]{3,}\.$/;

describe('the vocabulary', () => {
  test('holds enums and nothing else', () => {
    expect(enums.length).toBeGreaterThan(0);
    const others = documents.flatMap(({ document }) =>
      document.definitions.filter(({ kind }) => kind !== Kind.ENUM_TYPE_DEFINITION),
    );
    expect(others.map(({ kind }) => kind)).toEqual([]);
  });

  test('defines every enum once', () => {
    const homes = new Map<string, string[]>();
    for (const { file, definition } of enums) {
      homes.set(definition.name.value, [...(homes.get(definition.name.value) ?? []), file]);
    }
    expect([...homes].filter(([, files]) => files.length > 1)).toEqual([]);
  });

  test.each(enums.map(({ file, definition }) => [definition.name.value, file, definition] as const))(
    '%s in %s says what it and each of its values mean',
    (name, _file, definition) => {
      const undescribed = [definition, ...(definition.values ?? [])]
        .filter(({ description }) => !sentence.test(description?.value.trim() ?? ''))
        .map((node) => (node === definition ? name : `${name}.${node.name.value}`));
      expect(undescribed).toEqual([]);
    },
  );

  test.each(enums.map(({ definition }) => [definition.name.value, definition] as const))(
    '%s has distinct values in capitals, each with a meaning of its own',
    (_name, definition) => {
      const values = valuesOf(definition);
      expect(values.length).toBeGreaterThan(0);
      for (const value of values) expect(value).toMatch(/^[A-Z][A-Z0-9_]*$/);
      const meanings = (definition.values ?? []).map(({ description }) => description?.value);
      expect(new Set(meanings).size).toBe(values.length);
    },
  );
});

describe('schema/generated/enums.ts', () => {
  const constants: Readonly<Record<string, unknown>> = { ...generated };
  const names = enums.map(({ definition }) => definition.name.value).sort();

  test('has every enum, and no other', () => {
    expect(Object.keys(constants).sort()).toEqual(names);
  });

  test.each(enums.map(({ definition }) => [definition.name.value, definition] as const))(
    '%s has the published names as its values',
    (name, definition) => {
      const published = Object.fromEntries(valuesOf(definition).map((value) => [value, value]));
      expect(constants[name]).toEqual(published);
    },
  );

  describe('by the code generator', () => {
    let fresh = '';

    beforeAll(async () => {
      const context = await loadContext(join(root, 'codegen.yml'));
      const { generates } = context.getConfig();
      const target = generates[generatedFile];
      if (target === undefined) throw new Error(`codegen.yml does not generate ${generatedFile}`);
      const [output] = await generate({ cwd: root, silent: true, generates: { [generatedFile]: target } }, false);
      fresh = output?.content ?? '';
    });

    test('is fresh: otherwise run `npm run codegen`', () => {
      expect(fresh).not.toBe('');
      expect(readFileSync(join(root, generatedFile), 'utf8')).toBe(fresh);
    });
  });
});
