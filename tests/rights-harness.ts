import { randomBytes } from 'node:crypto';
import { subgraphs } from '@kapstok/all';
import { importFolder } from '@kapstok/cli/testing';
import {
  createViewerReader,
  Database,
  type OpenSubgraph,
  openSubgraph,
  roleUrl,
  serviceRole,
  setLocal,
  setOwn,
  viewerSettings,
  withOwner,
} from '@kapstok/kit';
import { SERVICES, type Viewer } from '@kapstok/schema';
import pg from 'pg';
import { pino } from 'pino';
import { createDatabase } from './hub.ts';
import { ProgrammeFolder } from './programme-folder.ts';
import { viewerToken } from './viewer-token.ts';

// Two programmes with the same content, so that whatever shows of the other shows twice; and the plan after the
// other, whose rows name actions of it.
export const OWN = 'twin';
export const OTHER = 'kortrijk-2013';
export const LATER = 'kortrijk-2020';
export const UNKNOWN = '01920000-0000-7000-8000-000000000000';

/** Where the rows of a noun are; without programme when they belong to all. */
const NOUNS: Readonly<Record<string, { readonly table: string; readonly programme: string | null }>> = {
  Programme: { table: 'actions.programme', programme: 'id' },
  PolicyDomain: { table: 'actions.policy_domain', programme: 'programme_id' },
  Block: { table: 'actions.block', programme: 'programme_id' },
  Action: { table: 'actions.action', programme: 'programme_id' },
  Crosswalk: { table: 'actions.crosswalk', programme: 'programme_id' },
  Organisation: { table: 'agreements.organisation', programme: null },
  Agreement: { table: 'agreements.agreement', programme: 'programme_id' },
  PovertyTest: { table: 'reviews.poverty_test', programme: 'programme_id' },
  TestTemplate: { table: 'reviews.test_template', programme: null },
  Indicator: { table: 'indicators.indicator', programme: 'programme_id' },
  Place: { table: 'indicators.place', programme: null },
};

/** Where the rows of a noun are; null for a noun that has none, such as an account. */
export const placeOf = (noun: string) => NOUNS[noun] ?? null;
/** Whether the rows of a noun are each of one programme. */
export const isScoped = (noun: string): boolean => placeOf(noun)?.programme != null;

/** Files whose rows get a remark, so that there is one to keep from people. */
const REMARKED = [
  'actions.csv',
  'status-changes.csv',
  'deliveries.csv',
  'claims.csv',
  'observations.csv',
  'targets.csv',
];

/** Ids of uuid form in a text. */
export const idsIn = (text: string): string[] =>
  text.match(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g) ?? [];

/** The services on a database with the programmes above, each asked straight, with a signed viewer. */
export class RightsWorld {
  readonly #ownerUrl: string;
  readonly #roleUrl: (service: string) => string;
  readonly #key: Uint8Array;
  readonly #services: ReadonlyMap<string, OpenSubgraph>;
  readonly #drop: () => Promise<void>;
  /** Ids of the programmes by slug. */
  readonly programmes = new Map<string, string>();
  /** Ids of all rows of the other programme, in all tables. */
  readonly hidden = new Set<string>();

  static async open(): Promise<RightsWorld> {
    const { identity, drop } = await createDatabase('shipped');
    const folder = await ProgrammeFolder.copyOf(OTHER);
    await folder.set('programme.csv', OTHER, 'slug', OWN);
    for (const file of REMARKED)
      await folder.change(file, (rows) => rows.map((row) => ({ ...row, note: `A remark in ${file}.` })));
    const counted = { person_count: '7', person_count_reason: '' };
    await folder.change('target-groups.csv', (rows) => rows.map((row) => ({ ...row, ...counted })));
    const [agreement] = await folder.read('agreements.csv');
    const [povertyTest] = await folder.read('poverty-tests.csv');
    await folder.set(
      'poverty-tests.csv',
      povertyTest?.['code'] ?? '',
      'agreement',
      agreement?.['code'] ?? '',
    );
    await importFolder(identity, folder.directory);
    await folder.delete();
    const world = new RightsWorld(identity, drop);
    await world.#look();
    return world;
  }

  private constructor(
    { ownerUrl, rolePrefix, secret }: { ownerUrl: string; rolePrefix: string; secret: string },
    drop: () => Promise<void>,
  ) {
    this.#ownerUrl = ownerUrl;
    this.#roleUrl = (service) => roleUrl(ownerUrl, serviceRole(rolePrefix, service), secret);
    this.#key = randomBytes(32);
    this.#drop = drop;
    const readViewer = createViewerReader(this.#key);
    const log = pino({ level: 'error' }, process.stderr);
    this.#services = new Map(
      subgraphs.map((definition) => {
        const { name, own } = definition;
        const database = new Database({ url: this.#roleUrl(name), service: name, own });
        return [name, openSubgraph(definition, { database, readViewer, log })];
      }),
    );
  }

  /** What a service answers somebody, as it goes over the wire. */
  async ask(service: string, viewer: Viewer, query: string, variables = {}): Promise<string> {
    const token = await viewerToken(viewer).sign(this.#key);
    return JSON.stringify(await this.#services.get(service)?.answer({ query, variables }, token));
  }

  /** Works with the rights of an import, which sees and may change everything. */
  asOwner<T>(work: (owner: pg.ClientBase) => Promise<T>): Promise<T> {
    return withOwner(this.#ownerUrl, async (owner) => {
      await owner.query(`begin; set local kapstok.import = 'on'; set local kapstok.viewer = 'test'`);
      const result = await work(owner);
      await owner.query('commit');
      return result;
    });
  }

  /** Works in SQL as a service does for somebody, past all that the service itself decides. */
  async asService<T>(service: string, viewer: Viewer, work: (db: pg.Client) => Promise<T>): Promise<T> {
    const db = new pg.Client({ connectionString: this.#roleUrl(service) });
    await db.connect();
    try {
      const own = subgraphs.find(({ name }) => name === service)?.own;
      await db.query(
        `begin read only; set local search_path to ${service}; ${setLocal(viewerSettings(viewer))}; ${setOwn(own)}`,
      );
      return await work(db);
    } finally {
      await db.end();
    }
  }

  /** Works while the tables of a service keep no rows from anybody: only what the service itself decides is left. */
  async withoutRowSecurity<T>(service: string, work: () => Promise<T>): Promise<T> {
    const tables = (await this.tables()).filter((table) => table.startsWith(`${service}.`));
    const turn = (how: string) =>
      withOwner(this.#ownerUrl, (owner) =>
        owner.query(tables.map((table) => `alter table ${table} ${how} row level security`).join(';')),
      );
    await turn('disable');
    try {
      return await work();
    } finally {
      await turn('enable');
    }
  }

  /** The first ids of a noun in a programme; of one that belongs to all programmes, of all. */
  idsOf(noun: string, slug: string, most = 12): Promise<string[]> {
    const place = placeOf(noun);
    if (place === null) return Promise.resolve([]);
    const where = place.programme === null ? '' : `where ${place.programme} = '${this.programmes.get(slug)}'`;
    return this.asOwner(async (owner) => {
      const { rows } = await owner.query<{ id: string }>(
        `select id from ${place.table} ${where} order by id limit ${most}`,
      );
      return rows.map(({ id }) => id);
    });
  }

  /** The id of an organisation by its code. */
  async organisation(code: string): Promise<string> {
    const text = 'select id from agreements.organisation where code = $1';
    const { rows } = await this.asOwner((owner) => owner.query<{ id: string }>(text, [code]));
    if (rows[0] === undefined) throw new Error(`There is no organisation ${code}.`);
    return rows[0].id;
  }

  /** All tables of all services that hold rows of programmes, by name. */
  async tables(): Promise<string[]> {
    const { rows } = await this.asOwner((owner) =>
      owner.query<{ name: string }>(
        `select format('%I.%I', table_schema, table_name) as name
         from information_schema.columns join information_schema.tables using (table_schema, table_name)
         where table_schema = any ($1) and table_type = 'BASE TABLE'
           and (column_name = 'programme_id' or (table_name, column_name) = ('programme', 'id'))
         order by 1`,
        [SERVICES],
      ),
    );
    return rows.map(({ name }) => name);
  }

  async close(): Promise<void> {
    await Promise.all([...this.#services.values()].map((service) => service.close()));
    await this.#drop();
  }

  async #look(): Promise<void> {
    const tables = await this.tables();
    await this.asOwner(async (owner) => {
      const found = await owner.query<{ id: string; slug: string }>('select id, slug from actions.programme');
      for (const { id, slug } of found.rows) this.programmes.set(slug, id);
      for (const table of tables) {
        const column = table === 'actions.programme' ? 'id' : 'programme_id';
        const { rows } = await owner.query<{ id: string | null }>(
          `select to_jsonb(t)->>'id' as id from ${table} t where ${column} = $1`,
          [this.programmes.get(OTHER)],
        );
        for (const { id } of rows) if (id !== null) this.hidden.add(id);
      }
    });
  }
}
