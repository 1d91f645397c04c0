import { defineConfig } from 'vitest/config';

export default defineConfig({
  // Two copies of graphql (its ESM and its CommonJS build) must never meet: Apollo loads the CommonJS one.
  resolve: { alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }] },
  ssr: { resolve: { conditions: ['source', 'node', 'development|production'] } },
  oxc: { decorator: { legacy: true } },
  test: {
    include: ['**/*.{spec,test}.ts'],
    exclude: ['**/node_modules/**', 'dist/**', 'data/**'],
    testTimeout: 20_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
  },
});
