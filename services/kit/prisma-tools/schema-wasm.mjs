// Prisma's schema engine as WebAssembly from npm, loaded the way Prisma's own internals load it.
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';

const require = createRequire(import.meta.url);

// The engine reports a crash here before it traps.
globalThis.PRISMA_WASM_PANIC_REGISTRY ??= {
  message: '',
  set_message(message) {
    this.message = message;
  },
};

/** What the engine said when it crashed; empty when it did not. */
export const panicMessage = () => globalThis.PRISMA_WASM_PANIC_REGISTRY.message;

/** @type {Promise<typeof import('@prisma/schema-engine-wasm/schema_engine_bg')> | undefined} */
let loading;

/**
 * @param {import('@prisma/driver-adapter-utils').SqlMigrationAwareDriverAdapterFactory} factory
 * @param {[path: string, content: string][] | undefined} datamodels
 */
export async function loadEngine(factory, datamodels) {
  loading ??= loadRuntime();
  const { SchemaEngine } = await loading;
  return SchemaEngine.new({ datamodels }, () => {}, bindMigrationAwareSqlAdapterFactory(factory));
}

/** Once per process: the bindings are one module, which keeps views of the memory it was first given. */
async function loadRuntime() {
  const runtime = await import('@prisma/schema-engine-wasm/schema_engine_bg');
  const folder = path.dirname(require.resolve('@prisma/schema-engine-wasm'));
  const bytes = await readFile(path.join(folder, 'schema_engine_bg.wasm'));
  const { instance } = await WebAssembly.instantiate(bytes, { './schema_engine_bg.js': runtime });
  runtime.__wbg_set_wasm(instance.exports);
  instance.exports.__wbindgen_start();
  return runtime;
}
