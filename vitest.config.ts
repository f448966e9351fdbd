import { defineConfig } from 'vitest/config';

export default defineConfig({
  resolve: {
    // graphql 16 ships CJS and ESM side by side: our sources would load the ESM copy, Pothos and Apollo the
    // CJS one, and graphql refuses objects "from another module or realm".
    alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }],
  },
  ssr: { resolve: { conditions: ['kapstok:source', 'node'] } },
  // The global setup runs in this one: without it, it would import what was built last, beside sources that moved on.
  environments: { __vitest__: { resolve: { conditions: ['kapstok:source', 'node'] } } },
  test: {
    include: [
      '{schema,executor,gateway,cli,web}/src/**/*.test.ts',
      'services/*/{src,test,prisma-tools}/**/*.test.ts',
      'tests/*.test.ts',
    ],
    globalSetup: ['tests/global-setup.ts'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
    // Answers of tests are large and soon forgotten: with room for them a fifth of the time spent on collecting is saved.
    execArgv: ['--max-semi-space-size=64'],
    // Files that run in the same worker share what they import: loading it anew was most of the time of many.
    isolate: false,
  },
});
