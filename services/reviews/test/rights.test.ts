import { randomUUID } from 'node:crypto';
import { setOwn, viewerSettings } from '@kapstok/kit';
import { aboutEntities, aboutEverything, entitiesOf } from '@kapstok/kit/testing';
import type { Published, RoleAssignment } from '@kapstok/schema';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { reviews } from '../src/index.ts';
import { addTested, STAGES, type StageName, type Tested } from './testing/programmes.ts';
import {
  type Asker,
  entities,
  of,
  openReviews,
  type ReviewsAlone,
  viewerOf,
} from './testing/reviews-alone.ts';

const [PARTNER, OTHER, STRANGER] = [randomUUID(), randomUUID(), randomUUID()];
const UNKNOWN = randomUUID();

let service: ReviewsAlone;
let here: Tested;
let there: Tested;
beforeAll(async () => {
  service = await openReviews();
  here = await addTested(service, PARTNER, OTHER);
  there = await addTested(service, PARTNER, OTHER);
});
afterAll(() => service.close());

const role =
  (name: RoleAssignment['role'], more: Partial<RoleAssignment> = {}) =>
  (): Asker => ({
    roles: [{ role: name, programme: here.programme_id, ...more }],
  });
const open = (...kinds: Published['kind'][]) => kinds.map((kind) => ({ programme: here.programme_id, kind }));
const ASKERS: Record<string, () => Asker> = {
  nobody: () => ({}),
  'the public': () => ({ published: open('PLAN') }),
  'the public where tests are published': () => ({ published: open('PLAN', 'TESTS') }),
  'the public where only tests are published': () => ({ published: open('TESTS') }),
  PARTNER: role('PARTNER', { organisation: PARTNER }),
  ASSOCIATION: role('ASSOCIATION', { organisation: PARTNER }),
  'PARTNER where tests are published': () => ({
    roles: [{ role: 'PARTNER', programme: here.programme_id, organisation: PARTNER }],
    published: open('TESTS'),
  }),
  'PARTNER of nothing': role('PARTNER', { organisation: STRANGER }),
  'PARTNER elsewhere': () => ({
    roles: [{ role: 'PARTNER', programme: there.programme_id, organisation: PARTNER }],
  }),
  COORDINATOR: role('COORDINATOR'),
  DIRECTOR: role('DIRECTOR'),
  REVIEWER: role('REVIEWER'),
  SECRETARY: role('SECRETARY'),
  EVALUATOR: role('EVALUATOR'),
  ADMINISTRATOR: role('ADMINISTRATOR'),
  'DIRECTOR elsewhere': () => [there.programme_id],
  'DIRECTOR everywhere': () => ['*'],
  'EVALUATOR everywhere': role('EVALUATOR', { programme: '*' }),
  'EVALUATOR here, PARTNER there': () => ({
    roles: [
      { role: 'EVALUATOR', programme: here.programme_id },
      { role: 'PARTNER', programme: there.programme_id, organisation: PARTNER },
    ],
  }),
};
const NAMES = Object.keys(ASKERS);
const askerOf = (name: string): Asker => ASKERS[name]?.() ?? {};

/** Ids of every noun, and one of none. */
const idsOf = (type: string): readonly string[] => {
  const both = (pick: (tested: Tested) => readonly string[]) => [...pick(here), ...pick(there), UNKNOWN];
  const ids: Record<string, readonly string[]> = {
    Programme: both((tested) => [tested.programme_id]),
    PolicyDomain: both(({ place }) => [place.domain_id]),
    Block: both(({ place }) => [place.block_id]),
    Action: both(({ actions }) => actions),
    Agreement: both(({ agreement_id }) => [agreement_id]),
    Organisation: [PARTNER, OTHER, STRANGER, UNKNOWN],
    PovertyTest: both(({ tests }) => Object.values(tests)),
    TestTemplate: [UNKNOWN],
  };
  const found = ids[type];
  if (found === undefined) throw new Error(`Say in idsOf which ${type} there are.`);
  return found;
};

/** All that the service tells somebody. */
async function tell(name: string): Promise<Record<string, string>> {
  const lists = await service.ask(aboutEverything(reviews) ?? '', {}, askerOf(name));
  const told: Record<string, string> = { lists: JSON.stringify(lists.data) };
  for (const type of entitiesOf(reviews)) {
    const answer = await service.ask(aboutEntities(type), of(type.name, idsOf(type.name)), askerOf(name));
    expect(answer.errors, type.name).toEqual([]);
    told[type.name] = JSON.stringify(answer.data);
  }
  return told;
}

async function withoutRowSecurity<T>(work: () => Promise<T>): Promise<T> {
  const turn = (how: string) =>
    service.asOwner(async (owner) => {
      const { rows } = await owner.query<{ name: string }>(
        `select relname as name from pg_class where relkind = 'r' and relnamespace = 'reviews'::regnamespace`,
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

/** What somebody reads of a test: nothing, the row, the row and what it recommends to them, or all. */
type Reads = 'nothing' | 'row' | 'row and own recommendation' | 'all';
const isOver = (stage: StageName) => stage === 'decided' || stage === 'screened';
const READS: Record<string, (stage: StageName, whose: 'partner' | 'other') => Reads> = {
  'the public where tests are published': (stage) => (isOver(stage) ? 'all' : 'row'),
  EVALUATOR: (stage) => (isOver(stage) ? 'all' : 'row'),
  REVIEWER: () => 'all',
  SECRETARY: () => 'all',
  COORDINATOR: () => 'all',
  DIRECTOR: () => 'all',
  'DIRECTOR everywhere': () => 'all',
  PARTNER: (stage, whose) => {
    if (whose === 'partner') return isOver(stage) ? 'all' : 'row';
    return stage === 'decided' ? 'all' : stage === 'advised' ? 'row and own recommendation' : 'nothing';
  },
  'the public': () => 'nothing',
  ADMINISTRATOR: () => 'nothing',
  'PARTNER of nothing': () => 'nothing',
  'DIRECTOR elsewhere': () => 'nothing',
  'PARTNER elsewhere': () => 'nothing',
  'EVALUATOR here, PARTNER there': (stage) => (isOver(stage) ? 'all' : 'row'),
};
const FIELDS = `stage advice conclusion hasDissent isNegative screenedOutReason decision { outcome } quickscan { effect }
  needsFullTest answers { totalCount nodes { answer note } } contributions { headCount source { citation } }
  quality { score } recommendations { totalCount nodes { text test { stage } isOpen } } note`;

describe.each(Object.keys(READS))('%s', (name) => {
  test.each(Object.keys(STAGES) as StageName[])(
    'reads of a test that is %s what belongs to them',
    async (stage) => {
      for (const whose of ['partner', 'other'] as const) {
        const id = here.tests[`${stage} ${whose}`];
        const { data } = await service.ask(
          `query ($id: ID!) { povertyTest(id: $id) { ${FIELDS} } }`,
          { id },
          askerOf(name),
        );
        expect(readsOf(data.povertyTest), whose).toBe(READS[name]?.(stage, whose));
      }
    },
  );
});

// biome-ignore lint/suspicious/noExplicitAny: what was answered
function readsOf(told: any): Reads {
  if (told === null) return 'nothing';
  const { quickscan, answers, contributions, quality, recommendations, advice, conclusion, hasDissent } =
    told;
  const lists = [quickscan, answers.nodes, contributions, quality].map((rows) => rows.length);
  expect(answers.totalCount).toBe(answers.nodes.length);
  expect(recommendations.totalCount).toBe(recommendations.nodes.length);
  if (lists.every((length) => length === 1)) {
    expect(recommendations.totalCount).toBeGreaterThanOrEqual(2);
    expect(told.needsFullTest).toBe(true);
    return 'all';
  }
  expect(lists).toEqual([0, 0, 0, 0]);
  expect([advice, conclusion, hasDissent, told.decision, told.needsFullTest, told.isNegative]).toEqual([
    null,
    null,
    null,
    null,
    null,
    false,
  ]);
  return recommendations.totalCount === 0 ? 'row' : 'row and own recommendation';
}

describe('in SQL, as the service itself, past all that it decides', () => {
  const seen = (name: string, table: string, column: string) =>
    service.asService(viewerSettings(viewerOf(askerOf(name))), async (db) => {
      await db.query(setOwn(reviews.own));
      const { rows } = await db.query<{ id: string }>(`select distinct ${column} as id from ${table}`);
      return rows.map(({ id }) => id).sort();
    });
  const readable = (name: string, ...which: Reads[]) =>
    (Object.keys(STAGES) as StageName[])
      .flatMap((stage) => (['partner', 'other'] as const).map((whose) => [stage, whose] as const))
      .filter(([stage, whose]) => which.includes(READS[name]?.(stage, whose) ?? 'nothing'))
      .map(([stage, whose]) => here.tests[`${stage} ${whose}`] ?? '')
      .sort();
  const ofHere = (ids: readonly string[]) =>
    ids.filter((id) =>
      Object.entries(here.tests).some(([name, test]) => test === id && name !== 'of agreement'),
    );

  test.each(Object.keys(READS))('%s sees no other rows', async (name) => {
    expect(ofHere(await seen(name, 'poverty_test', 'id'))).toEqual(
      readable(name, 'row', 'row and own recommendation', 'all'),
    );
    for (const table of ['quickscan_effect', 'test_answer', 'knowledge_contribution', 'stage_quality'])
      expect(ofHere(await seen(name, table, 'test_id')), table).toEqual(readable(name, 'all'));
    expect(ofHere(await seen(name, 'recommendation', 'test_id'))).toEqual(
      readable(name, 'all', 'row and own recommendation'),
    );
  });
});

describe('sums', () => {
  const sumsFor = async (name: string, type = 'PolicyDomain', id = here.place.domain_id) => {
    const fields = `povertyTesting { actionCount validCount byAdvice { advice count } byStage { stage } overdueCount
      openRecommendationCount experienceHeardCount lastTestedOn }`;
    const { data } = await service.ask(entities(type, fields), of(type, [id]), askerOf(name));
    return data._entities[0]?.povertyTesting ?? null;
  };

  test.each([
    'the public',
    'PARTNER',
    'ASSOCIATION',
    'ADMINISTRATOR',
    'DIRECTOR elsewhere',
    'the public where only tests are published',
  ])('%s gets none', async (name) => {
    expect(await sumsFor(name)).toBeNull();
    expect(await sumsFor(name, 'Programme', here.programme_id)).toBeNull();
  });

  test('count by stage only what is not decided, for who does not read drafts', async () => {
    const whole = { actionCount: 12, lastTestedOn: '2026-03-02', byStage: { length: 5 } };
    for (const name of ['DIRECTOR', 'REVIEWER', 'SECRETARY'])
      expect(await sumsFor(name)).toMatchObject({
        ...whole,
        byAdvice: [
          { advice: 'PROCEED_WITH_ADJUSTMENTS', count: 4 },
          { advice: 'STOP', count: 2 },
        ],
        openRecommendationCount: 22,
        experienceHeardCount: 10,
      });
    for (const name of [
      'EVALUATOR',
      'the public where tests are published',
      'PARTNER where tests are published',
    ])
      expect(await sumsFor(name)).toMatchObject({
        ...whole,
        byAdvice: [{ advice: 'PROCEED_WITH_ADJUSTMENTS', count: 2 }],
        openRecommendationCount: 9,
        experienceHeardCount: 4,
      });
  });

  test('an advice that is a draft makes nothing valid, negative or overdue for who may not read it', async () => {
    const stateFor = async (name: string) => {
      const id = here.tests['stopped other'];
      const { data } = await service.ask(
        'query ($id: ID!) { povertyTest(id: $id) { isValid isNegative isOverdue } }',
        { id },
        askerOf(name),
      );
      return data.povertyTest;
    };
    expect(await stateFor('DIRECTOR')).toEqual({ isValid: false, isNegative: true, isOverdue: false });
    expect(await stateFor('EVALUATOR')).toEqual({ isValid: false, isNegative: false, isOverdue: false });
  });
});

test('a filter by advice finds no draft', async () => {
  const count = async (name: string) => {
    const fields = 'povertyTests(filter: { advice: [STOP] }) { totalCount }';
    const { data } = await service.ask(
      entities('Programme', fields),
      of('Programme', [here.programme_id]),
      askerOf(name),
    );
    return data._entities[0].povertyTests.totalCount;
  };
  expect(await count('DIRECTOR')).toBe(4);
  expect(await count('EVALUATOR')).toBe(0);
});

test('lists hold and count what may be read; who may read no test gets null', async () => {
  const listFor = async (name: string) => {
    const fields = 'povertyTests(first: 100) { totalCount nodes { code } }';
    const { data } = await service.ask(
      entities('Programme', fields),
      of('Programme', [here.programme_id]),
      askerOf(name),
    );
    const list = data._entities[0].povertyTests;
    return list === null ? null : [list.totalCount, list.nodes.length];
  };
  expect(await listFor('the public')).toBeNull();
  expect(await listFor('DIRECTOR elsewhere')).toBeNull();
  expect(await listFor('PARTNER')).toEqual([8, 8]);
  expect(await listFor('EVALUATOR')).toEqual([13, 13]);
});

test('an organisation finds what it is to carry out, where somebody speaks for it and nowhere else', async () => {
  const fields = 'recommendations { totalCount nodes { text isOpen test { id stage } } }';
  const found = async (name: string) => {
    const { data } = await service.ask(
      entities('Organisation', fields),
      of('Organisation', [PARTNER]),
      askerOf(name),
    );
    const { totalCount, nodes } = data._entities[0].recommendations;
    expect(nodes).toHaveLength(totalCount);
    expect(nodes.every(({ isOpen }: { isOpen: boolean }) => isOpen)).toBe(true);
    return nodes.map(({ test: { id } }: { test: { id: string } }) => id).sort();
  };
  const ofOther = ({ tests }: Tested) => ['advised other', 'decided other'].map((name) => tests[name] ?? '');
  expect(await found('PARTNER')).toEqual(ofOther(here).sort());
  expect(await found('PARTNER elsewhere')).toEqual(ofOther(there).sort());
  // As evaluator here it reads what is decided; the draft only where it is a partner.
  expect(await found('EVALUATOR here, PARTNER there')).toEqual(
    [here.tests['decided other'], ...ofOther(there)].sort(),
  );
});

test('remarks are told to who steers the programme, and to nobody else', async () => {
  const remarks = async (name: string) =>
    Object.values(await tell(name))
      .join('')
      .includes('remark ');
  for (const name of NAMES) expect(await remarks(name), name).toBe(/^(DIRECTOR|COORDINATOR)/.test(name));
});

test('templates are told to everybody, their source to who reads a plan that lists them', async () => {
  const query = '{ testTemplates { totalCount } }';
  for (const name of NAMES)
    expect((await service.ask(query, {}, askerOf(name))).data.testTemplates.totalCount).toBe(2);
});

test('who is not theirs is told of as who does not exist, to the byte', async () => {
  for (const name of ['nobody', 'DIRECTOR elsewhere', 'PARTNER elsewhere', 'PARTNER of nothing'])
    for (const [type, ids] of [
      ['PovertyTest', Object.values(here.tests)],
      ['Agreement', [here.agreement_id]],
      ...(name === 'PARTNER of nothing'
        ? []
        : ([
            ['PolicyDomain', [here.place.domain_id]],
            ['Action', here.actions],
            ['Programme', [here.programme_id]],
          ] as const)),
    ] as const) {
      const noun = entitiesOf(reviews).find((one) => one.name === type);
      if (noun === undefined) throw new Error(type);
      const about = async (id: string) => {
        const { data } = await service.ask(aboutEntities(noun), of(type, [id]), askerOf(name));
        return JSON.stringify(data).replaceAll(id, 'ID');
      };
      for (const id of ids) expect(await about(id), `${type} for ${name}`).toBe(await about(UNKNOWN));
    }
});
