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
const EVALUATOR: Persona = { role: 'EVALUATOR', programme: SLUG };

let world: AccessWorld;
let plan: Payload;
let organisation: Payload;
let ASSOCIATION: Persona;
let OTHER_ASSOCIATION: Persona;
beforeAll(async () => {
  world = await openAccessWorld();
  const { data } = await world.ask(`{ programme(slug: "${SLUG}") { id domains { id code }
    actions(first: 20) { nodes { id code version title plannedEnd participants { organisation { id code } } } }
    agreements(first: 1) { nodes { id } } povertyTests(first: 1) { nodes { id } } } }`);
  plan = data.programme;
  const organisations = plan.actions.nodes.flatMap(({ participants }: Payload) =>
    participants.map((one: Payload) => one.organisation),
  );
  organisation = organisations[0];
  const other = organisations.find(({ id }: Payload) => id !== organisation.id);
  ASSOCIATION = { role: 'ASSOCIATION', programme: SLUG, organisation: organisation.code };
  OTHER_ASSOCIATION = { role: 'ASSOCIATION', programme: SLUG, organisation: other.code };
});
afterAll(() => world?.close());

const ask = (persona: Persona | null, mutation: string, input: Record<string, unknown>, show = '') =>
  world.change(persona, mutation, input, show);
const action = (index = 0) => plan.actions.nodes[index];
const record = async (input: Record<string, unknown> = {}) => {
  const { dialogueSession, userErrors } = await ask(
    DIRECTOR,
    'recordDialogueSession',
    { programmeId: plan.id, title: 'Wijkgesprek', through: 'DIRECT', headCount: 12, ...input },
    'dialogueSession { id code place headCount headCountReason domains { code } actions { code } }',
  );
  expect(userErrors).toEqual([]);
  return dialogueSession;
};

describe('a dialogue session', () => {
  test('is recorded with what it was about, a number or why there is none', async () => {
    const domain = plan.domains[0];
    const session = await record({ place: 'Buurthuis', domainIds: [domain.id], actionIds: [action().id] });
    expect(session).toMatchObject({ place: 'Buurthuis', headCount: 12, headCountReason: null });
    expect(session).toMatchObject({ domains: [{ code: domain.code }], actions: [{ code: action().code }] });
    expect(await record({ headCount: undefined })).toMatchObject({
      headCount: null,
      headCountReason: 'NOT_MEASURED',
    });
    const bad = (input: Record<string, unknown>) =>
      ask(DIRECTOR, 'recordDialogueSession', {
        programmeId: plan.id,
        title: 'X',
        through: 'DIRECT',
        ...input,
      });
    expect(codesOf(await bad({ headCount: -1 }))).toEqual(['BAD_USER_INPUT']);
    expect(codesOf(await bad({ heldOn: '2999-01-01' }))).toEqual(['BAD_USER_INPUT']);
    expect(codesOf(await bad({ organisationId: NOBODY }))).toEqual(['NOT_FOUND']);
    expect(
      codesOf(
        await ask(EVALUATOR, 'recordDialogueSession', {
          programmeId: plan.id,
          title: 'X',
          through: 'DIRECT',
        }),
      ),
    ).toEqual(['NOT_ALLOWED']);
  });

  test('is listed for who steers, and to an association when it is its own', async () => {
    const { id } = await record({ organisationId: organisation.id, through: 'INTERMEDIARY' });
    const list = async (persona: Persona) => {
      const { data } = await world.askAs(
        persona,
        `{ programme(slug: "${SLUG}") { dialogueSessions(first: 100) { totalCount nodes { id organisation { id } } } } }`,
      );
      return data.programme.dialogueSessions;
    };
    expect((await list(DIRECTOR)).nodes.map((one: Payload) => one.id)).toContain(id);
    const own = await list(ASSOCIATION);
    expect(own.nodes.map((one: Payload) => one.id)).toContain(id);
    expect(own.nodes.every((one: Payload) => one.organisation.id === organisation.id)).toBe(true);
    expect((await list(EVALUATOR)).totalCount).toBe(0);
  });
});

describe('an adjustment', () => {
  const show = `adjustment { id session { id } povertyTest { id } finding { id }
    changedFields { field before after } action { id version title plannedEnd } }`;
  const adjust = (input: Record<string, unknown>, persona: Persona = DIRECTOR) =>
    ask(persona, 'adjustAction', { change: 'Langer open.', reason: 'Bewoners vroegen het.', ...input }, show);

  test('keeps the fields that it changed, and the session it came from leads to them', async () => {
    const { id, version, plannedEnd } = action(1);
    const session = await record();
    const { adjustment, userErrors } = await adjust({
      ...{ actionId: id, sessionId: session.id, expectedVersion: version, language: 'nl' },
      ...{ title: 'Nieuwe naam', plannedEnd: '2030-01-31', plannedEndPrecision: 'DAY' },
    });
    expect(userErrors).toEqual([]);
    expect(adjustment.changedFields).toMatchObject([
      { field: 'plannedEnd', before: plannedEnd, after: '2030-01-31' },
      ...(adjustment.changedFields.length === 3 ? [{ field: 'plannedEndPrecision' }] : []),
      { field: 'title', after: 'Nieuwe naam' },
    ]);
    expect(adjustment.action).toMatchObject({ version: version + 1, title: 'Nieuwe naam' });
    const { data } = await world.ask(
      `{ programme(slug: "${SLUG}") { dialogueSessions(first: 100) { nodes { id adjustments { id changedFields { field } } } } } }`,
    );
    const found = data.programme.dialogueSessions.nodes.find((one: Payload) => one.id === session.id);
    expect(found.adjustments).toMatchObject([{ id: adjustment.id, changedFields: expect.any(Array) }]);
  });

  test('has one origin at most; one that is not there is refused, and nothing changes', async () => {
    const [povertyTest] = plan.povertyTests.nodes;
    const { id } = action(2);
    const session = await record();
    const both = await adjust({ actionId: id, sessionId: session.id, povertyTestId: povertyTest.id });
    expect(codesOf(both)).toEqual(['BAD_USER_INPUT']);
    expect(codesOf(await adjust({ actionId: id, sessionId: NOBODY, title: 'X' }))).toEqual(['NOT_FOUND']);
    expect(codesOf(await adjust({ actionId: id, findingId: NOBODY }))).toEqual(['NOT_FOUND']);
    expect(codesOf(await adjust({ actionId: id }, EVALUATOR))).toEqual(['NOT_ALLOWED']);
    const { data } = await world.ask('query ($id: ID!) { action(id: $id) { version title } }', { id });
    expect(data.action).toEqual({ version: action(2).version, title: action(2).title });
    const advised = await adjust({ actionId: id, povertyTestId: povertyTest.id });
    expect(advised.adjustment).toMatchObject({ povertyTest: { id: povertyTest.id }, changedFields: [] });
  });
});

describe('an evaluation', () => {
  const record = (persona: Persona) =>
    ask(
      persona,
      'recordEvaluation',
      { actionId: action(3).id, title: 'Na zes maanden', findings: ['Veel senioren.', 'Avond ontbreekt.'] },
      'evaluation { id code action { id } findings { id version followUp text } }',
    );

  test('has findings that lead to adjustments and are followed up', async () => {
    const { evaluation, userErrors } = await record(EVALUATOR);
    expect(userErrors).toEqual([]);
    expect(evaluation.findings).toMatchObject([
      { text: 'Veel senioren.', followUp: 'OPEN' },
      { text: 'Avond ontbreekt.' },
    ]);
    const findingId = evaluation.findings[1].id;
    const adjusted = await ask(
      DIRECTOR,
      'adjustAction',
      { actionId: action(3).id, findingId, change: 'Ook dinsdagavond.', reason: 'Bevinding.' },
      'adjustment { id }',
    );
    expect(adjusted.userErrors).toEqual([]);
    const show = 'finding { followUp followUpNote followedUpOn adjustments { id } evaluation { id } }';
    const follow = (input: Record<string, unknown>, persona = DIRECTOR) =>
      ask(persona, 'followUpFinding', { findingId, ...input }, show);
    const done = await follow({ followUp: 'DONE', note: 'Sinds maart.' });
    expect(done.finding).toMatchObject({
      followUp: 'DONE',
      followUpNote: 'Sinds maart.',
      adjustments: [{ id: adjusted.adjustment.id }],
    });
    expect(codesOf(await follow({ followUp: 'NOT_TAKEN_UP' }))).toEqual(['BAD_USER_INPUT']);
    expect(codesOf(await follow({ followUp: 'DONE' }, EVALUATOR))).toEqual(['NOT_ALLOWED']);
    expect(codesOf(await follow({ followUp: 'DONE' }, ASSOCIATION))).toEqual(['NOT_FOUND']);
    const seen = async (persona: Persona) =>
      (
        await world.askAs(persona, 'query ($id: ID!) { action(id: $id) { evaluations { id } } }', {
          id: action(3).id,
        })
      ).data.action.evaluations;
    expect(await seen(EVALUATOR)).toEqual([{ id: evaluation.id }]);
    expect(await seen(ASSOCIATION)).toEqual([]);
  });

  test('of another city is nobody here to record, nor an association', async () => {
    expect(codesOf(await record(ASSOCIATION))).toEqual(['NOT_ALLOWED']);
    expect(codesOf(await record({ role: 'EVALUATOR', programme: 'kortrijk-2020' }))).not.toEqual([]);
  });
});

describe('an initiative', () => {
  const show =
    'initiative { id code version status decisionReason action { id title origin { id } initiatives { id } } mergedInto { id } }';
  const propose = async (input: Record<string, unknown> = {}, persona: Persona = ASSOCIATION) =>
    ask(
      persona,
      'proposeInitiative',
      { programmeId: plan.id, organisationId: organisation.id, title: 'Ruilwinkel', ...input },
      show,
    );
  const proposed = async (input: Record<string, unknown> = {}) => {
    const { initiative, userErrors } = await propose(input);
    expect(userErrors).toEqual([]);
    return initiative;
  };
  const seen = async (persona: Persona | null) => {
    const { data } = await world.askAs(
      persona,
      `{ programme(slug: "${SLUG}") { initiatives(first: 100) { totalCount nodes { id status decisionReason action { title } } } } }`,
    );
    return data.programme?.initiatives.nodes ?? [];
  };

  test('is proposed by an association, taken up as an action, and the proposer sees it', async () => {
    const { id, version } = await proposed({ domainId: plan.domains[0].id });
    expect((await seen(ASSOCIATION)).map((one: Payload) => one.id)).toContain(id);
    expect((await seen(OTHER_ASSOCIATION)).map((one: Payload) => one.id)).not.toContain(id);
    const taken = await ask(
      DIRECTOR,
      'takeUpInitiative',
      { initiativeId: id, reason: 'Goed idee.', expectedVersion: version },
      show,
    );
    expect(taken.userErrors).toEqual([]);
    expect(taken.initiative).toMatchObject({
      status: 'TAKEN_UP',
      action: { title: 'Ruilwinkel', initiatives: [{ id }] },
    });
    expect(await seen(ASSOCIATION)).toContainEqual({
      id,
      status: 'TAKEN_UP',
      decisionReason: 'Goed idee.',
      action: { title: 'Ruilwinkel' },
    });
    expect((await seen(OTHER_ASSOCIATION)).map((one: Payload) => one.id)).toContain(id);
    expect(
      await seen({ role: 'PARTNER', programme: SLUG, organisation: ASSOCIATION.organisation ?? '' }),
    ).not.toEqual([]);
    expect(await seen(EVALUATOR)).toEqual([]);
  });

  test('of a session becomes an action whose origin is that session', async () => {
    const session = await record();
    const made = await propose({ organisationId: undefined, sessionId: session.id }, DIRECTOR);
    const input = { initiativeId: made.initiative.id, reason: 'Ja.', domainId: plan.domains[1].id };
    const { initiative } = await ask(DIRECTOR, 'takeUpInitiative', input, show);
    expect(initiative.action.origin).toEqual({ id: session.id });
  });

  test('is merged or declined with a reason, once; what was decided stays', async () => {
    const [one, two] = [await proposed(), await proposed()];
    const merged = await ask(
      DIRECTOR,
      'mergeInitiative',
      { initiativeId: one.id, intoId: two.id, reason: 'Zelfde.' },
      show,
    );
    expect(merged.initiative).toMatchObject({ status: 'MERGED', mergedInto: { id: two.id } });
    expect(
      codesOf(
        await ask(DIRECTOR, 'mergeInitiative', { initiativeId: two.id, intoId: one.id, reason: 'Ring.' }),
      ),
    ).toEqual(['CONFLICT']);
    expect(codesOf(await ask(DIRECTOR, 'declineInitiative', { initiativeId: two.id, reason: ' ' }))).toEqual([
      'BAD_USER_INPUT',
    ]);
    const both = await Promise.all(
      ['a', 'b'].map((reason) => ask(DIRECTOR, 'declineInitiative', { initiativeId: two.id, reason }, show)),
    );
    expect(both.map(codesOf).sort()).toEqual([[], ['CONFLICT']]);
    expect(
      codesOf(await ask(ASSOCIATION, 'declineInitiative', { initiativeId: two.id, reason: 'x' })),
    ).toEqual(['NOT_ALLOWED']);
    expect(codesOf(await ask(EVALUATOR, 'declineInitiative', { initiativeId: two.id, reason: 'x' }))).toEqual(
      ['NOT_FOUND'],
    );
  });

  test('is not proposed in the name of another, nor for a session by who does not steer', async () => {
    expect(codesOf(await propose({}, OTHER_ASSOCIATION))).toEqual(['NOT_ALLOWED']);
    expect(codesOf(await propose({}, EVALUATOR))).toEqual(['NOT_ALLOWED']);
    const session = await record();
    expect(codesOf(await propose({ organisationId: undefined, sessionId: session.id }))).toEqual([
      'NOT_ALLOWED',
    ]);
    expect(codesOf(await propose({ organisationId: undefined }))).toEqual(['BAD_USER_INPUT']);
  });
});
