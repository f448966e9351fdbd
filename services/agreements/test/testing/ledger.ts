import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import {
  type ActionFacts,
  Database,
  ensureRoles,
  grantService,
  HUB_SETTINGS,
  importRole,
  migrate,
  openSubgraph,
  type PlanFacts,
  roleUrl,
  serviceRole,
  setLocal,
  withOwner,
} from '@kapstok/kit';
import { createTestDatabase, insertRows, startTestServer } from '@kapstok/kit/testing';
import type { Published, RoleAssignment, Viewer } from '@kapstok/schema';
import { agreements } from '../../src/index.ts';

const ROLES = { prefix: 'kapstok_agreements_test', secret: 'known to all', services: ['agreements'] };

/** `id('action', 3)`: an id that says in a failing test what it is of. */
export const id = (kind: string, number: number): string => {
  const mark = Buffer.from(kind).toString('hex').padEnd(8, '0').slice(0, 8);
  return `${mark}-0000-7000-8000-${String(number).padStart(12, '0')}`;
};

type Row = Record<string, unknown>;

/** Where an action stands; what the ledger does not look at may be left out. */
export type Standing = Pick<PlanFacts, 'domainId' | 'blockId' | 'status'> & Partial<PlanFacts>;
const NO_MORE = { goal: null, level: null, organisationIds: [], crosswalkIds: [] };

/** Who asks: the director of these programmes, or somebody with roles and published data of their own. */
export type Asker =
  | readonly string[]
  | { readonly roles?: readonly RoleAssignment[]; readonly published?: readonly Published[] };

type Client = Parameters<Parameters<typeof withOwner>[1]>[0];

/** The service alone, on tables that a test fills. */
export interface Ledger {
  /** Writes rows as an import does; what is left out is null. */
  write(tables: Record<string, readonly Row[]>): Promise<void>;
  /** Tells the service where actions stand, as an import does; answers with what it says of them. */
  learn(programme: string, plan: Record<string, Standing>): Promise<readonly ActionFacts[]>;
  // Tests look into answers of any shape.
  // biome-ignore lint/suspicious/noExplicitAny: the shape depends on the question
  ask(query: string, variables?: Row, asker?: Asker): Promise<any>;
  /** Fields of nouns of other services, as the gateway asks for them. */
  // biome-ignore lint/suspicious/noExplicitAny: as above
  askOf(noun: string, ids: readonly string[], fields: string, asker?: Asker): Promise<any[]>;
  /** Works on the database as its owner, with the search path of the service. */
  asOwner<T>(work: (client: Client) => Promise<T>): Promise<T>;
  /** Works as the service itself does, with these settings. */
  asService<T>(settings: Record<string, string>, work: (client: Client) => Promise<T>): Promise<T>;
  /** How many statements a question takes. */
  count(question: () => Promise<unknown>): Promise<number>;
  close(): Promise<void>;
}

export async function openLedger(): Promise<Ledger> {
  const server = await startTestServer();
  const { url, drop } = await createTestDatabase(server.url);
  const role = serviceRole(ROLES.prefix, 'agreements');
  await withOwner(url, async (owner) => {
    await ensureRoles(owner, ROLES);
    const directory = new URL('prisma/migrations/', agreements.directory);
    await migrate(owner, { schema: 'agreements', directory });
    await grantService(owner, { schema: 'agreements', role });
  });
  const database = new Database({
    url: roleUrl(url, role, ROLES.secret),
    service: 'agreements',
    own: agreements.own,
  });
  let viewer: Viewer;
  const log = { error: (about: { err: Error }) => process.stderr.write(`${about.err.stack}\n`) };
  const service = openSubgraph(agreements, {
    database,
    readViewer: async () => viewer,
    log: log as never,
    // Statements are counted here.
    keptMegabytes: 0,
  });

  const asImport = <T>(work: (client: Client) => Promise<T>): Promise<T> =>
    withOwner(roleUrl(url, importRole(ROLES.prefix), ROLES.secret), async (client) => {
      await client.query(`begin; set local role "${role}"; set local search_path to agreements`);
      await client.query(setLocal(HUB_SETTINGS));
      const result = await work(client);
      await client.query('commit');
      return result;
    });

  const ask: Ledger['ask'] = async (query, variables = {}, asker = ['*']) => {
    viewer = viewerOf(asker);
    return service.answer({ query, variables }, 'signed');
  };
  return {
    ask,
    write: (tables) =>
      asImport(async (client) => {
        for (const [table, rows] of Object.entries(tables))
          if (rows.length > 0) await insertRows(client, table, rows);
      }),
    learn: (programme, plan) =>
      asImport(async (client) => {
        const actions = Object.entries(plan).map(([actionId, at]) => ({
          actionId,
          plan: { ...NO_MORE, ...at },
        }));
        const partIds = [
          ...new Set(
            Object.values(plan).flatMap((at) =>
              [at.domainId, at.blockId ?? [], at.crosswalkIds ?? []].flat(),
            ),
          ),
        ];
        await agreements.learn(client, 'actions', programme, { actions, partIds });
        return (await agreements.describe(client, programme)).actions;
      }),
    asOwner: (work) =>
      withOwner(url, async (client) => {
        await client.query('set search_path to agreements');
        return work(client);
      }),
    asService: (settings, work) =>
      withOwner(roleUrl(url, role, ROLES.secret), async (client) => {
        await client.query(`begin; set local search_path to agreements; ${setLocal(settings)}`);
        return work(client);
      }),
    async askOf(noun, ids, fields, asker) {
      const query = `query ($of: [_Any!]!) { _entities(representations: $of) { ... on ${noun} { ${fields} } } }`;
      const of = ids.map((one) => ({ __typename: noun, id: one }));
      const answer = await ask(query, { of }, asker);
      if (answer.errors !== undefined) throw new Error(JSON.stringify(answer.errors));
      return answer.data._entities;
    },
    async count(question) {
      let statements = 0;
      const listen = () => {
        statements += 1;
      };
      subscribe('kapstok:sql', listen);
      await question().finally(() => unsubscribe('kapstok:sql', listen));
      return statements;
    },
    async close() {
      await service.close();
      await drop();
      await server.stop();
    },
  };
}

/** The viewer that the gateway would make. */
export function viewerOf(asker: Asker): Viewer {
  const { roles = [], published = [] } = Array.isArray(asker)
    ? { roles: asker.map((programme: string) => ({ role: 'DIRECTOR' as const, programme })) }
    : (asker as Exclude<Asker, readonly string[]>);
  return { subject: 'test', roles, published, mayWrite: false, languages: ['en'], correlationId: 'test' };
}

const untold = { title: { nl: 'x' }, is_synthetic: false };

/** Rows with what every row must have; a test gives what it is about. */
export const row = {
  organisation: (number: number, more: Row = {}): Row => ({
    id: id('org', number),
    code: `o${number}`,
    name: `Organisation ${number}`,
    kind: 'OTHER',
    is_internal: false,
    is_synthetic: false,
    ...more,
  }),
  agreement: (programme: string, number: number, more: Row = {}): Row => ({
    id: id('agr', number),
    programme_id: programme,
    code: `G${String(number).padStart(3, '0')}`,
    kind: 'CONTRACT',
    status: 'IN_FORCE',
    ...untold,
    ...more,
  }),
  line: (programme: string, number: number, more: Row = {}): Row => ({
    id: id('line', number),
    programme_id: programme,
    code: `L${number}`,
    kind: 'COST',
    category: 'OTHER',
    is_in_kind: false,
    certainty: 'COMMITTED',
    currency: 'EUR',
    is_derived: false,
    ...untold,
    ...more,
  }),
  transaction: (programme: string, number: number, more: Row = {}): Row => ({
    id: id('tra', number),
    programme_id: programme,
    code: `T${number}`,
    type: 'PAYMENT',
    transacted_on: '2020-06-30',
    transacted_on_precision: 'DAY',
    currency: 'EUR',
    is_synthetic: false,
    ...more,
  }),
  allocation: (
    programme: string,
    number: number,
    agreement: number,
    action: number,
    points: number,
  ): Row => ({
    id: id('allo', number),
    programme_id: programme,
    agreement_id: id('agr', agreement),
    action_id: id('act', action),
    share_basis_points: points,
  }),
};
