import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type AccessWorld, DAY, directorOf, openAccessWorld, type Payload } from './access-world.ts';
import type { Persona } from './tokens.ts';

const SLUG = 'voorbeeldstad';
const DIRECTOR = directorOf(SLUG);

let world: AccessWorld;
beforeAll(async () => {
  world = await openAccessWorld();
});
afterAll(() => world?.close());

const onDate = (date: string, show: string) =>
  world.askAs(
    DIRECTOR,
    `query ($date: Date!) { programme(slug: "${SLUG}") { onDate(date: $date) { knownSince reason ${show} } } }`,
    { date },
  );
const dayAhead = (days: number) => new Date(Date.now() + days * DAY).toISOString().slice(0, 10);

test('today it is the plan of today, and before the first known moment it says so', async () => {
  const now = await world.ask(
    `{ programme(slug: "${SLUG}") { progress { actionCount completion { value } byStatus { status count } }
      actions(first: 5) { totalCount nodes { id code title status plannedEnd participants { role } } } } }`,
  );
  const { progress, actions } = now.data.programme;
  const show = `actionCount progress { actionCount completion { value } byStatus { status count } }
    actions(first: 5) { totalCount nodes { id code title status plannedEnd participants { role } } }`;
  const { data, errors } = await onDate(dayAhead(0), show);
  expect(errors).toEqual([]);
  expect(data.programme.onDate).toMatchObject({ reason: null, progress, actions });
  const before = await onDate('2013-12-13', 'actionCount progress { actionCount } actions { totalCount }');
  expect(before.data.programme.onDate).toMatchObject({
    reason: 'NOT_MEASURED',
    actionCount: null,
    progress: null,
    actions: null,
  });
  const ahead = await onDate(dayAhead(2), 'actionCount');
  expect(ahead.errors[0]?.extensions.code).toBe('BAD_USER_INPUT');
});

describe('of any days of changes', () => {
  const HERE = 'kortrijk-2020';
  const STEERS = directorOf(HERE);
  const FIELDS =
    'id code title status goal plannedEnd plannedEndPrecision participants { role organisation { id } }';
  const PROGRESS = `progress { actionCount overdueCount completion { value numerator denominator }
    byStatus { status count } byGoalAndLevel { goal level count } }`;
  let clock = 0;

  /** The plan as it is shown now, in the shape of the plan on a day. */
  const live = async () => {
    const { data } = await world.ask(`{ programme(slug: "${HERE}") { ${PROGRESS}
      domains { code ${PROGRESS} } actions(first: 100) { totalCount nodes { ${FIELDS} domain { code } parent { code } } } } }`);
    const { progress, domains, actions } = data.programme;
    const nodes = actions.nodes.map(({ domain, parent, ...rest }: Payload) => ({
      ...{ ...rest, domainCode: domain.code, parentCode: parent?.code ?? null },
    }));
    return { progress, domains, actions: { ...actions, nodes } };
  };
  const past = async (date: string) => {
    const { data } = await world.ask(
      `query ($date: Date!) { programme(slug: "${HERE}") { onDate(date: $date) { ${PROGRESS}
        domains { code ${PROGRESS} } actions(first: 100) { totalCount nodes { ${FIELDS} domainCode parentCode } } } } }`,
      { date },
    );
    return data.programme.onDate;
  };

  interface Step {
    readonly what: 'goal' | 'end' | 'title' | 'status' | 'move' | 'part' | 'partner' | 'new';
    readonly which: number;
    readonly value: number;
  }
  const step = fc.record({
    what: fc.constantFrom<Step['what']>('goal', 'end', 'title', 'status', 'move', 'part', 'partner', 'new'),
    which: fc.nat(30),
    value: fc.nat(20),
  });

  /** Changes something; what the rules of the plan refuse changes nothing, which is a change as good as any. */
  async function take({ what, which, value }: Step): Promise<void> {
    const { data } = await world.ask(
      `{ programme(slug: "${HERE}") { domains { id } actions(first: 100) { nodes { id participants { organisation { id } } } } } }`,
    );
    const { domains, actions } = data.programme;
    const pick = <T>(all: readonly T[], index: number): T => all[index % all.length] as T;
    const actionId = pick<Payload>(actions.nodes, which).id;
    const domainId = pick<Payload>(domains, value).id;
    const partners = actions.nodes.flatMap((one: Payload) =>
      one.participants.map(({ organisation }: Payload) => organisation.id),
    );
    const reason = 'Zo beslist.';
    const [mutation, input]: [string, Record<string, unknown>] = {
      goal: ['updateAction', { actionId, goal: pick(['CAUSES', 'CONSEQUENCES', null], value) }],
      end: [
        'updateAction',
        { actionId, plannedEnd: `202${value % 10}-06-01`, plannedEndPrecision: pick(['DAY', 'YEAR'], which) },
      ],
      title: ['updateAction', { actionId, title: `Actie ${value}` }],
      status: [
        'changeActionStatus',
        { actionId, status: pick(['RUNNING', 'COMPLETED', 'STOPPED', 'PLANNED'], value), reason },
      ],
      move: ['moveAction', { actionId, domainId, parentId: null, reason }],
      part: ['moveAction', { actionId, parentId: pick<Payload>(actions.nodes, value).id, reason }],
      partner: ['setParticipation', { actionId, organisationId: pick(partners, value), role: 'ADVISING' }],
      new: ['createAction', { domainId, title: `Nieuw ${value}` }],
    }[what] as [string, Record<string, unknown>];
    await world.change(STEERS, mutation, input);
  }

  test('each day is told as it was when it ended', { timeout: 600_000 }, async () => {
    const days = fc.array(fc.array(step, { minLength: 1, maxLength: 4 }), { minLength: 3, maxLength: 6 });
    const property = fc.asyncProperty(days, async (all) => {
      const seen: { date: string; plan: unknown }[] = [];
      for (const steps of all) {
        world.advance(DAY);
        clock += DAY;
        for (const one of steps) await take(one);
        seen.push({ date: dayAhead(clock / DAY), plan: await live() });
      }
      for (const { date, plan } of seen) expect(await past(date), date).toEqual(plan);
    });
    await fc.assert(property, { numRuns: process.env['KAPSTOK_SOAK'] === '1' ? 100 : 2 });
  });
});

test('what changed in a period is told to those who steer, newest first', async () => {
  const { data } = await world.ask(
    `{ programme(slug: "${SLUG}") { actions(first: 1) { nodes { id title } } } }`,
  );
  const [{ id, title }] = data.programme.actions.nodes;
  await world.change(DIRECTOR, 'updateAction', { actionId: id, title: 'Anders', reason: 'Na de raad.' });
  await world.change({ role: 'EVALUATOR', programme: SLUG }, 'updateAction', { actionId: id, title: 'Niet' });
  const today = new Date().toISOString().slice(0, 10);
  const changes = async (
    persona: Persona | null,
    from: string,
    to: string,
    show = 'totalCount nodes { what objectType objectId before after reason }',
  ) => {
    const fields = ['planChanges', 'moneyChanges', 'testChanges', 'figureChanges'].map(
      (field) => `${field}(from: $from, to: $to) { ${show} }`,
    );
    return world.askAs(
      persona,
      `query ($from: Date!, $to: Date!) { programme(slug: "${SLUG}") { ${fields.join(' ')} } }`,
      { from, to },
    );
  };
  const told = (await changes(DIRECTOR, today, today)).data.programme;
  expect(told.planChanges.nodes[0]).toMatchObject({
    what: 'ACTION_UPDATED',
    objectType: 'Action',
    objectId: id,
    reason: 'Na de raad.',
  });
  expect(JSON.parse(told.planChanges.nodes[0].before).title).toMatchObject({ nl: title });
  expect(told.planChanges.nodes.at(-1)).toMatchObject({ what: 'PROGRAMME_IMPORTED' });
  expect(told.moneyChanges.totalCount + told.testChanges.totalCount + told.figureChanges.totalCount).toBe(0);
  const long = (await changes(DIRECTOR, '2013-01-01', '2013-12-31')).data.programme;
  expect(long.planChanges).toEqual({ totalCount: 0, nodes: [] });
  expect(
    (await changes({ role: 'EVALUATOR', programme: SLUG }, today, today)).data.programme.planChanges,
  ).toBeNull();
  expect((await changes(DIRECTOR, today, '2013-01-01')).errors[0]?.extensions.code).toBe('BAD_USER_INPUT');
});
