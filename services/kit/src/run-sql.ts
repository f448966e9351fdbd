import {
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type RawBuilder,
} from 'kysely';
import type { Queryable } from './import/queryable.ts';

const compiler = new Kysely<unknown>({
  dialect: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
});

/** Runs a statement that stores share with what the hub does in a transaction of its own; its rows. */
export async function runSql<Row>(db: Queryable, statement: RawBuilder<Row>): Promise<Row[]> {
  const { sql, parameters } = statement.compile(compiler);
  return (await db.query<Row & object>(sql, [...parameters])).rows;
}
