import { importRole, readsAll, roleUrl, serviceRole } from '@kapstok/kit';
import { DATA_KIND, type DataKind, SERVICES, wordsOf } from '@kapstok/schema';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createDatabase } from './hub.ts';
import { policiesOf, READ_BY } from './policies.ts';
import { WRITES } from './writes/index.ts';

interface Table {
  readonly schema: string;
  readonly name: string;
  readonly columns: readonly string[];
}
interface Settings {
  readonly viewer?: string;
  /** Of which programmes everything is read. */
  readonly programmes?: string;
  /** Of every programme, these kinds. */
  readonly kinds?: readonly DataKind[];
  readonly import?: string;
}

let drop: () => Promise<void>;
let owner: pg.Client;
let roles: { readonly services: readonly string[]; readonly importer: string };
let tables: readonly Table[];
const clients = new Map<string, pg.Client>();

beforeAll(async () => {
  const { identity, drop: dropDatabase } = await createDatabase('shipped');
  const { ownerUrl, rolePrefix, secret } = identity;
  drop = dropDatabase;
  const connect = async (connectionString: string) => {
    const client = new pg.Client({ connectionString });
    await client.connect();
    return client;
  };
  owner = await connect(ownerUrl);
  roles = {
    services: SERVICES.map((service) => serviceRole(rolePrefix, service)),
    importer: importRole(rolePrefix),
  };
  for (const service of SERVICES)
    clients.set(service, await connect(roleUrl(ownerUrl, serviceRole(rolePrefix, service), secret)));
  const { rows } = await owner.query<Table>(
    `select n.nspname as schema, c.relname as name,
       array(select attname::text from pg_attribute a where a.attrelid = c.oid and attnum > 0 and not attisdropped
             order by attnum) as columns
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind in ('r', 'p') and n.nspname = any ($1) and c.relname <> '_prisma_migrations'
     order by 1, 2`,
    [SERVICES],
  );
  tables = rows;
});

afterAll(async () => {
  await Promise.all([owner, ...clients.values()].map((client) => client?.end()));
  await drop?.();
});

const nameOf = ({ schema, name }: Table): string => `${schema}.${name}`;
const clientOf = (service: string): pg.Client => {
  const client = clients.get(service);
  if (client === undefined) throw new Error(`${service} has no connection`);
  return client;
};

/** The settings of a session by their names in the database. */
function settingsOf({ viewer, programmes, kinds = [], import: importing }: Settings): Record<string, string> {
  const reads = programmes === undefined ? [] : Object.keys(readsAll('*')).map((name) => [name, programmes]);
  return Object.fromEntries([
    ...reads,
    ...kinds.map((kind) => [`kapstok.reads_${kind.toLowerCase()}`, '*']),
    ...(viewer === undefined ? [] : [['kapstok.viewer', viewer]]),
    ...(importing === undefined ? [] : [['kapstok.import', importing]]),
  ]);
}

/** Works as the service does for a viewer, then undoes everything. */
async function as<T>(service: string, settings: Settings, work: (db: pg.Client) => Promise<T>): Promise<T> {
  const db = clientOf(service);
  await db.query('begin');
  try {
    await db.query(`set local search_path to ${service}`);
    for (const [name, value] of Object.entries(settingsOf(settings)))
      await db.query('select set_config($1, $2, true)', [name, value]);
    return await work(db);
  } finally {
    await db.query('rollback');
  }
}

const countIn = async (db: pg.Client, table: Table, where = 'true'): Promise<number> => {
  const { rows } = await db.query<{ count: number }>(
    `select count(*)::int as count from ${nameOf(table)} where ${where}`,
  );
  return rows[0]?.count ?? 0;
};

/** Rows of each table of each service that a session with these settings sees. */
async function visible(settings: Settings, where?: (table: Table) => string): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  for (const table of tables) {
    const count = await as(table.schema, settings, (db) => countIn(db, table, where?.(table)));
    counts.set(nameOf(table), count);
  }
  return counts;
}

/** Runs one statement in a savepoint; how many rows it touched, or the code with which it was refused. */
async function attempt(db: pg.Client, sql: string): Promise<number | string> {
  await db.query('savepoint attempt');
  try {
    return (await db.query(sql)).rowCount ?? 0;
  } catch (error) {
    await db.query('rollback to attempt');
    return String((error as { code?: unknown }).code);
  }
}
const REFUSED = '42501';

/** Tables whose trigger looks at a row before its policy does, and refuses rows that point nowhere. */
const TRIGGER_FIRST: Record<string, string> = { 'reviews.test_answer': '23503' };

/** The column that names the programme of a row; null where rows belong to none. */
const programmeColumn = ({ schema, name, columns }: Table): string | null => {
  if (schema === 'actions' && name === 'programme') return 'id';
  return columns.includes('programme_id') ? 'programme_id' : null;
};

const some = (counts: ReadonlyMap<string, number>): string[] =>
  [...counts].filter(([, count]) => count > 0).map(([table, count]) => `${table}: ${count} rows`);

describe('the catalogue', () => {
  test('every table has row-level security, forced, and a policy', async () => {
    expect(tables.length).toBeGreaterThan(40);
    const { rows } = await owner.query<{ table: string; wrong: string }>(
      `select format('%s.%s', n.nspname, c.relname) as table, concat_ws(', ',
         case when not relrowsecurity then 'not enabled' end,
         case when not relforcerowsecurity then 'not forced' end,
         case when not exists (select from pg_policy p where p.polrelid = c.oid) then 'no policy' end) as wrong
       from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where c.relkind in ('r', 'p') and n.nspname = any ($1) and c.relname <> '_prisma_migrations'`,
      [SERVICES],
    );
    expect(rows.filter(({ wrong }) => wrong !== '').map(({ table, wrong }) => `${table}: ${wrong}`)).toEqual(
      [],
    );
  });

  test('the policies of each table are those that somebody wrote down, and no others', async () => {
    const { rows } = await owner.query<{ table: string; policies: Record<string, string> }>(
      `select schemaname || '.' || tablename as table, jsonb_object_agg(policyname, concat_ws(' ', cmd,
         case when permissive <> 'PERMISSIVE' then 'restrictive' end, case when roles <> '{public}' then roles::text end,
         'using ' || btrim(regexp_replace(replace(qual, schemaname || '.', ''), '[[:space:]]+', ' ', 'g')),
         'check ' || btrim(regexp_replace(replace(with_check, schemaname || '.', ''), '[[:space:]]+', ' ', 'g')))) as policies
       from pg_policies where schemaname = any ($1) group by 1 order by 1`,
      [SERVICES],
    );
    const found = Object.fromEntries(rows.map(({ table, policies }) => [table, policies]));
    for (const [table, readBy] of Object.entries(READ_BY))
      expect.soft(found[table], `policies of ${table}`).toEqual({
        ...policiesOf(table, readBy),
        ...WRITES[table],
      });
    expect(tables.map(nameOf).sort(), 'tables of which somebody wrote down who reads them').toEqual(
      Object.keys(READ_BY).sort(),
    );
  });

  test('the functions of the policies are the same in every service', async () => {
    const { rows } = await owner.query<{ name: string; texts: number }>(
      `select proname as name, count(distinct prosrc)::int as texts from pg_proc
       where pronamespace = any ($1::regnamespace[]) and proname = any ($2) group by 1 order by 1`,
      [
        SERVICES,
        [
          'readable',
          'reads_every',
          'own_organisations',
          'own_rows',
          'is_signed',
          'may_import',
          'may_append_audit',
          'may_change',
          'holds',
          'next_version',
        ],
      ],
    );
    expect(rows.filter(({ texts }) => texts !== 1)).toEqual([]);
    expect(rows.length).toBeGreaterThan(5);
  });

  test('every view reads with the rights of whoever asks, and no function runs with those of its owner', async () => {
    const { rows: views } = await owner.query<{ name: string }>(
      `select format('%s.%s', n.nspname, c.relname) as name
       from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where n.nspname = any ($1) and (c.relkind = 'm' or c.relkind = 'v'
         and not coalesce(c.reloptions, '{}') && array['security_invoker=true', 'security_invoker=on'])`,
      [SERVICES],
    );
    expect(views).toEqual([]);
    const { rows: functions } = await owner.query<{ name: string }>(
      `select p.oid::regprocedure::text as name from pg_proc p join pg_namespace n on n.oid = p.pronamespace
       where n.nspname = any ($1) and p.prosecdef`,
      [SERVICES],
    );
    // The chain of the audit trail must see the entry before, which its writer need not be able to read. How far the
    // data of a file have come are two numbers, of a trail and an outbox that its reader reads nothing of.
    const mustSee = /^\w+\.(audit_chain|data_position)\(\)$/;
    expect(functions.filter(({ name }) => !mustSee.test(name))).toEqual([]);
    // Who can make temporary tables could else pass one off as a table of the service.
    const { rows: paths } = await owner.query<{ name: string }>(
      `select p.oid::regprocedure::text as name from pg_proc p join pg_namespace n on n.oid = p.pronamespace
       where n.nspname = 'indicators' and p.prosecdef and not 'search_path=indicators, pg_temp' = any (p.proconfig)`,
    );
    expect(paths).toEqual([]);
  });

  test('no role of a service or of the import is powerful or owns anything', async () => {
    const all = [...roles.services, roles.importer];
    const { rows } = await owner.query<{ name: string; powers: string }>(
      `select rolname as name, concat_ws(', ', case when rolsuper then 'superuser' end,
         case when rolbypassrls then 'bypassrls' end, case when rolcreaterole then 'createrole' end,
         case when rolcreatedb then 'createdb' end, case when rolreplication then 'replication' end,
         case when rolinherit then 'inherit' end,
         (select 'owner of ' || count(*) from pg_shdepend where refobjid = r.oid and deptype = 'o'
            and refclassid = 'pg_authid'::regclass having count(*) > 0)) as powers
       from pg_roles r where rolname = any ($1)`,
      [all],
    );
    expect(rows.map(({ name }) => name).sort()).toEqual([...all].sort());
    expect(rows.filter(({ powers }) => powers !== '')).toEqual([]);
  });

  test('a service reaches no schema or table but its own, and makes none', async () => {
    const { rows } = await owner.query<{ found: string }>(
      `select format('%s may %s %s', r.rolname, x.privilege, x.name) as found
       from pg_roles r cross join lateral (
         select s.nspname::text as name, p.privilege, s.nspname as schema from pg_namespace s, (values ('usage'), ('create')) p(privilege)
           where has_schema_privilege(r.rolname, s.oid, p.privilege) and not (p.privilege = 'usage' and s.nspname = right(r.rolname, length(s.nspname)))
         union all
         select c.oid::regclass::text, p.privilege, n.nspname from pg_class c join pg_namespace n on n.oid = c.relnamespace,
           (values ('select'), ('insert'), ('update'), ('delete'), ('truncate'), ('references'), ('trigger')) p(privilege)
           where c.relkind in ('r', 'p', 'v', 'm') and has_table_privilege(r.rolname, c.oid, p.privilege)
             and (n.nspname <> right(r.rolname, length(n.nspname)) or c.relname = '_prisma_migrations'
                  or p.privilege in ('truncate', 'references', 'trigger'))) x
       where r.rolname = any ($1) and x.schema = any ($2 || array['public'])
         and (x.schema <> 'public' or x.privilege = 'create')`,
      [[...roles.services, roles.importer], SERVICES],
    );
    expect(rows.map(({ found }) => found)).toEqual([]);
  });
});

describe('a service, by its own role', () => {
  test('cannot read a table of another service, nor its own list of migrations', async () => {
    const read: string[] = [];
    for (const service of SERVICES) {
      const foreign = tables.filter(({ schema }) => schema !== service);
      await as(service, { viewer: 'x', programmes: '*', import: 'on' }, async (db) => {
        for (const table of [...foreign, { schema: service, name: '_prisma_migrations', columns: [] }]) {
          const result = await attempt(db, `select from ${nameOf(table)} limit 1`);
          if (result !== REFUSED) read.push(`${service} reads ${nameOf(table)} (${result})`);
        }
      });
    }
    expect(read).toEqual([]);
  });

  test('sees no row before it is said who asks', async () => {
    const everything = await visible({ viewer: 'somebody', programmes: '*' });
    expect(some(everything).length, 'tables with rows to see').toBeGreaterThan(20);
    expect(some(await visible({}))).toEqual([]);
    const events = tables.map(nameOf).filter((table) => READ_BY[table] === 'HUB');
    expect(
      events.filter((table) => everything.get(table) !== 0),
      'are of the hub itself',
    ).toEqual([]);
    for (const programmes of ['', '{}', 'all', '*,*'])
      expect(some(await visible({ programmes })), programmes).toEqual([]);
  });

  test('sees of no programme but those of the viewer any row, and of those every row', async () => {
    const { rows } = await owner.query<{ id: string }>(
      `select id from (select id, slug from actions.programme) p order by slug`,
    );
    const ids = rows.map(({ id }) => id);
    expect(ids.length).toBeGreaterThan(1);
    const scoped = (table: Table) => programmeColumn(table) !== null;
    for (const id of ids) {
      const listed = `id in (select row_id from agreements.shared_listing where programme_id = '${id}')`;
      const only = (table: Table) => {
        if (nameOf(table) === 'agreements.organisation') return listed;
        return scoped(table) ? `${programmeColumn(table)} = '${id}'` : 'true';
      };
      const other = (table: Table) => (scoped(table) ? `${programmeColumn(table)} <> '${id}'` : 'false');
      const viewer = { viewer: 'director', programmes: `{${id}}` };
      const own = await visible({ viewer: 'director', programmes: '*' }, only);
      expect(await visible(viewer), `rows of ${id}`).toEqual(own);
      expect(some(await visible(viewer, other)), `rows beside ${id}`).toEqual([]);
      expect(own.get('actions.programme')).toBe(1);
    }
  });

  test('sees of each kind of data the tables of that kind and what is for everybody', async () => {
    const everything = await visible({ viewer: 'somebody', programmes: '*' });
    const filled = (readBy: unknown) =>
      tables.map(nameOf).filter((table) => READ_BY[table] === readBy && everything.get(table) !== 0);
    for (const kind of wordsOf(DATA_KIND)) {
      const seen = await visible({ viewer: 'somebody', kinds: [kind] });
      const simple = [...seen].filter(
        ([table]) => typeof READ_BY[table] === 'string' && READ_BY[table] !== 'AUDIT',
      );
      const names = simple.filter(([, count]) => count > 0).map(([table]) => table);
      expect(names.sort(), kind).toEqual([...filled(kind), ...filled('SIGNED')].sort());
      for (const table of names) expect(seen.get(table), `${kind}: ${table}`).toBe(everything.get(table));
    }
    expect([filled('PLAN').length > 10, filled('FIGURES').length > 5, filled('INTERNAL').length > 1]).toEqual(
      [true, true, true],
    );
  });

  test('writes nothing outside an import, whoever asks', async () => {
    const before = await visible({ viewer: 'somebody', programmes: '*' });
    const written: string[] = [];
    for (const setting of [undefined, '', 'off', 'true', 'ON']) {
      const settings = {
        viewer: 'director',
        programmes: '*',
        ...(setting === undefined ? {} : { import: setting }),
      };
      for (const table of tables) {
        const [first] = table.columns;
        await as(table.schema, settings, async (db) => {
          const results = {
            insert: await attempt(db, `insert into ${nameOf(table)} default values`),
            update: await attempt(db, `update ${nameOf(table)} set ${first} = ${first}`),
            delete: await attempt(db, `delete from ${nameOf(table)}`),
            truncate: await attempt(db, `truncate ${nameOf(table)} cascade`),
          };
          const isRefused = (result: number | string) =>
            [0, REFUSED, TRIGGER_FIRST[nameOf(table)]].includes(result);
          for (const [verb, result] of Object.entries(results))
            if (!isRefused(result) || (verb === 'insert' && result === 0))
              written.push(`${verb} on ${nameOf(table)} with kapstok.import = ${setting}: ${result}`);
        });
      }
    }
    expect(written).toEqual([]);
    expect(await visible({ viewer: 'somebody', programmes: '*' })).toEqual(before);
  });

  test('writes within an import, so that the refusals above mean something', async () => {
    const [table] = tables.filter(({ name }) => name === 'policy_domain');
    if (table === undefined) throw new Error('no policy_domain');
    const import_ = { viewer: 'import', programmes: '*', import: 'on' };
    const touched = await as('actions', import_, (db) =>
      attempt(db, `update ${nameOf(table)} set code = code`),
    );
    expect(touched).toBeGreaterThan(0);
  });
});

test('the import, before it takes on the role of a service, can reach no table', async () => {
  const { rows } = await owner.query<{ can: boolean }>(
    `select bool_or(has_table_privilege($1, c.oid, 'select')) as can
     from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = any ($2) and c.relkind in ('r', 'v')`,
    [roles.importer, SERVICES],
  );
  expect(rows[0]?.can).toBe(false);
});
