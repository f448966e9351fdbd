import { withOwner } from '@kapstok/kit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  type AccessWorld,
  codesOf,
  directorOf,
  NOBODY,
  openAccessWorld,
  type Payload,
} from './access-world.ts';
import { type Stories, stories } from './poverty-test-stories.ts';
import type { Persona } from './tokens.ts';

const SLUG = 'voorbeeldstad';
const DIRECTOR = directorOf(SLUG);
const REVIEWER: Persona = { role: 'REVIEWER', programme: SLUG };

let world: AccessWorld;
let play: Stories;
beforeAll(async () => {
  world = await openAccessWorld();
  play = await stories(world, SLUG);
});
afterAll(() => world?.close());

const START = 'action { status gate { isOpen reason } }';
const start = (actionId: string, show = START): Promise<Payload> =>
  world.change(DIRECTOR, 'changeActionStatus', { actionId, status: 'RUNNING', reason: 'It begins.' }, show);

test('a test from quickscan to follow-up: adjustments with owners, then the action starts', async () => {
  const { id: actionId, owner } = play.planned();
  const refused = await start(actionId);
  expect(codesOf(refused)).toEqual(['CONFLICT']);
  expect(refused.userErrors[0].message).toMatch(/gate of action \S+ is closed: .* opens it, or an override/);
  const testId = await play.request(actionId);
  const scanned = await play.quickscan(testId, { HOUSING: 1 });
  expect(scanned.povertyTest.stage).toBe('FULL_TEST');
  await play.step('openDialogue', { testId });
  const early = await play.advise(testId, 'PROCEED');
  expect(early.userErrors[0].message).toMatch(/POLICY and EXPERIENCE and SCIENTIFIC is missing/);
  await play.bringKnowledge(testId);
  expect((await play.advise(testId, 'PROCEED_WITH_ADJUSTMENTS')).userErrors[0].message).toMatch(
    /at least one/,
  );
  await play.step('addRecommendation', { testId, text: 'Open op woensdagnamiddag.' });
  expect((await play.advise(testId, 'PROCEED_WITH_ADJUSTMENTS')).userErrors[0].message).toMatch(
    /each has an owner/,
  );
  const recommendationId = await play.recommendationOf(testId);
  await play.assign(recommendationId, owner.id);
  const advised = await play.advise(testId, 'PROCEED_WITH_ADJUSTMENTS');
  expect([advised.userErrors, advised.povertyTest.stage]).toEqual([[], 'ADVICE']);
  const answers = [{ recommendationId, response: 'ADOPTED' }];
  expect((await play.decide(testId, [])).userErrors[0].message).toMatch(/1 of them got no answer/);
  expect((await play.decide(testId, answers)).povertyTest).toMatchObject({ stage: 'DECIDED' });
  const partner: Persona = { role: 'PARTNER', programme: SLUG, organisation: owner.code };
  const reply = { recommendationId, reply: 'Dat doen we vanaf september.' };
  const shown = 'recommendation { reply status isOpen }';
  const said = await world.change(partner, 'respondToRecommendation', reply, shown);
  expect(said.recommendation).toMatchObject({ reply: reply.reply, isOpen: true });
  expect((await play.step('closeTest', { testId })).userErrors[0].message).toMatch(/still wait/);
  const done = { recommendationId, adjustmentCode: 'A-1' };
  expect((await world.change(partner, 'closeRecommendation', done, shown)).recommendation.status).toBe(
    'DONE',
  );
  await play.step('startFollowUp', { testId });
  expect((await play.step('closeTest', { testId })).povertyTest.stage).toBe('CLOSED');
  const started = await start(
    actionId,
    `${START.slice(0, -1)} povertyTests { nodes { recommendations { nodes { adjustmentCode } } } } }`,
  );
  expect(started).toMatchObject({
    userErrors: [],
    action: { status: 'RUNNING', gate: { isOpen: true, reason: null } },
  });
  expect(started.action.povertyTests.nodes[0].recommendations.nodes).toEqual([{ adjustmentCode: 'A-1' }]);
});

test('a test that advises to stop: the action does not start until a director overrides, and that stays visible', async () => {
  const { id: actionId } = play.planned();
  const testId = await play.toAdvice(actionId, 'STOP');
  const refused = await start(actionId);
  expect(refused).toMatchObject({
    action: { status: 'PLANNED', gate: { isOpen: false, reason: 'NEGATIVE' } },
  });
  expect(refused.userErrors[0].message).toMatch(/advises against it, since \d{4}-/);
  const override = { actionId, reason: 'Anders verliezen we de subsidie.' };
  const shown = 'action { gate { isOpen reason } gateOverrides { id reason isStanding } }';
  for (const persona of [REVIEWER, { role: 'COORDINATOR', programme: SLUG }] as Persona[])
    expect(codesOf(await world.change(persona, 'overrideGate', override))).toEqual(['NOT_ALLOWED']);
  const opened = await world.change(DIRECTOR, 'overrideGate', override, shown);
  expect(opened.action).toMatchObject({
    gate: { isOpen: true, reason: 'NEGATIVE' },
    gateOverrides: [{ reason: override.reason, isStanding: true }],
  });
  expect(await attentionOf(actionId)).toContain('GATE_OVERRIDDEN');
  expect((await start(actionId)).action.status).toBe('RUNNING');
  const gateOverrideId = opened.action.gateOverrides[0].id;
  const closed = await world.change(
    DIRECTOR,
    'withdrawGateOverride',
    { gateOverrideId, reason: 'Zo was het niet bedoeld.' },
    'gateOverride { isStanding }',
  );
  expect(closed.gateOverride).toEqual({ isStanding: false });
  expect(await attentionOf(actionId)).not.toContain('GATE_OVERRIDDEN');
  const known = await withOwner(world.identity.ownerUrl, (owner) =>
    owner.query(
      `select gate.latest->>'advice' as advice, given.reason from agreements.action_gate gate
       left join agreements.gate_override given using (action_id) where action_id = $1`,
      [actionId],
    ),
  );
  expect(known.rows).toEqual([{ advice: 'STOP', reason: null }]);
  await play.step('withdrawTest', { testId, reason: 'Verkeerde toets.' });
});

async function attentionOf(actionId: string): Promise<string[]> {
  const { data } = await world.ask(
    `{ programme(slug: "${SLUG}") { attention(anyOf: [GATE_OVERRIDDEN], first: 100) { nodes { action { id } kinds } } } }`,
  );
  const item = data.programme.attention.nodes.find((one: Payload) => one.action.id === actionId);
  return item?.kinds ?? [];
}

test('a quickscan that finds nothing is screened out by somebody else, with a reason', async () => {
  const { id: actionId } = play.planned();
  const testId = await play.request(actionId);
  const partly = await play.step('recordQuickscan', { testId, effects: [{ area: 'HOUSING', effect: 0 }] });
  expect(partly.povertyTest.stage).toBe('QUICKSCAN');
  const other: Persona = { role: 'REVIEWER' };
  const reason = 'Raakt niemand.';
  const soon = await world.change(other, 'screenOutTest', { testId, reason });
  expect(soon.userErrors[0].message).toMatch(/eight areas/);
  await play.quickscan(testId, {});
  const alone = await play.step('screenOutTest', { testId, reason });
  expect(alone.userErrors[0].message).toMatch(/another reviewer/);
  expect(codesOf(await world.change(other, 'screenOutTest', { testId, reason: ' ' }))).toEqual([
    'BAD_USER_INPUT',
  ]);
  const show = 'povertyTest { stage screenedOutReason isValid }';
  const done = await world.change(other, 'screenOutTest', { testId, reason }, show);
  expect(done.povertyTest).toEqual({ stage: 'SCREENED_OUT', screenedOutReason: reason, isValid: true });
  expect((await start(actionId)).action.status).toBe('RUNNING');
});

test('an unknown effect leads to the full test, and so does an answer that the questionnaire routes', async () => {
  const unknown = await play.request(play.other().id);
  const scanned = await play.step('recordQuickscan', { testId: unknown, effects: [{ area: 'MOBILITY' }] });
  expect(scanned.povertyTest.stage).toBe('FULL_TEST');
  const routed = await play.request(play.other().id);
  const answered = await play.step('answerQuestions', {
    testId: routed,
    answers: [
      { questionCode: 'q1.1', answer: 'POSSIBLY' },
      { questionCode: 'q2.1', answer: '-1' },
    ],
  });
  expect(answered.userErrors).toEqual([]);
  expect((await play.quickscan(routed, {})).povertyTest.stage).toBe('FULL_TEST');
});

test.each([
  ['q1.1', 'MAYBE', /YES, NO or POSSIBLY/],
  ['q2.1', '3', /-2 to 2, or UNKNOWN/],
  ['q3.4', 'many', /a number/],
  ['q9.2', '2026-02-30', /a day/],
  ['q9.9', 'x', /no question q9.9/],
])('the answer %s: %s changes nothing', async (questionCode, answer, message) => {
  const testId = await play.request(play.other().id);
  const good = { questionCode: 'q1.2', answer: 'NO' };
  const { userErrors } = await play.step('answerQuestions', {
    testId,
    answers: [good, { questionCode, answer }],
  });
  expect(userErrors[0].message).toMatch(message);
  const { data } = await world.ask('query ($id: ID!) { povertyTest(id: $id) { answers { totalCount } } }', {
    id: testId,
  });
  expect(data.povertyTest.answers.totalCount).toBe(0);
});

test('who may not is told who may, and changes nothing', async () => {
  const { id: actionId } = play.other();
  const evaluator: Persona = { role: 'EVALUATOR', programme: SLUG };
  const asked = { actionId, templateId: play.templateId, moment: 'DESIGN' };
  for (const persona of [evaluator, REVIEWER, directorOf('kortrijk-2020')]) {
    const { userErrors } = await world.change(persona, 'requestTest', asked);
    expect(codesOf({ userErrors })).toEqual(['NOT_ALLOWED']);
  }
  const testId = await play.request(actionId);
  const effects = [{ area: 'HOUSING', effect: 1 }];
  const told = await world.change(DIRECTOR, 'recordQuickscan', { testId, effects });
  expect(told.userErrors[0]).toMatchObject({
    code: 'NOT_ALLOWED',
    message: expect.stringMatching(/Only a reviewer/),
  });
  const stranger: Persona = { role: 'REVIEWER', programme: 'kortrijk-2020' };
  expect(codesOf(await world.change(stranger, 'recordQuickscan', { testId, effects }))).toEqual([
    'NOT_ALLOWED',
  ]);
  const nobody = { testId: NOBODY, effects };
  expect(codesOf(await world.change(REVIEWER, 'recordQuickscan', nobody))).toEqual(['NOT_FOUND']);
});

test('what is sent twice happens once; of two who saw the same version one is told', async () => {
  const testId = await play.request(play.other().id);
  const input = { testId, expectedVersion: 1, effects: [{ area: 'HOUSING', effect: 0 }] };
  const once = { ...input, idempotencyKey: `scan ${testId}` };
  const show = 'povertyTest { version }';
  const twice = [
    await world.change(REVIEWER, 'recordQuickscan', once, show),
    await world.change(REVIEWER, 'recordQuickscan', once, show),
  ];
  expect(twice.map(codesOf)).toEqual([[], []]);
  expect(twice[1]).toEqual(twice[0]);
  const both = await Promise.all(
    ['MOBILITY', 'EDUCATION'].map((area) =>
      world.change(REVIEWER, 'recordQuickscan', {
        testId,
        expectedVersion: twice[0].povertyTest.version,
        effects: [{ area, effect: 0 }],
      }),
    ),
  );
  expect(both.map(codesOf).sort()).toEqual([[], ['VERSION_CONFLICT']]);
});

test('a withdrawn advice closes the gate again; the decision asks it back', async () => {
  const { id: actionId } = play.other();
  const testId = await play.toAdvice(actionId, 'PROCEED');
  const gate = () => play.gateOf(actionId);
  expect(await gate()).toMatchObject({ isOpen: true });
  await play.step('withdrawAdvice', { testId, reason: 'Nieuwe feiten.' });
  expect(await gate()).toMatchObject({ isOpen: false, reason: 'NO_TEST' });
  expect((await play.decide(testId, [])).userErrors[0].message).toMatch(/must be ADVICE/);
});

test('a decision from before the advice is recorded and flagged', async () => {
  const testId = await play.toAdvice(play.other().id, 'PROCEED');
  const decided = await play.decide(testId, [], '2024-01-01');
  expect(decided.userErrors).toEqual([]);
  const { data } = await world.ask('query ($id: ID!) { povertyTest(id: $id) { wasTestedAfterDecision } }', {
    id: testId,
  });
  expect(data.povertyTest.wasTestedAfterDecision).toBe(true);
});

test('a test lapses on its day, and the gate with it', async () => {
  const { id: actionId } = play.other();
  const testId = await play.toAdvice(actionId, 'PROCEED');
  const { data } = await world.ask('query ($id: ID!) { povertyTest(id: $id) { advisedOn } }', { id: testId });
  const retestOn = data.povertyTest.advisedOn;
  expect((await play.step('scheduleRetest', { testId, retestOn, budgetShare: 10 })).userErrors).toEqual([]);
  expect(await play.gateOf(actionId)).toMatchObject({ isOpen: true });
  world.advance(24 * 3_600_000);
  expect(await play.gateOf(actionId)).toMatchObject({ isOpen: false, reason: 'LAPSED' });
});

test('agreements show the gates of their actions to who may read drafts of tests', async () => {
  const query = `{ programme(slug: "${SLUG}") { agreements(first: 30) { nodes {
    gates { action { id gate { isOpen reason } } isOpen reason overrideReason knownAsOf } } } } }`;
  const { data } = await world.ask(query);
  const gates = data.programme.agreements.nodes.flatMap((one: Payload) => one.gates);
  expect(gates.length).toBeGreaterThan(0);
  for (const { action, isOpen, reason, knownAsOf } of gates) {
    expect({ isOpen, reason }).toEqual(action.gate);
    expect(knownAsOf).not.toBeNull();
  }
  const others = await world.askAs({ role: 'EVALUATOR', programme: SLUG }, query);
  expect(others.data.programme.agreements.nodes.flatMap((one: Payload) => one.gates)).toEqual([]);
});

test('a domain is heard once people with experience spoke in a test that was decided', async () => {
  const { id: actionId } = play.other();
  const ask = async () => {
    const { data } = await world.ask(
      `query ($id: ID!) { programme(slug: "${SLUG}") { domainsNeverHeard { id } } action(id: $id) { domain { id } } }`,
      { id: actionId },
    );
    return data.programme.domainsNeverHeard.some((one: Payload) => one.id === data.action.domain.id);
  };
  const before = await ask();
  const testId = await play.toAdvice(actionId, 'PROCEED');
  expect(await ask()).toBe(before);
  await play.decide(testId, []);
  expect(await ask()).toBe(false);
});

test('an association brings what its own people said, and nothing else', async () => {
  const { id: actionId, owner } = play.other();
  const testId = await play.request(actionId);
  await play.quickscan(testId, { HOUSING: 1 });
  const voice: Persona = { role: 'ASSOCIATION', programme: SLUG, organisation: owner.code };
  const given = { testId, kind: 'EXPERIENCE', through: 'DIRECT', role: 'Deelnemers', headCount: 6 };
  const say = (more: object): Promise<Payload> =>
    world.change(voice, 'recordContribution', { ...given, ...more });
  const own = { organisationId: owner.id };
  expect((await say(own)).userErrors[0].message).toMatch(/must be DIALOGUE/);
  await play.step('openDialogue', { testId });
  expect(codesOf(await say({ organisationId: NOBODY }))).toEqual(['NOT_ALLOWED']);
  expect(codesOf(await say({ ...own, kind: 'POLICY', through: undefined }))).toEqual(['NOT_ALLOWED']);
  expect((await say({ ...own, role: undefined })).userErrors[0].path).toEqual(['input', 'role']);
  expect((await say(own)).userErrors).toEqual([]);
  const { data } = await world.ask(
    'query ($id: ID!) { povertyTest(id: $id) { contributions { kind headCount organisation { id } } } }',
    { id: testId },
  );
  expect(data.povertyTest.contributions).toEqual([
    { kind: 'EXPERIENCE', headCount: 6, organisation: { id: owner.id } },
  ]);
});

test('a city copies a questionnaire and revises its copy; the earlier version stays', async () => {
  const programmeId = world.programmeId(SLUG);
  const show = 'testTemplate { id version sections { questions { code text } } }';
  const copy = { templateId: play.templateId, programmeId, code: 'eigen-toets' };
  const copied = await world.change(REVIEWER, 'copyTemplate', copy, show);
  expect(copied.userErrors).toEqual([]);
  expect(codesOf(await world.change(REVIEWER, 'copyTemplate', copy))).toEqual(['CONFLICT']);
  const questions = [
    { code: 'q1.1', text: 'Raakt het ons plan?' },
    { code: 'q1.2', remove: true },
    { code: 'q1.9', text: 'Is er kinderopvang?', sectionCode: 'Q1', answerType: 'YES_NO_POSSIBLY' },
  ];
  const revise = { templateId: copied.testTemplate.id, questions };
  const revised = await world.change(REVIEWER, 'reviseTemplate', revise, show);
  expect(revised.userErrors).toEqual([]);
  const codes = (payload: Payload): string[] =>
    payload.testTemplate.sections.flatMap((one: Payload) => one.questions.map((q: Payload) => q.code));
  expect(revised.testTemplate.version).toBe(2);
  expect(codes(revised)).toEqual(
    codes(copied).flatMap((code) => (code === 'q1.2' ? [] : code === 'q1.7' ? ['q1.7', 'q1.9'] : [code])),
  );
  const shared = { templateId: play.templateId, questions: [] };
  expect((await world.change(REVIEWER, 'reviseTemplate', shared)).userErrors[0].message).toMatch(
    /copy it first/,
  );
});
