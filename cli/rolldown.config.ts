import path from 'node:path';
import { defineConfig } from 'rolldown';

const FOLDER = path.join(import.meta.dirname, 'dist', 'bundle');

/** Files beside a module are found from where the module was written, not from where the bundle lies. */
const keepPlaces = {
  name: 'keep-places',
  transform: {
    filter: { id: { exclude: /node_modules/ }, code: /import\.meta\.url/ },
    handler: (code: string, id: string) => {
      const place = JSON.stringify(path.posix.relative(FOLDER, id));
      return { code: code.replaceAll('import.meta.url', `new URL(${place}, import.meta.url).href`) };
    },
  },
};

/** What is loaded late is required too: code that V8 kept cannot import. */
const withoutImport = {
  name: 'without-import',
  renderChunk: (code: string) => code.replaceAll(/\bimport\(("[^"]+")\)/g, 'require($1)'),
};

/**
 * `kapstok` and all that it uses, in a few files: Node opens, resolves and compiles these in a third of the time that
 * it takes for three thousand modules. Not minified, so that stack traces still name functions.
 */
export default defineConfig({
  input: { main: 'src/main.ts', rehearse: 'src/rehearse.ts' },
  platform: 'node',
  resolve: { conditionNames: ['kapstok:source', 'node'] },
  // The first loads a binary that lies beside it; the second is not installed, and pg does without.
  external: ['@graphql-hive/router-query-planner', 'pg-native'],
  plugins: [keepPlaces, withoutImport],
  onLog(level, log, report) {
    if (log.code === 'UNRESOLVED_IMPORT') throw new Error(log.message);
    // `depd`, of the demo provider, makes functions that way.
    if (log.code !== 'EVAL') report(level, log);
  },
  output: {
    dir: FOLDER,
    format: 'cjs',
    minify: false,
    entryFileNames: '[name].cjs',
    chunkFileNames: '[name].cjs',
  },
});
