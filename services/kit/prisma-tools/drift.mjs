#!/usr/bin/env node
// node drift.mjs check --service DIR           do migrations build what schema.prisma says?
// node drift.mjs create NAME --service DIR     writes the migration that is missing
// Replays the migrations in memory: no server, no network.
import { mkdir, readdir, readFile, realpath, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { memoryFactory } from './adapters.mjs';
import { loadEngine } from './schema-wasm.mjs';

const LOCK_FILE = 'migration_lock.toml';
const LOCK_CONTENT = 'provider = "postgresql"\n';

/**
 * The SQL that is missing for the migrations to build what schema.prisma describes; null when they do.
 * What Prisma does not know (policies, checks, functions, views) is not compared.
 * @param {string} serviceDirectory holds `prisma/schema.prisma` and `prisma/migrations`
 * @param {{ schema?: string }} [options] the service's schema; by default the name of its folder
 * @returns {Promise<string | null>}
 */
export async function checkDrift(serviceDirectory, options = {}) {
  const directory = path.resolve(serviceDirectory);
  const schemaFile = path.join(directory, 'prisma/schema.prisma');
  const files = [{ path: schemaFile, content: await readFile(schemaFile, 'utf8') }];
  const engine = await loadEngine(memoryFactory(options.schema ?? path.basename(directory)), [
    [schemaFile, files[0].content],
  ]);
  try {
    const { exitCode, stdout } = await engine.diff({
      from: { tag: 'migrations', ...(await readMigrations(path.join(directory, 'prisma/migrations'))) },
      to: { tag: 'schemaDatamodel', files },
      script: true,
      exitCode: true,
      shadowDatabaseUrl: null,
      filters: { externalTables: [], externalEnums: [] },
    });
    return exitCode === 2 ? stdout : null;
  } finally {
    engine.free();
  }
}

/**
 * Writes the missing SQL as a new migration and returns its file; null when nothing is missing.
 * @param {string} serviceDirectory
 * @param {string} name verb first: `add_title`
 * @param {{ schema?: string }} [options]
 * @returns {Promise<string | null>}
 */
export async function createMigration(serviceDirectory, name, options = {}) {
  if (!/^[a-z][a-z0-9_]*$/.test(name))
    throw new Error(`"${name}" is no name for a migration: use snake_case.`);
  const sql = await checkDrift(serviceDirectory, options);
  if (sql === null) return null;
  const migrations = path.resolve(serviceDirectory, 'prisma/migrations');
  const utc = new Date().toISOString().replace(/\D/g, '').slice(0, 14);
  const file = path.join(migrations, `${utc}_${name}`, 'migration.sql');
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, sql, { flag: 'wx' });
  await writeFile(path.join(migrations, LOCK_FILE), LOCK_CONTENT);
  return file;
}

/** The folder as the engine wants to be told of it. */
async function readMigrations(baseDir) {
  const entries = await readdir(baseDir, { withFileTypes: true }).catch(() => []);
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  return {
    baseDir,
    lockfile: { path: LOCK_FILE, content: LOCK_CONTENT },
    shadowDbInitScript: '',
    migrationDirectories: await Promise.all(names.sort().map((name) => readMigration(baseDir, name))),
  };
}

async function readMigration(baseDir, name) {
  const value = await readFile(path.join(baseDir, name, 'migration.sql'), 'utf8');
  return { path: name, migrationFile: { path: 'migration.sql', content: { tag: 'ok', value } } };
}

/** @returns {Promise<number>} the exit code */
async function main() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { service: { type: 'string' }, schema: { type: 'string' } },
  });
  const [command, name] = positionals;
  const { service, schema } = values;
  const options = schema === undefined ? {} : { schema };
  if (service && command === 'check') return report(await checkDrift(service, options));
  if (service && command === 'create' && name) {
    const file = await createMigration(service, name, options);
    process.stdout.write(file ? `${file}\n` : 'nothing to add: migrations match schema.prisma\n');
    return 0;
  }
  process.stderr.write('usage: drift.mjs check|create NAME --service DIR [--schema NAME]\n');
  return 2;
}

function report(missing) {
  if (missing === null) process.stdout.write('migrations match schema.prisma\n');
  else process.stderr.write(`migrations do not build what schema.prisma says; missing:\n${missing}`);
  return missing === null ? 0 : 1;
}

if (process.argv[1] && (await realpath(process.argv[1]).catch(() => '')) === fileURLToPath(import.meta.url)) {
  try {
    process.exitCode = await main();
  } catch (error) {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}
