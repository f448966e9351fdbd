#!/usr/bin/env node
// Stands in for Prisma's native schema engine, which the Prisma CLI would download: the same JSON-RPC on
// standard input and output, answered by the same engine as WebAssembly from npm.
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { memoryFactory, postgresFactory } from './adapters.mjs';
import { loadEngine, panicMessage } from './schema-wasm.mjs';

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  strict: false,
  options: {
    datamodels: { type: 'string', multiple: true },
    datasource: { type: 'string' },
    'enabled-preview-features': { type: 'string' },
    'extension-types': { type: 'string' },
    version: { type: 'boolean' },
  },
});

/** Codes of Prisma for what PostgreSQL says when one cannot connect. */
const CONNECTION_ERRORS = { '3D000': 'P1003', '28P01': 'P1000' };

const { url, schema } = readDatasource();

if (options.version) process.stdout.write('schema-engine-cli wasm\n');
else if (positionals[0] === 'cli') await answerCommand(positionals[1]);
else await answerRequests();
process.exit(process.exitCode ?? 0);

/** Prisma names a schema with `?schema=`, which PostgreSQL's own URLs do not know. */
function readDatasource() {
  const given = options.datasource ? JSON.parse(options.datasource).url : undefined;
  const byConfig = process.env.KAPSTOK_PRISMA_SCHEMA ?? 'public';
  if (!given) return { url: undefined, schema: byConfig };
  const parsed = new URL(given);
  const name = parsed.searchParams.get('schema') ?? byConfig;
  parsed.searchParams.delete('schema');
  return { url: parsed.href, schema: name };
}

/** `cli can-connect-to-database`, `cli create-database`: Prisma asks these of a process of its own. */
async function answerCommand(command) {
  try {
    await connectOnce(url);
  } catch (error) {
    if (command === 'can-connect-to-database') return refuse(error);
    await createDatabase();
  }
}

async function connectOnce(connectionString, work = async () => {}) {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}

async function createDatabase() {
  const server = new URL(url);
  const name = decodeURIComponent(server.pathname.slice(1));
  server.pathname = '/postgres';
  await connectOnce(server.href, (client) => client.query(`create database ${pg.escapeIdentifier(name)}`));
}

function refuse(error) {
  const fields = { error_code: CONNECTION_ERRORS[error.code] ?? 'P1001', message: error.message };
  const line = JSON.stringify({ level: 'ERROR', target: 'schema_engine::logger', fields });
  process.stderr.write(`\n${line}\n`);
  process.exitCode = 1;
}

async function answerRequests() {
  let engine;
  let current;
  // A crash inside the engine comes as an uncaught exception. Unanswered, the CLI would end with exit code 0.
  process.on('uncaughtException', (error) => {
    const message = `the schema engine crashed: ${panicMessage() || error.message}`;
    process.stdout.write(failure(current, 4467, message), () => process.exit(101));
  });
  for await (const line of createInterface({ input: process.stdin })) {
    const { id, method, params } = line.trim() ? JSON.parse(line) : {};
    if (!method) continue; // the answer to our own "print"
    current = id;
    try {
      engine ??= await startEngine();
      for (const message of await call(engine, id, method, params)) process.stdout.write(message);
    } catch (error) {
      process.stdout.write(failure(id, 4466, error.message, { error_code: error.code, meta: error.meta }));
    }
  }
}

async function startEngine() {
  const files = (options.datamodels ?? []).map((file) => path.resolve(file));
  const datamodels = await Promise.all(files.map(async (file) => [file, await readFile(file, 'utf8')]));
  const factory = url ? postgresFactory(url, schema) : memoryFactory(schema);
  return loadEngine(factory, datamodels.length > 0 ? datamodels : undefined);
}

/** The two places where the native engine's protocol and the WebAssembly class differ. */
async function call(engine, id, method, params) {
  if (method === 'getDatabaseVersion') return [message({ id, result: await engine.version(params) })];
  const result = await engine[method](params);
  if (method !== 'diff') return [message({ id, result: result ?? null })];
  const print = { id: `print-${id}`, method: 'print', params: { content: result.stdout } };
  return [...(result.stdout ? [message(print)] : []), message({ id, result: { exitCode: result.exitCode } })];
}

function message(content) {
  return `${JSON.stringify({ jsonrpc: '2.0', ...content })}\n`;
}

function failure(id, code, text, more = {}) {
  const data = { is_panic: false, message: text, ...more };
  return message({ id, error: { code, message: text, data } });
}
