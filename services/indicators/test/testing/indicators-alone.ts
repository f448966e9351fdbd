import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import {
  type ActionFacts,
  Database,
  ensureRoles,
  grantService,
  HUB_SETTINGS,
  importRole,
  type Logger,
  migrate,
  openSubgraph,
  type Queryable,
  roleUrl,
  serviceRole,
  setLocal,
  withOwner,
} from '@kapstok/kit';
import { createTestDatabase, insertRows } from '@kapstok/kit/testing';
import { inject } from 'vitest';
import { indicators } from '../../src/index.ts';

const ROLES = { prefix: 'kapstok_test_indicators', secret: 'known to all', services: ['indicators'] };
/** The day it is in these tests. */
export const TODAY = '2026-06-15';

export type Row = Record<string, unknown>;
// Answers have any shape.
// biome-ignore lint/suspicious/noExplicitAny: the shape depends on the question
type Json = any;

/** `id('act', 3)`: an id that says in a failing test what it is of. */
export const id = (kind: string, number: number): string => {
  const mark = Buffer.from(kind).toString('hex').padEnd(8, '0').slice(0, 8);
  return `${mark}-0000-7000-8000-${String(number).padStart(12, '0')}`;
};

/** This service on an empty database of its own, asked as the gateway asks it. */
export async function openIndicators() {
  const { url, drop } = await createTestDatabase(inject('serverUrl'));
  const role = serviceRole(ROLES.prefix, 'indicators');
  await withOwner(url, async (owner) => {
    await ensureRoles(owner, ROLES);
    const directory = new URL('prisma/migrations/', indicators.directory);
    await migrate(owner, { schema: 'indicators', directory });
    await grantService(owner, { schema: 'indicators', role });
  });
  const database = new Database({ url: roleUrl(url, role, ROLES.secret), service: 'indicators' });
  const unforeseen: object[] = [];
  let programmes: readonly string[] = ['*'];
  const service = openSubgraph(indicators, {
    database,
    // Statements are counted here.
    keptMegabytes: 0,
    now: () => new Date(`${TODAY}T12:00:00Z`),
    log: { error: (about: object) => unforeseen.push(about) } as unknown as Logger,
    readViewer: async () => ({
      subject: 'test',
      roles: programmes.map((programme) => ({ role: 'DIRECTOR', programme })),
      published: [],
      mayWrite: false,
      languages: ['en'],
      correlationId: 'test',
    }),
  });

  /** Work in one transaction with the rights of an import. */
  const asImport = <T>(work: (db: Queryable) => Promise<T>): Promise<T> =>
    withOwner(roleUrl(url, importRole(ROLES.prefix), ROLES.secret), async (client) => {
      await client.query(`begin; set local role "${role}"; set local search_path to indicators`);
      await client.query(setLocal(HUB_SETTINGS));
      const result = await work(client);
      await client.query('commit');
      return result;
    });

  const ask = async (query: string, variables: Row = {}, mayRead: readonly string[] = ['*']) => {
    programmes = mayRead;
    let statements = 0;
    const listen = () => {
      statements += 1;
    };
    subscribe('kapstok:sql', listen);
    try {
      const answer = await service.answer({ query, variables }, 'signed');
      return { data: answer.data as Json, errors: answer.errors ?? [], statements };
    } finally {
      unsubscribe('kapstok:sql', listen);
    }
  };
  return {
    unforeseen,
    ask,
    /** Writes rows as an import does; what is left out is null. */
    write: (tables: Record<string, readonly Row[]>) =>
      asImport(async (db) => {
        for (const [table, rows] of Object.entries(tables))
          if (rows.length > 0) await insertRows(db, table, rows);
      }),
    /** Ends an import: the service hears of the plan; answers with what it says of the actions itself. */
    learn: (programme: string, facts: readonly ActionFacts[] = []) =>
      asImport(async (db) => {
        await indicators.learn(db, 'actions', programme, { actions: facts });
        return (await indicators.describe(db, programme)).actions;
      }),
    /** Fields of nouns, as the gateway asks for them. */
    async askOf(noun: string, ids: readonly string[], fields: string, mayRead?: readonly string[]) {
      const query = `query ($of: [_Any!]!) { _entities(representations: $of) { ... on ${noun} { ${fields} } } }`;
      const answer = await ask(query, { of: ids.map((one) => ({ __typename: noun, id: one })) }, mayRead);
      if (answer.errors.length > 0) throw new Error(JSON.stringify(answer.errors));
      return { nodes: answer.data._entities as Json[], statements: answer.statements };
    },
    async close() {
      await service.close();
      await drop();
    },
  };
}
export type IndicatorsAlone = Awaited<ReturnType<typeof openIndicators>>;
