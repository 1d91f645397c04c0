import { defineConfig } from 'vitest/config';

export default defineConfig({
  // Two copies of graphql (its ESM and its CommonJS build) must never meet: Apollo loads the CommonJS one.
  resolve: { alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }] },
  ssr: { resolve: { conditions: ['source', 'node', 'development|production'] } },
  oxc: { decorator: { legacy: true } },
  test: {
    include: ['**/*.{spec,test}.ts'],
    exclude: ['**/node_modules/**', 'dist/**', 'data/**'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // A deadline for what a busy machine does late, never a wait: every poll ends at the first success.
    expect: { poll: { timeout: 15_000 } },
    maxWorkers: 2,
  },
});
