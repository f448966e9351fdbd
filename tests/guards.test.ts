import { subgraphs } from '@kapstok/all';
import { aboutEntities, aboutEverything, entitiesOf } from '@kapstok/kit/testing';
import type { DataKind } from '@kapstok/schema';
import { getNamedType } from 'graphql';
import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { READ_BY } from './policies.ts';
import { idsIn, isScoped, OTHER, OWN, RightsWorld, UNKNOWN } from './rights-harness.ts';
import { type Persona, personasOf } from './rights-personas.ts';
import { viewerOf } from './viewer-token.ts';

/** The services that keep rows of programmes. */
const GUARDED = ['actions', 'indicators'];
const guarded = subgraphs.filter(({ name }) => GUARDED.includes(name));

/** Who reads a kind of data of the own programme: said here once more, not taken from the table that the code reads. */
const STEER = ['COORDINATOR', 'DIRECTOR', 'DIRECTOR everywhere'];
const READERS: Readonly<Record<Exclude<DataKind, 'DRAFTS' | 'MONEY' | 'TESTS'>, readonly string[]>> = {
  PLAN: [
    ...[
      'the public, plan published',
      'the public, all published',
      'PARTNER',
      'PARTNER of another organisation',
    ],
    ...['ASSOCIATION', 'ASSOCIATION of another organisation', ...STEER, 'REVIEWER', 'SECRETARY', 'EVALUATOR'],
    ...['ADMINISTRATOR', 'EVALUATOR here and SECRETARY there', 'EVALUATOR here and PARTNER there'],
  ],
  FIGURES: [
    ...['the public, all published', ...STEER, 'REVIEWER', 'EVALUATOR'],
    ...['EVALUATOR here and SECRETARY there', 'EVALUATOR here and PARTNER there'],
  ],
  // Numbers of people of which no release decides: published by nobody.
  PEOPLE: [
    ...[...STEER, 'REVIEWER', 'EVALUATOR'],
    ...['EVALUATOR here and SECRETARY there', 'EVALUATOR here and PARTNER there'],
  ],
  INTERNAL: STEER,
};

/** What is told of nouns of the own programme, and to readers of which kind. */
const TOLD: readonly [service: string, noun: string, selection: string, kind: keyof typeof READERS][] = [
  ['actions', 'Programme', 'title', 'PLAN'],
  ['actions', 'Programme', 'claims { title }', 'PLAN'],
  ['actions', 'Programme', 'progress { actionCount }', 'PLAN'],
  ['actions', 'PolicyDomain', 'title', 'PLAN'],
  ['actions', 'Block', 'actions { totalCount }', 'PLAN'],
  ['actions', 'Crosswalk', 'title', 'PLAN'],
  ['actions', 'Action', 'status', 'PLAN'],
  ['actions', 'Action', 'participants { role }', 'PLAN'],
  ['actions', 'Action', 'adjustments { change }', 'PLAN'],
  ['actions', 'Action', 'adjustments { reason }', 'INTERNAL'],
  ['actions', 'Action', 'note', 'INTERNAL'],
  ['actions', 'Action', 'statusChanges { note }', 'INTERNAL'],
  ['actions', 'Action', 'deliveries { note }', 'INTERNAL'],
  ['actions', 'Programme', 'claims { note }', 'INTERNAL'],
  ['actions', 'Programme', 'attention { totalCount }', 'INTERNAL'],
  ['actions', 'Action', 'adjustments { session { note } }', 'INTERNAL'],
  ['actions', 'Action', 'targetGroups { personCount { value } }', 'PEOPLE'],
  // A page without rows tells something too: null is for who may not know whether there are any.
  ['actions', 'Programme', 'auditTrail { pageInfo { hasNextPage } }', 'INTERNAL'],
  ['actions', 'PolicyDomain', 'auditTrail { pageInfo { hasNextPage } }', 'INTERNAL'],
  ['actions', 'Action', 'auditTrail { pageInfo { hasNextPage } }', 'INTERNAL'],
  ['indicators', 'Programme', 'indicators { nodes { code } pageInfo { hasNextPage } }', 'FIGURES'],
  ['indicators', 'PolicyDomain', 'indicators { byLevel { count } pageInfo { hasNextPage } }', 'FIGURES'],
  ['indicators', 'Action', 'contributions { strength }', 'FIGURES'],
  ['indicators', 'Action', 'indicators { totalCount pageInfo { hasNextPage } }', 'FIGURES'],
  ['indicators', 'Block', 'indicators { pageInfo { hasNextPage } }', 'FIGURES'],
  ['indicators', 'Indicator', 'title', 'FIGURES'],
  ['indicators', 'Indicator', 'targets { note }', 'INTERNAL'],
  ['indicators', 'Indicator', 'auditTrail { pageInfo { hasNextPage } }', 'INTERNAL'],
  ['indicators', 'Indicator', 'note', 'FIGURES'],
  ['indicators', 'Indicator', 'observations(first: 100) { nodes { periodStart } }', 'FIGURES'],
  ['indicators', 'Indicator', 'observations(first: 100) { nodes { note } }', 'INTERNAL'],
];

let world: RightsWorld;
let personas: readonly Persona[];
beforeAll(async () => {
  world = await RightsWorld.open();
  personas = await personasOf(world);
});
afterAll(() => world?.close());

const persona = (name: string): Persona => {
  const found = personas.find((one) => one.name === name);
  if (found === undefined) throw new Error(`There is no persona ${name}.`);
  return found;
};

/** All that a service tells everybody: of what needs no id, and of nouns of both programmes and of none. */
async function answersOf(service: (typeof subgraphs)[number]): Promise<Record<string, string>> {
  const questions: [string, string, object][] = [];
  const lists = aboutEverything(service);
  if (lists !== null) questions.push(['lists', lists, {}]);
  for (const type of entitiesOf(service)) {
    const ids = [
      ...(await world.idsOf(type.name, OWN, 5)),
      ...(await world.idsOf(type.name, OTHER, 2)),
      UNKNOWN,
    ];
    const of = ids.map((id) => ({ __typename: type.name, id }));
    questions.push([type.name, aboutEntities(type), { of }]);
  }
  const answers: Record<string, string> = {};
  for (const { name, viewer } of personas)
    for (const [about, query, variables] of questions)
      answers[`${name}: ${about}`] = await world.ask(service.name, viewer, query, variables);
  return answers;
}

describe.each(guarded)('$name', (service) => {
  let answers: Record<string, string>;
  beforeAll(async () => {
    answers = await answersOf(service);
  });

  test('answers nobody with an error, and tells something', () => {
    for (const [about, text] of Object.entries(answers)) expect(text, about).not.toContain('"errors"');
    expect(Object.keys(answers).length).toBeGreaterThan(50);
  });

  test('names no row of a programme to who reads nothing of it', () => {
    for (const { name, reads } of personas.filter((one) => !one.reads.includes(OTHER))) {
      const told = Object.entries(answers).filter(([about]) => about.startsWith(`${name}: `));
      const named = told.flatMap(([about, text]) => {
        // What was asked about comes back as it was asked.
        const asked = new Set(
          JSON.parse(text).data._entities?.flatMap((one: { id?: string } | null) => one?.id ?? []),
        );
        return idsIn(text)
          .filter((id) => world.hidden.has(id) && !asked.has(id))
          .map((id) => `${about}: ${id}`);
      });
      expect(named, `${name} reads ${reads.join(', ') || 'nothing'}`).toEqual([]);
    }
  });

  test('tells of another programme what it tells of an id that does not exist, to the byte', async () => {
    for (const type of entitiesOf(service).filter(({ name }) => isScoped(name))) {
      const [own, other] = [await world.idsOf(type.name, OWN, 5), await world.idsOf(type.name, OTHER, 2)];
      expect(other.length, type.name).toBeGreaterThan(0);
      for (const { name } of personas.filter((one) => !one.reads.includes(OTHER))) {
        const told = JSON.parse(answers[`${name}: ${type.name}`] ?? '').data._entities as unknown[];
        const texts = told.slice(own.length).map((one) => JSON.stringify(one));
        const unknown = texts.at(-1) ?? '';
        texts.forEach((text, i) => {
          expect(text.replaceAll(other[i] ?? UNKNOWN, UNKNOWN), `${name}: ${type.name}`).toBe(unknown);
        });
      }
    }
  });

  const roots = Object.values(service.schema.getQueryType()?.getFields() ?? {})
    .filter(({ args }) => args.some(({ name }) => name === 'id'))
    .map((field) => ({ field: field.name, type: getNamedType(field.type).name }))
    .filter(({ type }) => isScoped(type));
  test.each(roots)('$field(id:) finds what may be read and nothing else', async ({ field, type }) => {
    const query = `query ($id: ID!) { ${field}(id: $id) { id } }`;
    const [[own = ''], [other = '']] = [await world.idsOf(type, OWN, 5), await world.idsOf(type, OTHER)];
    for (const { name, viewer } of personas) {
      const asEntity = JSON.parse(answers[`${name}: ${type}`] ?? '').data._entities;
      const ids = [...(await world.idsOf(type, OWN, 5)), ...(await world.idsOf(type, OTHER, 2))];
      for (const id of [own, other]) {
        const told = JSON.parse(await world.ask(service.name, viewer, query, { id })).data[field];
        expect(told?.id ?? null, `${name}: ${type}`).toBe(asEntity[ids.indexOf(id)]?.id ?? null);
      }
    }
  });

  test('answers the same, to the byte, without row-level security: it decides by itself', async () => {
    const nobody = persona('nobody').viewer;
    const alone = await world.withoutRowSecurity(service.name, async () => {
      const rows = await world.asService(service.name, nobody, (db) => rowsOf(db, service.name));
      expect(
        [...rows.values()].some(({ other }) => other > 0),
        'the tables hide nothing',
      ).toBe(true);
      return answersOf(service);
    });
    for (const [about, text] of Object.entries(answers)) expect(alone[about], about).toBe(text);
  }, 300_000);

  test('shows in its tables, past all that it decides itself, what is of a kind that may be read', async () => {
    const every = persona('DIRECTOR everywhere').viewer;
    const all = await world.asService(service.name, every, (db) => rowsOf(db, service.name));
    expect(all.size).toBeGreaterThan(5);
    for (const { name, viewer, reads } of personas) {
      const seen = await world.asService(service.name, viewer, (db) => rowsOf(db, service.name));
      for (const [table, rows] of seen) {
        if (!reads.includes(OTHER)) expect(rows.other, `${table} of another programme for ${name}`).toBe(0);
        const kind = READ_BY[table] as keyof typeof READERS;
        const readers = READERS[kind];
        if (readers === undefined) continue;
        expect(rows.own, `${table} for ${name}`).toBe(readers.includes(name) ? all.get(table)?.own : 0);
      }
    }
  });

  test.each(TOLD.filter(([name]) => name === service.name))(
    '%s: %s { %s } → who reads %s',
    async (...told) => {
      const [, noun, selection, kind] = told;
      const type = entitiesOf(service).find(({ name }) => name === noun);
      const of = (await world.idsOf(noun, OWN, 200)).map((id) => ({ __typename: noun, id }));
      const query = `query ($of: [_Any!]!) { _entities(representations: $of) { ... on ${type?.name} { ${selection} } } }`;
      const about = async ({ viewer }: Persona) =>
        leaves(JSON.parse(await world.ask(service.name, viewer, query, { of })));
      const whole = await about(persona('DIRECTOR everywhere'));
      expect(whole, 'something to tell').toBeGreaterThan(0);
      for (const one of personas) {
        expect(await about(one), one.name).toBe(READERS[kind].includes(one.name) ? whole : 0);
      }
    },
  );
});

/** How many rows of the own and of the other programme a session sees in each table of a service. */
async function rowsOf(db: pg.Client, service: string): Promise<Map<string, { own: number; other: number }>> {
  const tables = (await world.tables()).filter((table) => table.startsWith(`${service}.`));
  const counts = new Map<string, { own: number; other: number }>();
  for (const table of tables) {
    const column = table === 'actions.programme' ? 'id' : 'programme_id';
    const { rows } = await db.query<{ own: number; other: number }>(
      `select count(*) filter (where ${column} = $1)::int as own, count(*) filter (where ${column} = $2)::int as other
       from ${table}`,
      [world.programmes.get(OWN), world.programmes.get(OTHER)],
    );
    if (rows[0] !== undefined) counts.set(table, rows[0]);
  }
  return counts;
}

/** How much an answer tells: values that are there and that are not merely counts of nothing. */
function leaves(value: unknown): number {
  if (value === null || value === 0) return 0;
  return typeof value === 'object'
    ? Object.values(value).reduce((sum: number, one) => sum + leaves(one), 0)
    : 1;
}

test('where people were heard is told to who steers, and to the organisation through which they spoke', async () => {
  const query = `query ($of: [_Any!]!) { _entities(representations: $of) {
    ... on Programme { userParticipation { organisation { id } note headCount { reason } } }
    ... on Action { userParticipation { organisation { id } } origin { organisation { id } note }
      adjustments { session { organisation { id } } } } } }`;
  const ids = {
    Programme: await world.idsOf('Programme', OWN),
    Action: await world.idsOf('Action', OWN, 500),
  };
  const of = Object.entries(ids).flatMap(([__typename, all]) => all.map((id) => ({ __typename, id })));
  const told = async (name: string) =>
    JSON.parse(await world.ask('actions', persona(name).viewer, query, { of })).data;
  const organisations = async (name: string) =>
    new Set(JSON.stringify(await told(name)).match(/"organisation":(null|\{"id":"[^"]*"\})/g) ?? []);
  const isRightlyTold = async () => {
    expect((await organisations('DIRECTOR')).size).toBeGreaterThan(2);
    for (const role of ['PARTNER', 'ASSOCIATION']) {
      const akzie = `"organisation":{"id":"${await world.organisation('akzie')}"}`;
      expect([...(await organisations(role))]).toEqual([akzie]);
      expect([...(await organisations(`${role} of another organisation`))]).not.toContain(akzie);
    }
    for (const name of [
      ...['REVIEWER', 'EVALUATOR', 'SECRETARY', 'ADMINISTRATOR', 'the public, all published'],
      // Whoever speaks for it in one programme says nothing for it in another, also where they read the plan.
      ...['EVALUATOR here and SECRETARY there', 'EVALUATOR here and PARTNER there'],
    ])
      expect([...(await organisations(name))], name).toEqual([]);
  };
  await isRightlyTold();
  await world.withoutRowSecurity('actions', isRightlyTold);
});

// No shipped plan has two plans after it, as a city has that merged or split: here one gets them.
describe('of two plans after a plan', () => {
  const AFTER = {
    early: '01920000-0000-7000-8000-0000000000e1',
    late: '01920000-0000-7000-8000-0000000000e2',
  };
  beforeAll(() =>
    world.asOwner(async (owner) => {
      for (const [slug, id] of Object.entries(AFTER))
        await owner.query(
          `insert into actions.programme select new.* from actions.programme old, jsonb_populate_record(old, $2) new
           where old.id = $1`,
          [
            world.programmes.get(OWN),
            { id, slug, predecessor: OWN, starts_on: slug === 'early' ? '2031-01-01' : '2032-01-01' },
          ],
        );
    }),
  );
  afterAll(() =>
    world.asOwner(async (owner) => {
      await owner.query('delete from actions.programme where id = any ($1)', [Object.values(AFTER)]);
    }),
  );

  const successorFor = async (...read: (keyof typeof AFTER)[]) => {
    const ids = [world.programmes.get(OWN) ?? '', ...read.map((slug) => AFTER[slug])];
    const viewer = viewerOf(...ids.map((programme) => ({ role: 'SECRETARY' as const, programme })));
    const question = `{ programme(slug: "${OWN}") { successor { slug } } }`;
    const { data } = JSON.parse(await world.ask('actions', viewer, question));
    return data.programme.successor?.slug ?? null;
  };
  const whatIsTold = async () => [
    await successorFor(),
    await successorFor('early'),
    await successorFor('late'),
    await successorFor('early', 'late'),
  ];
  const EXPECTED = [null, 'early', 'late', 'early'];

  // Were the hidden one looked up too, it would stand in the way of the other.
  test('who reads one is told that one, whichever it is, also by the service alone', async () => {
    expect(await whatIsTold()).toEqual(EXPECTED);
    expect(await world.withoutRowSecurity('actions', whatIsTold)).toEqual(EXPECTED);
  });
});
