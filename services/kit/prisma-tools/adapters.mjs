// How the engine reaches a database: a real one by URL, and an empty one in memory to replay migrations in.
import { PGlite } from '@electric-sql/pglite';
import { PrismaPg } from '@prisma/adapter-pg';
import { ColumnTypeEnum } from '@prisma/driver-adapter-utils';
import { PrismaPGlite } from 'pglite-prisma-adapter';

/** The number of PostgreSQL's catalogue type "char", and of text, in which its values arrive just as well. */
const CHAR_OID = 18;
const TEXT_OID = 25;

const quoted = (name) => `"${name.replaceAll('"', '""')}"`;

/**
 * An empty PostgreSQL in memory with nothing but the service's schema, on the search path as in our own
 * migrations. Prisma's shadow database: no server, no right to create databases, nothing left behind.
 * @param {string} schema
 */
export async function connectInMemory(schema) {
  const client = await openInMemory();
  const searchPath = `set search_path to ${quoted(schema)};\n`;
  await client.exec(`create schema if not exists ${quoted(schema)};\n${searchPath}`);
  const adapter = await new PrismaPGlite(client).connect();
  // pglite-prisma-adapter 0.7.2 knows no schemas, and neither waits for a script nor reports what fails in it
  adapter.getConnectionInfo = () => ({ schemaName: schema, supportsRelationJoins: true });
  adapter.executeScript = async (script) => {
    try {
      await client.exec(searchPath + script);
    } catch (error) {
      adapter.onError(error);
    }
  };
  adapter.dispose = () => client.close();
  return adapter;
}

/** @type {Promise<Blob> | undefined} */
let image;

/** To make one takes seconds, to copy it a fraction: the first of this process is the model of the others. */
async function openInMemory() {
  if (image) return PGlite.create({ loadDataDir: await image });
  const first = PGlite.create();
  image = first.then((client) => client.dumpDataDir('none'));
  await image;
  return first;
}

/** For comparisons: there is a shadow, and no database beside it. */
export function memoryFactory(schema) {
  return {
    provider: 'postgres',
    adapterName: 'pglite',
    connect: async () => noDatabase(schema),
    connectToShadowDb: () => connectInMemory(schema),
  };
}

const refuse = async () => {
  throw new Error('This command needs a database: set DATABASE_URL.');
};

/** Answers the one thing the engine asks at its start; a real database in memory would take seconds more. */
const noDatabase = (schema) => ({
  provider: 'postgres',
  adapterName: 'none',
  queryRaw: async ({ sql }) => {
    if (!/server_version_num/.test(sql)) return refuse();
    return {
      columnNames: ['exists', 'version', 'numeric_version'],
      columnTypes: [ColumnTypeEnum.Boolean, ColumnTypeEnum.Text, ColumnTypeEnum.Int32],
      rows: [[true, 'PostgreSQL 15', 150_000]],
    };
  },
  executeRaw: refuse,
  executeScript: refuse,
  startTransaction: refuse,
  getConnectionInfo: () => ({ schemaName: schema, supportsRelationJoins: true }),
  dispose: async () => {},
});

/** A real database; its shadow is in memory all the same. */
export function postgresFactory(url, schema) {
  const options = `-c TimeZone=UTC -c search_path=${quoted(schema)}`;
  const factory = new PrismaPg({ connectionString: url, options }, { schema });
  return {
    provider: 'postgres',
    adapterName: factory.adapterName,
    connect: async () => corrected(await factory.connect()),
    connectToShadowDb: () => connectInMemory(schema),
  };
}

/** Two corrections to @prisma/adapter-pg 7.10, which was not made to be used by the schema engine. */
function corrected(adapter) {
  readCharColumns(adapter);
  // it cuts scripts at every semicolon, also inside function bodies; the server takes them whole
  adapter.executeScript = async (script) => {
    try {
      await adapter.client.query(script);
    } catch (error) {
      adapter.onError(error);
    }
  };
  return adapter;
}

/** It refuses columns of type "char", which introspection of the catalogue needs. */
function readCharColumns(adapter) {
  const query = adapter.client.query.bind(adapter.client);
  const queryRaw = adapter.queryRaw.bind(adapter);
  let charColumns = [];
  adapter.client.query = async (...args) => {
    const result = await query(...args);
    charColumns = [];
    for (const [index, field] of (result.fields ?? []).entries()) {
      if (field.dataTypeID !== CHAR_OID) continue;
      charColumns.push(index);
      field.dataTypeID = TEXT_OID;
    }
    return result;
  };
  adapter.queryRaw = async (request) => {
    const result = await queryRaw(request);
    for (const index of charColumns) result.columnTypes[index] = ColumnTypeEnum.Character;
    return result;
  };
}
