import { setOwn, viewerSettings } from '@kapstok/kit';
import { aboutEntities, aboutEverything, entitiesOf } from '@kapstok/kit/testing';
import type { Published, RoleAssignment } from '@kapstok/schema';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { agreements } from '../src/index.ts';
import {
  AGREEMENTS,
  type AgreementName,
  FAR,
  fillCity,
  HAVEN,
  HERE,
  KIER,
  PLAN,
  THERE,
} from './testing/city.ts';
import { type Asker, id, type Ledger, openLedger, viewerOf } from './testing/ledger.ts';

const role = (name: RoleAssignment['role'], more: Partial<RoleAssignment> = {}): Asker => ({
  roles: [{ role: name, programme: HERE, ...more }],
});
const published = (...kinds: Published['kind'][]): Published[] =>
  kinds.map((kind) => ({ programme: HERE, kind }));

/** Who asks, and the agreements of which each is told. */
const ALL_HERE: AgreementName[] = ['kier', 'kierDraft', 'haven', 'havenDraft'];
const SIGNED_HERE: AgreementName[] = ['kier', 'haven'];
const OWN: AgreementName[] = ['kier', 'kierDraft'];
const ASKERS: Record<string, { readonly asker: Asker; readonly reads: readonly AgreementName[] }> = {
  nobody: { asker: {}, reads: [] },
  'the public': { asker: { published: published('PLAN') }, reads: [] },
  'the public where money is published': {
    asker: { published: published('PLAN', 'MONEY') },
    reads: SIGNED_HERE,
  },
  'the public where only money is published': {
    asker: { published: published('MONEY') },
    reads: SIGNED_HERE,
  },
  PARTNER: { asker: role('PARTNER', { organisation: KIER }), reads: OWN },
  ASSOCIATION: { asker: role('ASSOCIATION', { organisation: KIER }), reads: OWN },
  'PARTNER where money is published': {
    asker: {
      roles: [{ role: 'PARTNER', programme: HERE, organisation: KIER }],
      published: published('MONEY'),
    },
    reads: [...SIGNED_HERE, 'kierDraft'],
  },
  'PARTNER elsewhere': {
    asker: role('PARTNER', { programme: THERE, organisation: KIER }),
    reads: ['kierFar'],
  },
  'PARTNER everywhere': {
    asker: role('PARTNER', { programme: '*', organisation: KIER }),
    reads: [...OWN, 'kierFar'],
  },
  'PARTNER here and for another there': {
    asker: {
      roles: [
        { role: 'PARTNER', programme: HERE, organisation: KIER },
        { role: 'PARTNER', programme: THERE, organisation: FAR },
      ],
    },
    reads: [...OWN, 'far'],
  },
  'PARTNER of nothing': { asker: role('PARTNER', { organisation: id('org', 5) }), reads: [] },
  COORDINATOR: { asker: role('COORDINATOR'), reads: ALL_HERE },
  DIRECTOR: { asker: role('DIRECTOR'), reads: ALL_HERE },
  REVIEWER: { asker: role('REVIEWER'), reads: [] },
  SECRETARY: { asker: role('SECRETARY'), reads: [] },
  EVALUATOR: { asker: role('EVALUATOR'), reads: SIGNED_HERE },
  ADMINISTRATOR: { asker: role('ADMINISTRATOR'), reads: [] },
  'DIRECTOR elsewhere': { asker: [THERE], reads: ['far', 'kierFar'] },
  'DIRECTOR everywhere': { asker: ['*'], reads: [...ALL_HERE, 'far', 'kierFar'] },
  'EVALUATOR everywhere': {
    asker: role('EVALUATOR', { programme: '*' }),
    reads: [...SIGNED_HERE, 'far', 'kierFar'],
  },
  'EVALUATOR here, PARTNER there': {
    asker: {
      roles: [
        { role: 'EVALUATOR', programme: HERE },
        { role: 'PARTNER', programme: THERE, organisation: KIER },
      ],
    },
    reads: [...SIGNED_HERE, 'kierFar'],
  },
};
const NAMES = Object.keys(ASKERS);
const askerOf = (name: string): Asker => ASKERS[name]?.asker ?? {};
const isReader = (name: string, agreement: string) =>
  ASKERS[name]?.reads.includes(agreement as AgreementName) ?? false;

let ledger: Ledger;
beforeAll(async () => {
  ledger = await openLedger();
  await fillCity(ledger);
});
afterAll(() => ledger.close());

const IDS: Record<string, readonly string[]> = {
  ...PLAN,
  Agreement: Object.values(AGREEMENTS).map(({ number }) => id('agr', number)),
  Organisation: [1, 2, 3, 4, 5].map((n) => id('org', n)),
};
const UNKNOWN = id('none', 1);
const EVERYTHING = aboutEverything(agreements) ?? '';

/** All that the service tells somebody of all nouns there are, and of one that there is not. */
async function tell(name: string): Promise<Record<string, string>> {
  const told: Record<string, string> = {
    lists: JSON.stringify(await ledger.ask(EVERYTHING, {}, askerOf(name))),
  };
  for (const type of entitiesOf(agreements)) {
    const ids = IDS[type.name];
    if (ids === undefined) throw new Error(`Say in IDS which ${type.name} there are.`);
    const of = [...ids, UNKNOWN].map((one) => ({ __typename: type.name, id: one }));
    const answer = await ledger.ask(aboutEntities(type), { of }, askerOf(name));
    expect(answer.errors, type.name).toBeUndefined();
    told[type.name] = JSON.stringify(answer);
  }
  return told;
}

async function withoutRowSecurity<T>(work: () => Promise<T>): Promise<T> {
  const turn = (how: string) =>
    ledger.asOwner(async (owner) => {
      const { rows } = await owner.query<{ name: string }>(
        `select relname as name from pg_class where relkind = 'r' and relnamespace = 'agreements'::regnamespace`,
      );
      await owner.query(rows.map(({ name }) => `alter table ${name} ${how} row level security`).join(';'));
    });
  await turn('disable');
  return work().finally(() => turn('enable'));
}

test.each(NAMES)('%s is told the same by the service alone, without row-level security', async (name) => {
  const guardedTwice = await tell(name);
  expect(await withoutRowSecurity(() => tell(name))).toEqual(guardedTwice);
});

test.each(['nobody', 'DIRECTOR elsewhere', 'PARTNER elsewhere', 'PARTNER of nothing'])(
  '%s is told of what is not theirs, to the byte, what is told of what does not exist',
  async (name) => {
    const hidden =
      name === 'PARTNER of nothing'
        ? { Agreement: IDS['Agreement'] }
        : { ...PLAN, Agreement: [id('agr', 1)] };
    for (const type of entitiesOf(agreements)) {
      const about = async (one: string) => {
        const of = [{ __typename: type.name, id: one }];
        return JSON.stringify(await ledger.ask(aboutEntities(type), { of }, askerOf(name))).replaceAll(
          one,
          'ID',
        );
      };
      const ids = hidden[type.name as 'Agreement'] ?? [];
      for (const one of ids.filter((other) => !other.endsWith('2')))
        expect(await about(one)).toBe(await about(UNKNOWN));
    }
  },
);

describe.each(Object.entries(AGREEMENTS))('agreement %s', (agreement, { number }) => {
  const one = id('agr', number);
  const query = `query ($id: ID!) { agreement(id: $id) { number parties { role } tasks { code } obligations { code }
    allocations { action { id } } costSharing { code } budgetLines { totalCount } transactions { totalCount }
    payments { totalCount } budget { planned { amount } paid { amount } } } }`;

  test.each(NAMES)('%s reads it whole, or is told what is told of none', async (name) => {
    const { data } = await ledger.ask(query, { id: one }, askerOf(name));
    if (!isReader(name, agreement)) return expect(data).toEqual({ agreement: null });
    expect(data.agreement).toMatchObject({
      parties: [{ role: 'COMMISSIONER' }, { role: 'CONTRACTOR' }],
      tasks: [{}],
      obligations: [{}],
      allocations: [{}],
      costSharing: [{}],
      budgetLines: { totalCount: 1 },
      transactions: { totalCount: 2 },
      payments: { totalCount: 1 },
      budget: { planned: [{ amount: '10' }], paid: [{ amount: '3' }] },
    });
  });
});

/** Rows of a table that the service's own role sees in SQL, past all that the service decides. */
async function seen(name: string, table: string): Promise<string[]> {
  const viewer = viewerOf(askerOf(name));
  return ledger.asService(viewerSettings(viewer), async (db) => {
    await db.query(setOwn(agreements.own));
    const { rows } = await db.query<{ id: string }>(
      `select distinct coalesce(to_jsonb(t)->>'agreement_id', to_jsonb(t)->>'id') as id from ${table} t order by 1`,
    );
    return rows.map(({ id: one }) => one);
  });
}
const idsOf = (name: string) =>
  (ASKERS[name]?.reads ?? []).map((agreement) => id('agr', AGREEMENTS[agreement].number)).sort();

describe.each([
  'agreement',
  'agreement_party',
  'agreement_task',
  'obligation',
  'allocation',
  'cost_share',
  'scheduled_payment',
])('in SQL, as the service itself, past all that it decides: %s', (table) => {
  test.each(NAMES)('%s sees the rows of readable agreements', async (name) => {
    expect(await seen(name, table)).toEqual(idsOf(name));
  });
});

test.each(NAMES)(
  'in SQL %s sees money of programmes with readable money, and of own agreements',
  async (name) => {
    const entries = await seen(name, 'money_entry');
    const own = new Set(idsOf(name));
    const here = Object.values(AGREEMENTS).filter(({ programme }) => programme === HERE);
    // The line of the programme itself shows who reads the money of all of it.
    const readsAll = (await seen(name, 'budget_line')).includes(id('line', 50));
    for (const { number } of here)
      expect(entries.includes(id('agr', number)), `agreement ${number}`).toBe(
        readsAll || own.has(id('agr', number)),
      );
    expect(await seen(name, 'money_row')).toEqual(await seen(name, 'money_split'));
  },
);

describe('sums', () => {
  const sums = '{ budget { planned { amount } lineCount doubleFunding { lines { code } } } }';
  const budgetsFor = async (name: string) =>
    Promise.all(
      Object.entries(PLAN).map(async ([noun, [one]]) => {
        const [{ budget }] = await ledger.askOf(noun, [one], sums.slice(1, -1), askerOf(name));
        return budget === null ? null : budget.planned[0].amount;
      }),
    );

  test.each([
    'the public',
    'PARTNER',
    'ASSOCIATION',
    'REVIEWER',
    'SECRETARY',
    'ADMINISTRATOR',
    'DIRECTOR elsewhere',
    'the public where only money is published',
  ])('%s gets none of the plan: null, never a part', async (name) => {
    expect(await budgetsFor(name)).toEqual([null, null, null, null, null]);
  });

  test.each([
    'the public where money is published',
    'PARTNER where money is published',
    'EVALUATOR',
    'COORDINATOR',
    'DIRECTOR',
    'DIRECTOR everywhere',
  ])('%s gets them whole, with the money of drafts', async (name) => {
    expect(await budgetsFor(name)).toEqual(['90', '90', '40', '40', '40']);
  });

  test('of an organisation: of programmes with readable money; of the own one, of all its agreements there', async () => {
    const budgetOf = async (name: string, organisation: string) => {
      const [found] = await ledger.askOf(
        'Organisation',
        [organisation],
        'budget { planned { amount } }',
        askerOf(name),
      );
      return found?.budget?.planned[0]?.amount ?? null;
    };
    expect(await budgetOf('PARTNER', KIER)).toBe('20');
    expect(await budgetOf('PARTNER elsewhere', KIER)).toBe('10');
    expect(await budgetOf('PARTNER everywhere', KIER)).toBe('30');
    expect(await budgetOf('PARTNER here and for another there', FAR)).toBe('10');
    expect(await budgetOf('EVALUATOR here, PARTNER there', KIER), 'no draft here').toBe('20');
    expect(await budgetOf('PARTNER', HAVEN)).toBeNull();
    expect(await budgetOf('the public', KIER)).toBeNull();
    expect(await budgetOf('EVALUATOR', KIER)).toBe('10');
    expect(await budgetOf('DIRECTOR', KIER)).toBe('20');
    expect(await budgetOf('DIRECTOR everywhere', KIER)).toBe('30');
    // Neither the own draft here, when others' drafts are left out, nor the own agreement in the other programme.
    expect(await budgetOf('EVALUATOR here, PARTNER there', id('org', 1))).toBe('20');
  });

  test('of an agreement with its parts: the parts that may be read', async () => {
    const withParts = async (name: string) => {
      const { data } = await ledger.ask(
        `{ agreement(id: "${id('agr', 1)}") { parts { number } budget(withParts: true) { planned { amount } doubleFunding { sourceBudget } } } }`,
        {},
        askerOf(name),
      );
      return data.agreement;
    };
    expect(await withParts('DIRECTOR')).toMatchObject({
      parts: [{ number: 'G003' }],
      budget: { planned: [{ amount: '20' }], doubleFunding: [{ sourceBudget: 'grant 1' }] },
    });
    expect(await withParts('PARTNER')).toEqual({
      parts: [],
      budget: { planned: [{ amount: '10' }], doubleFunding: [] },
    });
  });
});

test('lists hold and count what may be read, for a partner its own; who may read none gets null', async () => {
  const listFor = async (name: string) => {
    const [{ agreements: list, budgetLines }] = await ledger.askOf(
      'PolicyDomain',
      [id('dom', 1)],
      'agreements { totalCount nodes { number } } budgetLines { totalCount }',
      askerOf(name),
    );
    return list === null ? null : [list.totalCount, list.nodes.length, budgetLines.totalCount];
  };
  expect(await listFor('the public')).toBeNull();
  expect(await listFor('DIRECTOR elsewhere')).toBeNull();
  expect(await listFor('PARTNER')).toEqual([2, 2, 2]);
  expect(await listFor('EVALUATOR')).toEqual([2, 2, 5]);
  expect(await listFor('DIRECTOR')).toEqual([4, 4, 5]);
});

test('filters tell nothing of what may not be read', async () => {
  const count = async (filter: string, name: string) => {
    const [{ agreements: list }] = await ledger.askOf(
      'Programme',
      [HERE],
      `agreements(filter: { ${filter} }) { totalCount }`,
      askerOf(name),
    );
    return list.totalCount;
  };
  expect(await count('statuses: DRAFT', 'EVALUATOR')).toBe(0);
  expect(await count('statuses: DRAFT', 'PARTNER')).toBe(1);
  expect(await count(`organisation: "${HAVEN}"`, 'PARTNER')).toBe(0);
  expect(await count(`organisation: "${HAVEN}"`, 'DIRECTOR')).toBe(2);
});

test('organisations are told to who reads a plan that lists them, and to who speaks for them', async () => {
  const names = async (name: string) => {
    const { data } = await ledger.ask('{ organisations { totalCount nodes { code } } }', {}, askerOf(name));
    expect(data.organisations.totalCount).toBe(data.organisations.nodes.length);
    return data.organisations.nodes.map(({ code }: { code: string }) => code).join(' ');
  };
  expect(await names('nobody')).toBe('');
  expect(await names('the public')).toBe('o1 o2 o3');
  expect(await names('PARTNER of nothing')).toBe('o1 o2 o3 o5');
  expect(await names('DIRECTOR elsewhere')).toBe('o1 o4');
  expect(await names('DIRECTOR everywhere')).toBe('o1 o2 o3 o4 o5');
  const links = `{ organisation(id: "${KIER}") { successors { organisation { code } } source { citation } } }`;
  const { data } = await ledger.ask(links, {}, askerOf('DIRECTOR'));
  expect(data.organisation).toEqual({
    successors: [{ organisation: { code: 'o3' } }],
    source: { citation: 'source 1' },
  });
  const far = await ledger.ask(`{ organisation(id: "${FAR}") { code } }`, {}, askerOf('DIRECTOR'));
  const none = await ledger.ask(`{ organisation(id: "${UNKNOWN}") { code } }`, {}, askerOf('DIRECTOR'));
  expect(JSON.stringify(far)).toBe(JSON.stringify(none));
});

test('remarks are told to who steers the programme, and to nobody else', async () => {
  const remarks = async (name: string) =>
    [
      ...new Set(Object.values(await tell(name)).flatMap((text) => text.match(/remark (on )?\d+/g) ?? [])),
    ].sort();
  const here = ['remark 1', 'remark 2', 'remark 3', 'remark 4', 'remark on 1', 'remark on 2', 'remark on 3'];
  for (const name of ['DIRECTOR', 'COORDINATOR']) expect(await remarks(name)).toEqual(here);
  expect(await remarks('DIRECTOR elsewhere')).toEqual(['remark 5', 'remark 6', 'remark on 1', 'remark on 4']);
  for (const name of [
    'EVALUATOR',
    'PARTNER',
    'PARTNER where money is published',
    'the public',
    'EVALUATOR everywhere',
  ])
    expect(await remarks(name)).toEqual([]);
});

test('who directs every programme costs no statement more than before there were rights', async () => {
  const domain = () =>
    ledger.askOf('PolicyDomain', [id('dom', 1)], 'budget { planned { amount } byYear { year } }');
  expect(await ledger.count(domain)).toBe(2);
  const narrow = () =>
    ledger.askOf('PolicyDomain', [id('dom', 1)], 'budget { planned { amount } byYear { year } }', [HERE]);
  expect(await ledger.count(narrow), 'and who directs one, a single one to know which it is').toBe(3);
});
