import { randomUUID } from 'node:crypto';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import {
  Database,
  ensureRoles,
  grantService,
  HUB_SETTINGS,
  type Logger,
  migrate,
  openSubgraph,
  roleUrl,
  setLocal,
  withOwner,
} from '@kapstok/kit';
import { createTestDatabase, insertRows } from '@kapstok/kit/testing';
import type { Published, RoleAssignment, Viewer } from '@kapstok/schema';
import { inject } from 'vitest';
import { reviews } from '../../src/index.ts';

const PREFIX = 'kapstok_test_alone';
const SECRET = 'the secret of tests of one service';
/** The day it is in these tests. */
export const TODAY = '2026-06-15';

export type Row = Record<string, unknown>;

/** Who asks: the director of these programmes, or somebody with roles and published data of their own. */
export type Asker =
  | readonly string[]
  | { readonly roles?: readonly RoleAssignment[]; readonly published?: readonly Published[] };

/** The viewer that the gateway would make. */
export function viewerOf(asker: Asker): Viewer {
  const { roles = [], published = [] } = Array.isArray(asker)
    ? { roles: asker.map((programme: string) => ({ role: 'DIRECTOR' as const, programme })) }
    : (asker as Exclude<Asker, readonly string[]>);
  return { subject: 'test', roles, published, mayWrite: false, languages: ['en'], correlationId: 'test' };
}

type Client = Parameters<Parameters<typeof withOwner>[1]>[0];

// Answers have any shape.
// biome-ignore lint/suspicious/noExplicitAny: the shape depends on the question
type Json = any;

/** This service on an empty database of its own, asked as the gateway asks it. */
export async function openReviews() {
  const database = await createTestDatabase(inject('serverUrl'));
  await withOwner(database.url, async (owner) => {
    await ensureRoles(owner, { prefix: PREFIX, services: ['reviews'], secret: SECRET });
    await migrate(owner, { schema: 'reviews', directory: new URL('prisma/migrations/', reviews.directory) });
    await grantService(owner, { schema: 'reviews', role: `${PREFIX}_reviews` });
  });
  const pool = new Database({
    url: roleUrl(database.url, `${PREFIX}_reviews`, SECRET),
    service: 'reviews',
    own: reviews.own,
  });
  let asker: Asker = ['*'];
  const subgraph = openSubgraph(reviews, {
    database: pool,
    // Statements are counted here.
    keptMegabytes: 0,
    now: () => new Date(`${TODAY}T12:00:00Z`),
    log: { error: (about: object) => unforeseen.push(about) } as unknown as Logger,
    readViewer: async () => viewerOf(asker),
  });
  const unforeseen: object[] = [];

  /** Work in the service's role with the rights of an import. */
  const asImport = <T>(work: (db: Parameters<typeof reviews.learn>[0]) => Promise<T>): Promise<T> =>
    withOwner(roleUrl(database.url, `${PREFIX}_reviews`, SECRET), async (client) => {
      await client.query(`begin; set local search_path to reviews; ${setLocal(HUB_SETTINGS)}`);
      const result = await work(client as never);
      await client.query('commit');
      return result;
    });

  return {
    unforeseen,
    asImport,
    /** Adds a row to a table; what is not given is what the table says. Answers with its id. */
    async add(table: string, row: Row): Promise<string> {
      const id = (row['id'] as string | undefined) ?? randomUUID();
      await asImport((db) => insertRows(db, table, [{ id, ...row }]));
      return id;
    },
    /** Works on the database as its owner. */
    asOwner: <T>(work: (db: Client) => Promise<T>): Promise<T> =>
      withOwner(database.url, async (client) => {
        await client.query('set search_path to reviews');
        return work(client);
      }),
    /** Works as the service itself does, with these settings. */
    asService: <T>(settings: Record<string, string>, work: (db: Client) => Promise<T>): Promise<T> =>
      withOwner(roleUrl(database.url, `${PREFIX}_reviews`, SECRET), async (client) => {
        await client.query(`begin; set local search_path to reviews; ${setLocal(settings)}`);
        return work(client);
      }),
    /** Asks as the director of every programme, or as somebody else. */
    async ask(query: string, variables: Row = {}, as: Asker = ['*']) {
      asker = as;
      const statements: string[] = [];
      const listen = (message: unknown) => void statements.push((message as { text: string }).text);
      subscribe('kapstok:sql', listen);
      try {
        const answer = await subgraph.answer({ query, variables }, 'token');
        return { data: answer.data as Json, errors: answer.errors ?? [], statements };
      } finally {
        unsubscribe('kapstok:sql', listen);
      }
    },
    async close() {
      await subgraph.close();
      await database.drop();
    },
  };
}
export type ReviewsAlone = Awaited<ReturnType<typeof openReviews>>;

/** Asks for entities of one type by id, as the gateway does. */
export const entities = (type: string, fields: string) =>
  `query ($of: [_Any!]!) { _entities(representations: $of) { ... on ${type} { ${fields} } } }`;
export const of = (type: string, ids: readonly string[]) => ({
  of: ids.map((id) => ({ __typename: type, id })),
});

/** A programme with a template and two questions; tests of it need only what they are about. */
export async function addProgramme(service: ReviewsAlone) {
  const programme_id = randomUUID();
  const template_id = await service.add('test_template', {
    code: `t-${programme_id.slice(-6)}`,
    version: 1,
    title: { nl: 'Sjabloon' },
  });
  const section_id = await service.add('template_section', {
    template_id,
    code: 'Q1',
    position: 1,
    title: { nl: 'S' },
  });
  for (const position of [1, 2]) {
    await service.add('template_question', {
      template_id,
      section_id,
      code: `q1.${position}`,
      position,
      text: { nl: `Vraag ${position}` },
      answer_type: 'TEXT',
      routes_to_full_test: false,
    });
  }
  let count = 0;
  const next = () => `C${++count}`;
  return {
    programme_id,
    template_id,
    addAction: async (place: Row = {}): Promise<string> => {
      const action_id = randomUUID();
      const row = { action_id, programme_id, domain_id: randomUUID(), status: 'RUNNING', ...place };
      await service.asImport((db) => insertRows(db, 'plan_action', [row]));
      for (const id of [row.domain_id, (row as Row)['block_id']])
        if (id != null)
          await service.asImport((db) =>
            db.query('insert into plan_part values ($1, $2) on conflict do nothing', [id, programme_id]),
          );
      return action_id;
    },
    addTest: (row: Row): Promise<string> =>
      service.add('poverty_test', {
        programme_id,
        template_id,
        code: next(),
        title: { nl: 'Toets' },
        moment: 'DESIGN',
        stage: 'DRAFT',
        requested_on: '2026-01-05',
        is_synthetic: false,
        ...row,
      }),
    addTo: (table: string, test_id: string, row: Row): Promise<string> =>
      service.add(table, {
        programme_id,
        test_id,
        ...(['recommendation', 'knowledge_contribution'].includes(table) ? { code: next() } : {}),
        ...row,
      }),
  };
}

/** A test that gave its advice, and one whose deciding body decided. */
export const ADVISED = { stage: 'ADVICE', advised_on: '2026-03-02' } as const;
export const DECIDED = {
  ...ADVISED,
  stage: 'DECIDED',
  decided_on: '2026-04-06',
  decision: 'FOLLOWED',
} as const;
