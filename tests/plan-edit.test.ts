import { withOwner } from '@kapstok/kit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  type AccessWorld,
  codesOf,
  directorOf,
  NOBODY,
  openAccessWorld,
  type Payload,
} from './access-world.ts';
import type { Persona } from './tokens.ts';

const SLUG = 'voorbeeldstad';
const DIRECTOR = directorOf(SLUG);
/** Coordinates one domain of the programme, and reviews in it. */
const COORDINATOR: Persona = { role: 'REVIEWER', programme: SLUG };

let world: AccessWorld;
let plan: Payload;
beforeAll(async () => {
  world = await openAccessWorld();
  const { data } = await world.ask(`{ programme(slug: "${SLUG}") { id
    domains { id code blocks { id code } }
    crosswalks { id code vocabulary }
    actions(first: 100) { nodes { id code version domain { id code } participants { organisation { id } role } } } } }`);
  plan = data.programme;
  const me = await world.askAs(COORDINATOR, '{ viewer { account { id } } }');
  const role = { role: 'COORDINATOR', programmeId: plan.id, domainId: domain('D01').id };
  const { userErrors } = await world.assign(DIRECTOR, { ...role, accountId: me.data.viewer.account.id });
  expect(userErrors).toEqual([]);
});
afterAll(() => world?.close());

const domain = (code: string) => plan.domains.find((one: Payload) => one.code === code);
const action = (code: string) => plan.actions.nodes.find((one: Payload) => one.code === code);
const ACTION =
  'action { id code version title status goal note domain { code } block { code } parent { code } }';
const edit = (persona: Persona | null, mutation: string, input: Record<string, unknown>, show = ACTION) =>
  world.change(persona, mutation, input, show);
const made = async (input: Record<string, unknown> = {}) => {
  const payload = await edit(DIRECTOR, 'createAction', {
    domainId: domain('D01').id,
    title: 'Nieuw',
    ...input,
  });
  expect(payload.userErrors).toEqual([]);
  return payload.action;
};
/** What another service heard of an action. */
const heard = (id: string) =>
  withOwner(world.identity.ownerUrl, async (owner) => {
    const { rows } = await owner.query('select * from agreements.plan_action where action_id = $1', [id]);
    return rows[0];
  });

describe('domains and blocks', () => {
  test('are added and changed by the director; a text of one language leaves the others alone', async () => {
    const show = 'policyDomain { id code title position version }';
    const added = await edit(DIRECTOR, 'addDomain', { programmeId: plan.id, title: 'Mobiliteit' }, show);
    expect(added.userErrors).toEqual([]);
    expect(added.policyDomain).toMatchObject({ code: 'D11', title: 'Mobiliteit', position: 11 });
    const { id, version } = added.policyDomain;
    const input = { domainId: id, title: 'Mobilité', language: 'fr', expectedVersion: version };
    const changed = await edit(DIRECTOR, 'updateDomain', input, show);
    expect(changed).toMatchObject({ policyDomain: { version: version + 1 }, userErrors: [] });
    const french = await world.ask(
      `{ programme(slug: "${SLUG}") { domains(codes: ["D11"]) { title titleLanguage } } }`,
      {},
      { 'accept-language': 'fr' },
    );
    expect(french.data.programme.domains).toEqual([{ title: 'Mobilité', titleLanguage: 'fr' }]);
    expect(codesOf(await edit(DIRECTOR, 'updateDomain', input, show))).toEqual(['VERSION_CONFLICT']);
    const block = await edit(
      DIRECTOR,
      'addBlock',
      { domainId: id, title: 'Fiets' },
      'block { code domain { code } }',
    );
    expect(block).toMatchObject({ block: { code: 'D11-B1', domain: { code: 'D11' } }, userErrors: [] });
    const again = await edit(DIRECTOR, 'addDomain', { programmeId: plan.id, title: 'X', code: 'D11' }, show);
    expect(codesOf(again)).toEqual(['CONFLICT']);
  });

  test('a coordinator adds blocks to the own domain only, and no domain', async () => {
    const block = (code: string) =>
      edit(COORDINATOR, 'addBlock', { domainId: domain(code).id, title: 'Blok' }, 'block { code }');
    expect(codesOf(await block('D01'))).toEqual([]);
    expect(codesOf(await block('D02'))).toEqual(['NOT_ALLOWED']);
    const add = await edit(COORDINATOR, 'addDomain', { programmeId: plan.id, title: 'X' }, '');
    expect(add.userErrors[0]).toMatchObject({
      code: 'NOT_ALLOWED',
      message: expect.stringContaining('director'),
    });
  });
});

describe('an action', () => {
  test('is made with the next code of its domain, and every service knows it', async () => {
    const one = await made({ goal: 'CAUSES', plannedEnd: '2027-02-03', plannedEndPrecision: 'MONTH' });
    expect(one).toMatchObject({ title: 'Nieuw', status: 'PROPOSED', domain: { code: 'D01' }, version: 1 });
    expect(one.code).toMatch(/^D01-\d+$/);
    expect(await heard(one.id)).toMatchObject({
      domain_id: domain('D01').id,
      status: 'PROPOSED',
      goal: 'CAUSES',
    });
    const part = await made({ domainId: undefined, parentId: one.id });
    expect(part).toMatchObject({ parent: { code: one.code }, domain: { code: 'D01' } });
    const { data } = await world.ask(
      'query ($id: ID!) { action(id: $id) { plannedEnd plannedEndPrecision parts { id } } }',
      { id: one.id },
    );
    expect(data.action).toEqual({
      plannedEnd: '2027-02-28',
      plannedEndPrecision: 'MONTH',
      parts: [{ id: part.id }],
    });
  });

  test('is changed field by field: what is left out stays, null clears', async () => {
    const { id, version } = await made({ goal: 'CAUSES', note: 'Intern.' });
    const next = await edit(DIRECTOR, 'updateAction', {
      actionId: id,
      title: 'Anders',
      goal: null,
      expectedVersion: version,
    });
    expect(next).toMatchObject({
      action: { title: 'Anders', goal: null, note: 'Intern.', version: 2 },
      userErrors: [],
    });
    const cleared = await edit(DIRECTOR, 'updateAction', { actionId: id, note: null });
    expect(cleared.action.note).toBeNull();
  });

  test.each([
    ['no title in any language', { title: null }, 'title'],
    ['an empty title', { title: ' ' }, 'title'],
    ['an end before its begin', { plannedStart: '2026-05-01', plannedEnd: '2026-04-30' }, 'plannedEnd'],
    ['done on a day to come', { actualStart: '2999-01-01' }, 'actualStart'],
    ['a precision of nothing', { plannedEndPrecision: 'YEAR' }, 'plannedEndPrecision'],
  ])('%s is refused and changes nothing', async (_what, input, path) => {
    const one = await made();
    const { action: after, userErrors } = await edit(DIRECTOR, 'updateAction', {
      actionId: one.id,
      ...input,
    });
    expect(userErrors[0]).toMatchObject({ code: 'BAD_USER_INPUT', path: ['input', path] });
    expect(after).toBeNull();
    const { data } = await world.ask('query ($id: ID!) { action(id: $id) { version title } }', {
      id: one.id,
    });
    expect(data.action).toEqual({ version: 1, title: 'Nieuw' });
  });

  test('who does not steer its domain is told who does; who may not read it is told nothing', async () => {
    const refused = async (persona: Persona | null, id: unknown) =>
      (await edit(persona, 'updateAction', { actionId: id, title: 'Mijn' })).userErrors[0];
    expect(await refused(COORDINATOR, action('D02-001').id)).toMatchObject({ code: 'NOT_ALLOWED' });
    expect(await refused({ role: 'EVALUATOR', programme: SLUG }, action('D02-001').id)).toMatchObject({
      code: 'NOT_ALLOWED',
      message: expect.stringContaining('director'),
    });
    expect(await refused(directorOf('kortrijk-2020'), NOBODY)).toMatchObject({ code: 'NOT_FOUND' });
    expect(await refused(null, action('D02-001').id)).toMatchObject({ code: 'NOT_ALLOWED' });
    expect(
      codesOf(await edit(COORDINATOR, 'updateAction', { actionId: action('D01-001').id, title: 'Ja' })),
    ).toEqual([]);
  });

  test('sent twice with a key it is made once; of two at once each gets a code of its own', async () => {
    const input = { domainId: domain('D02').id, title: 'Een keer', idempotencyKey: 'once' };
    const [first, second] = [
      await edit(DIRECTOR, 'createAction', input),
      await edit(DIRECTOR, 'createAction', input),
    ];
    expect(second.action.id).toBe(first.action.id);
    const both = await Promise.all([made(), made()]);
    expect(new Set(both.map(({ code }) => code)).size).toBe(2);
  });
});

describe('a move', () => {
  const move = (persona: Persona, input: Record<string, unknown>) =>
    edit(persona, 'moveAction', { reason: 'Beter daar.', ...input });

  test('takes the parts along, and every service knows where they are', async () => {
    const whole = await made();
    const part = await made({ domainId: undefined, parentId: whole.id });
    const block = domain('D03').blocks[0];
    const { action: moved, userErrors } = await move(DIRECTOR, { actionId: whole.id, blockId: block.id });
    expect(userErrors).toEqual([]);
    expect(moved).toMatchObject({ domain: { code: 'D03' }, block: { code: block.code } });
    for (const id of [whole.id, part.id])
      expect(await heard(id)).toMatchObject({ domain_id: domain('D03').id, block_id: block.id });
    const out = await move(DIRECTOR, { actionId: whole.id, blockId: null });
    expect(out.action).toMatchObject({ domain: { code: 'D03' }, block: null });
  });

  test('makes no ring, parts no part from its whole, and leaves no programme', async () => {
    const whole = await made();
    const part = await made({ domainId: undefined, parentId: whole.id });
    const other = await world.ask('{ programme(slug: "kortrijk-2020") { domains { id } } }');
    const refused = async (input: Record<string, unknown>) => codesOf(await move(DIRECTOR, input));
    expect(await refused({ actionId: whole.id, parentId: part.id })).toEqual(['CONFLICT']);
    expect(await refused({ actionId: whole.id, parentId: whole.id })).toEqual(['CONFLICT']);
    expect(await refused({ actionId: part.id, domainId: domain('D02').id })).toEqual(['CONFLICT']);
    expect(await refused({ actionId: part.id, domainId: domain('D02').id, parentId: null })).toEqual([]);
    const away = await move(
      { role: 'DIRECTOR' },
      { actionId: whole.id, domainId: other.data.programme.domains[0].id },
    );
    expect(codesOf(away)).toEqual(['CONFLICT']);
  });

  test('of two that would close a ring together one is refused', async () => {
    const [one, two] = [await made(), await made()];
    const both = await Promise.all([
      move(DIRECTOR, { actionId: one.id, parentId: two.id }),
      move(DIRECTOR, { actionId: two.id, parentId: one.id }),
    ]);
    expect(both.map(codesOf).sort()).toEqual([[], ['CONFLICT']]);
  });

  test('out of the domain of a coordinator is for the director', async () => {
    const one = await made();
    const away = { actionId: one.id, domainId: domain('D02').id };
    expect(codesOf(await move(COORDINATOR, away))).toEqual(['NOT_ALLOWED']);
  });
});

describe('partners, target groups and terms', () => {
  const organisationId = () => action('D01-001').participants[0].organisation.id;
  const show = 'action { version participants { organisation { id } role since until } }';

  test('an organisation that the programme lists takes part, and ends', async () => {
    const one = await made();
    const who = { actionId: one.id, organisationId: organisationId(), role: 'ADVISING' };
    const set = await edit(DIRECTOR, 'setParticipation', { ...who, since: '2025-01-01' }, show);
    expect(set).toMatchObject({ userErrors: [], action: { version: 2 } });
    expect(set.action.participants).toEqual([
      { organisation: { id: organisationId() }, role: 'ADVISING', since: '2025-01-01', until: null },
    ]);
    expect((await heard(one.id)).organisation_ids).toEqual([organisationId()]);
    const ended = await edit(DIRECTOR, 'endParticipation', { ...who, until: '2026-01-31' }, show);
    expect(ended.action.participants[0]).toMatchObject({ since: '2025-01-01', until: '2026-01-31' });
    const early = await edit(DIRECTOR, 'endParticipation', { ...who, until: '2024-01-31' }, show);
    expect(codesOf(early)).toEqual(['BAD_USER_INPUT']);
    const stranger = await edit(DIRECTOR, 'setParticipation', { ...who, organisationId: NOBODY }, show);
    expect(codesOf(stranger)).toEqual(['NOT_FOUND']);
    expect(codesOf(await edit(DIRECTOR, 'endParticipation', { ...who, role: 'FUNDING' }, show))).toEqual([
      'NOT_FOUND',
    ]);
  });

  test('whom it is meant for is set as a whole', async () => {
    const one = await made();
    const set = (groups: unknown) =>
      edit(
        DIRECTOR,
        'setTargetGroups',
        { actionId: one.id, groups },
        'action { targetGroups { code personCount { value reason } } }',
      );
    const both = await set([{ code: 'lone-parents', personCount: 40 }, { code: 'young-families' }]);
    expect(both.action.targetGroups).toEqual([
      { code: 'lone-parents', personCount: { value: '40', reason: null } },
      { code: 'young-families', personCount: { value: null, reason: 'NOT_MEASURED' } },
    ]);
    expect(codesOf(await set([{ code: 'nobody' }]))).toEqual(['NOT_FOUND']);
    expect(codesOf(await set([{ code: 'lone-parents', personCount: -1 }]))).toEqual(['BAD_USER_INPUT']);
    expect((await set([])).action.targetGroups).toEqual([]);
  });

  test('terms of one list are replaced, those of another stay', async () => {
    const one = await made();
    const ids = (vocabulary: string) =>
      plan.crosswalks.filter((term: Payload) => term.vocabulary === vocabulary).map(({ id }: Payload) => id);
    const set = (input: Record<string, unknown>) =>
      edit(
        DIRECTOR,
        'setActionCrosswalks',
        { actionId: one.id, ...input },
        'action { crosswalks { crosswalk { vocabulary } } }',
      );
    await set({ crosswalkIds: [ids('EU_STRAND')[0]] });
    const other = plan.crosswalks.find((term: Payload) => term.vocabulary !== 'EU_STRAND').vocabulary;
    const { action: after } = await set({ vocabulary: other, crosswalkIds: ids(other).slice(0, 1) });
    expect(after.crosswalks.map((link: Payload) => link.crosswalk.vocabulary).sort()).toEqual(
      ['EU_STRAND', other].sort(),
    );
    expect((await heard(one.id)).crosswalk_ids).toHaveLength(2);
    expect(codesOf(await set({ vocabulary: other, crosswalkIds: [ids('EU_STRAND')[0]] }))).toEqual([
      'CONFLICT',
    ]);
    expect(codesOf(await set({ crosswalkIds: [NOBODY] }))).toEqual(['NOT_FOUND']);
  });
});

describe('lineage', () => {
  const LATER = directorOf('kortrijk-2020');
  const link = (input: Record<string, unknown>, persona = LATER) =>
    edit(
      persona,
      'linkLineage',
      { reason: 'Zelfde werk.', ...input },
      'lineageLink { id kind fromActionCode fromAction { code } toAction { code } }',
    );
  let later: Payload;
  let free: string[];
  beforeAll(async () => {
    const { data } =
      await world.ask(`{ later: programme(slug: "kortrijk-2020") { id actions(first: 100) { nodes { id code lineage { id } } } }
      earlier: programme(slug: "kortrijk-2013") { actions(first: 100) { nodes { code lineage { id } } } } }`);
    const unlinked = (nodes: Payload[]) => nodes.filter(({ lineage }) => lineage.length === 0);
    later = { id: data.later.id, actions: unlinked(data.later.actions.nodes) };
    free = unlinked(data.earlier.actions.nodes).map(({ code }) => code);
  });

  test('is linked to the programme before in consistent ways only, and taken back', async () => {
    const { id: programmeId } = later;
    const [a, b, c] = later.actions.map(({ id }: Payload) => id);
    const [from = '', merged = '', dropped = ''] = free;
    const codes = async (input: Record<string, unknown>) => codesOf(await link({ programmeId, ...input }));
    const first = await link({ programmeId, kind: 'SPLITS', fromActionCode: from, toActionId: a });
    expect(first.userErrors).toEqual([]);
    expect(first.lineageLink).toMatchObject({ kind: 'SPLITS', fromAction: { code: from } });
    expect(await codes({ kind: 'SPLITS', fromActionCode: from, toActionId: a })).toEqual(['CONFLICT']);
    expect(await codes({ kind: 'CONTINUES', fromActionCode: from, toActionId: b })).toEqual(['CONFLICT']);
    expect(await codes({ kind: 'SPLITS', fromActionCode: from, toActionId: b })).toEqual([]);
    expect(await codes({ kind: 'DROPS', fromActionCode: from })).toEqual(['CONFLICT']);
    expect(await codes({ kind: 'DROPS', fromActionCode: dropped })).toEqual([]);
    expect(await codes({ kind: 'DROPS', fromActionCode: dropped, toActionId: c })).toEqual([
      'BAD_USER_INPUT',
    ]);
    expect(await codes({ kind: 'MERGES', fromActionCode: merged, toActionId: c })).toEqual([]);
    expect(await codes({ kind: 'CONTINUES', fromActionCode: 'nowhere', toActionId: c })).toEqual([
      'NOT_FOUND',
    ]);
    const undo = { lineageLinkId: first.lineageLink.id, reason: 'Toch niet.' };
    expect(codesOf(await edit(directorOf('kortrijk-2013'), 'unlinkLineage', undo, ''))).toEqual([
      'NOT_ALLOWED',
    ]);
    expect(codesOf(await edit(LATER, 'unlinkLineage', undo, 'programme { id }'))).toEqual([]);
    expect(codesOf(await edit(LATER, 'unlinkLineage', undo, 'programme { id }'))).toEqual(['NOT_FOUND']);
  });
});
