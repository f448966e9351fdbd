// What every service's prisma.config.ts says.
import { accessSync, chmodSync, constants } from 'node:fs';
import path from 'node:path';

const ENGINE = path.join(import.meta.dirname, 'schema-engine.mjs');

/**
 * The Prisma configuration of one service. Commands that need a database take `DATABASE_URL` and work in the
 * service's schema; `generate`, `validate`, `format` and comparisons need none.
 * @param {string} serviceDirectory `import.meta.dirname` of the prisma.config.ts
 * @param {string} schema the service's schema in the database
 */
export function kapstokPrismaConfig(serviceDirectory, schema = path.basename(serviceDirectory)) {
  makeExecutable(ENGINE);
  process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= ENGINE; // read after this file: nothing is downloaded
  process.env.CHECKPOINT_DISABLE ??= '1'; // nor reported
  process.env.KAPSTOK_PRISMA_SCHEMA = schema; // for our engine, also where there is no URL to name it
  const url = process.env.DATABASE_URL;
  return {
    schema: path.join(serviceDirectory, 'prisma/schema.prisma'),
    migrations: { path: path.join(serviceDirectory, 'prisma/migrations') },
    ...(url ? { datasource: { url: inSchema(url, schema) } } : {}),
  };
}

function inSchema(databaseUrl, schema) {
  const url = new URL(databaseUrl);
  url.searchParams.set('schema', schema);
  return url.href;
}

/** Archives and some file systems drop the permission that git keeps. */
function makeExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
  } catch {
    chmodSync(file, 0o755);
  }
}
