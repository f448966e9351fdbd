// A month in the life of voorbeeldstad, as eight people play it and the public looks on. Each test is a chapter that
// stands on the ones before: run the whole file.
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openDatabases } from '@kapstok/cli/testing';
import { QUICKSCAN_AREA, SERVICES, wordsOf } from '@kapstok/schema';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { DAY, type Payload } from './access-world.ts';
import { build, runCli } from './cli-process.ts';
import { attentionFor, type City, openCity } from './month/city.ts';
import { emptyProjections, projections, replayAll } from './projections.ts';
import { FULL, SHOW_PERIOD, SHOW_UPDATE } from './reporting-world.ts';

let city: City;
/** Where reminders are laid. */
let folder: string;
/** What the chapters hand on. */
let firstDay: string;
let period: Payload;
let domainId: string;
let session: Payload;
let actionId: string;
let testId: string;
let recommendationId: string;
let agreementId: string;
let lineId: string;
beforeAll(async () => {
  build();
  city = await openCity();
  folder = await mkdtemp(path.join(tmpdir(), 'month-'));
  firstDay = city.day(0);
}, 300_000);
afterAll(async () => {
  await city?.close();
  await rm(folder, { recursive: true });
});

test('day 1: the administrator appoints, and the director opens a period', async () => {
  domainId = city.running.domainId;
  const appointment = {
    ...{ issuer: 'https://login.example', subject: 'new-coordinator', role: 'COORDINATOR' },
    ...{ programmeId: city.programme, domainId, reason: 'Begins today.' },
  };
  await city.does('administrator', 'assignRole', appointment, 'roleAssignment { id }');
  expect((await city.mayNot('coordinator', 'assignRole', appointment)).code).toBe('NOT_ALLOWED');
  const asked = {
    ...{ programmeId: city.programme, code: 'MONTH', title: 'This month' },
    ...{ startsOn: city.day(-60), endsOn: city.day(-1), dueOn: city.day(25) },
  };
  expect((await city.mayNot('coordinator', 'openPeriod', asked)).message).toContain('director');
  period = (await city.does('director', 'openPeriod', asked, SHOW_PERIOD)).reportingPeriod;
  expect(period).toMatchObject({ state: 'OPEN', daysLeft: 25 });
});

test('day 5: the partner is reminded, and finds its work', async () => {
  city.pass(4);
  await city.hub.remind(folder);
  const asked = `reminders(organisationId: "${city.running.organisationId}", periodId: "${period.id}") { nodes { step } }`;
  const seen = async (who: 'director' | 'partner' | 'evaluator') =>
    (await city.seesPlan(who, asked)).reminders.nodes;
  expect(await seen('director')).toEqual([{ step: 'DAYS_21' }]);
  // The partner is told by the text that the city sends on; which others are late is not for it.
  expect([await seen('partner'), await seen('evaluator')]).toEqual([[], []]);
  expect((await readdir(folder)).filter((file) => file.includes('MONTH')).length).toBeGreaterThan(0);
  expect(await workOf('partner')).toEqual([{ kind: 'REPORT', returnedReason: null }]);
});

/** What somebody has to do about the running action in this period. */
async function workOf(who: 'partner' | 'coordinator') {
  const { worklist } = await city.seesPlan(
    who,
    'worklist(first: 100) { nodes { kind returnedReason action { id } period { code } } }',
  );
  return worklist.nodes
    .filter((item: Payload) => item.action.id === city.running.id && item.period.code === 'MONTH')
    .map(({ kind, returnedReason }: Payload) => ({ kind, returnedReason }));
}

/** The reports on the running action that somebody sees. */
const reportsFor = async (who: 'public' | 'director') =>
  (
    await city.seesAction(
      who,
      city.running.id,
      `progressUpdates(periodId: "${period.id}") { nodes { state content { narrative obstacles } } }`,
    )
  ).progressUpdates.nodes;

test('day 6: the partner writes and saves; a draft is its own until it submits', async () => {
  city.pass(1);
  const about = {
    ...{ actionId: city.running.id, organisationId: city.running.organisationId, periodId: period.id },
  };
  const write = (content: Record<string, unknown>) =>
    city.does('partner', 'reportProgress', { ...about, ...content }, SHOW_UPDATE);
  const { progressUpdate: draft } = await write({ narrative: 'Twelve', language: 'en' });
  expect(await workOf('partner')).toEqual([{ kind: 'FINISH', returnedReason: null }]);
  const early = await city.mayNot('partner', 'submitProgress', { progressUpdateId: draft.id });
  expect(early.message).toContain('Say how the action stands');
  const { progressUpdate: saved } = await write({ ...FULL, expectedVersion: draft.version });
  expect(saved).toMatchObject({ id: draft.id, state: 'DRAFT', content: { narrative: FULL.narrative } });
  expect(await reportsFor('director')).toEqual([]);
  await city.does('partner', 'submitProgress', { progressUpdateId: draft.id });
  expect(await reportsFor('director')).toMatchObject([{ state: 'SUBMITTED' }]);
  expect(await workOf('coordinator')).toEqual([{ kind: 'APPROVE', returnedReason: null }]);

  const progressUpdateId = draft.id;
  const reason = 'How many of them are new?';
  await city.does('coordinator', 'returnProgress', { progressUpdateId, reason });
  expect(await workOf('partner')).toEqual([{ kind: 'IMPROVE', returnedReason: reason }]);
  const better = 'Twelve families got an advance, of whom five are new.';
  await write({ narrative: better, language: 'en' });
  await city.does('partner', 'submitProgress', { progressUpdateId });
  expect(await reportsFor('public')).toEqual([]);
  expect((await city.mayNot('partner', 'approveProgress', { progressUpdateId })).code).toBe('NOT_ALLOWED');
  await city.does('coordinator', 'approveProgress', { progressUpdateId });
  expect(await reportsFor('public')).toEqual([
    { state: 'APPROVED', content: { narrative: better, obstacles: null } },
  ]);
  const seen = await city.seesAction(
    'evaluator',
    city.running.id,
    'isSilent lastTouchedOn approvedProgress { content { completion { value } completionMethod peopleReached { value } } }',
  );
  expect(seen).toEqual({
    ...{ isSilent: false, lastTouchedOn: city.day(0) },
    approvedProgress: {
      content: {
        completion: { value: '40' },
        completionMethod: 'MILESTONES',
        peopleReached: { value: '12' },
      },
    },
  });
});

test('day 8: what people asked for in a session is taken up as an action that says where it came from', async () => {
  city.pass(2);
  const talk = {
    ...{ programmeId: city.programme, title: 'Wijkgesprek', through: 'INTERMEDIARY', headCount: 14 },
    ...{ organisationId: city.associationId, domainIds: [domainId] },
  };
  const recorded = await city.does(
    'coordinator',
    'recordDialogueSession',
    talk,
    'dialogueSession { id code }',
  );
  session = recorded.dialogueSession;
  const idea = { programmeId: city.programme, title: 'Ruilwinkel', domainId };
  const mine = await city.does(
    'association',
    'proposeInitiative',
    { ...idea, organisationId: city.associationId },
    'initiative { id }',
  );
  const said = await city.does(
    'coordinator',
    'proposeInitiative',
    { ...idea, sessionId: session.id },
    'initiative { id }',
  );
  const initiativeId = said.initiative.id;
  const refusal = await city.mayNot('association', 'takeUpInitiative', { initiativeId, reason: 'Ja.' });
  expect(refusal.code).toMatch(/NOT_ALLOWED|NOT_FOUND/);
  const reason = 'Het komt uit hetzelfde gesprek.';
  await city.does('coordinator', 'mergeInitiative', {
    initiativeId: mine.initiative.id,
    intoId: initiativeId,
    reason,
  });
  const { initiative } = await city.does(
    'director',
    'takeUpInitiative',
    { initiativeId, reason: 'De raad vroeg erom.' },
    'initiative { status action { id code status origin { id code } } }',
  );
  expect(initiative).toMatchObject({ status: 'TAKEN_UP', action: { status: 'PROPOSED', origin: session } });
  actionId = initiative.action.id;
  const told = await city.seesPlan(
    'association',
    'initiatives(first: 100) { nodes { id status decisionReason } }',
  );
  expect(told.initiatives.nodes).toContainEqual({
    ...{ id: mine.initiative.id, status: 'MERGED', decisionReason: reason },
  });
  await city.does('director', 'changeActionStatus', { actionId, status: 'PLANNED', reason: 'Aanvaard.' });
  await city.does('director', 'setParticipation', {
    ...{ actionId, organisationId: city.running.organisationId, role: 'IMPLEMENTING' },
  });
  expect(await attentionFor(city, actionId)).toEqual(
    expect.arrayContaining(['NO_AGREEMENT', 'NO_BUDGET', 'NO_INDICATOR', 'NO_VALID_TEST']),
  );
});

test('day 10: an agreement is made and signed, but its money waits for the poverty test, and so does the start', async () => {
  city.pass(2);
  const made = await city.does(
    'director',
    'createAgreement',
    {
      ...{ programmeId: city.programme, title: 'Ruilwinkel', kind: 'CONTRACT' },
      ...{ startsOn: city.day(4), endsOn: city.day(720) },
      allocations: [{ actionId, sharePercent: '100' }],
    },
    'agreement { id status }',
  );
  expect(made.agreement.status).toBe('DRAFT');
  agreementId = made.agreement.id;
  await city.does('director', 'setParties', {
    agreementId,
    parties: [
      { organisationId: city.associationId, role: 'COMMISSIONER' },
      { organisationId: city.running.organisationId, role: 'CONTRACTOR' },
    ],
  });
  await city.does('director', 'signAgreement', { agreementId });
  const line = await city.does(
    'director',
    'setBudgetLine',
    {
      ...{ programmeId: city.programme, agreementId, kind: 'COST', category: 'STAFF', title: 'Begeleiding' },
      ...{ currency: 'EUR', originalAmount: '5000.00' },
    },
    'budgetLine { id certainty }',
  );
  expect(line.budgetLine.certainty).toBe('INDICATIVE');
  lineId = line.budgetLine.id;
  const tooSoon = [
    await city.mayNot('director', 'commitBudget', { budgetLineId: lineId }),
    await city.mayNot('director', 'changeActionStatus', { actionId, status: 'RUNNING', reason: 'Nu.' }),
  ];
  for (const { code, message } of tooSoon) {
    expect(code).toBe('CONFLICT');
    expect(message).toMatch(/gate of action \S+ is closed: it has no poverty test/);
  }
  expect(await attentionFor(city, actionId)).toEqual(['NO_VALID_TEST', 'NO_INDICATOR']);
});

test('day 12: the poverty test is asked for, scanned, talked about and advised on', async () => {
  city.pass(2);
  const { testTemplates } = await city.sees(
    'director',
    '{ testTemplates(code: "voorbeeld-toets") { nodes { id } } }',
  );
  const templateId = testTemplates.nodes[0].id;
  const show = 'povertyTest { id stage isValid }';
  const asked = { actionId, templateId, moment: 'DESIGN', decidingBody: 'College' };
  testId = (await city.does('director', 'requestTest', asked, show)).povertyTest.id;
  const effects = wordsOf(QUICKSCAN_AREA).map((area) => ({ area, effect: area === 'HOUSING' ? -1 : 0 }));
  const scanned = await city.does('reviewer', 'recordQuickscan', { testId, effects }, show);
  expect(scanned.povertyTest.stage).toBe('FULL_TEST');
  await city.does('reviewer', 'openDialogue', { testId });
  const role = 'Beleidsmedewerker';
  await city.does('reviewer', 'recordContribution', { testId, kind: 'POLICY', role });
  const absenceReason = 'Er is geen onderzoek.';
  await city.does('reviewer', 'recordContribution', { testId, kind: 'SCIENTIFIC', absenceReason });
  const advise = { testId, advice: 'PROCEED_WITH_ADJUSTMENTS', conclusion: 'MIXED' };
  expect((await city.mayNot('reviewer', 'adviseTest', advise)).message).toContain('EXPERIENCE is missing');
  await city.does('association', 'recordContribution', {
    ...{ testId, kind: 'EXPERIENCE', through: 'DIRECT', role: 'Deelnemers', headCount: 9 },
    organisationId: city.associationId,
  });
  const text = 'Open op woensdagnamiddag.';
  await city.does('reviewer', 'addRecommendation', { testId, text });
  expect((await city.mayNot('reviewer', 'adviseTest', advise)).message).toContain('each has an owner');
  const { povertyTest } = await city.sees(
    'reviewer',
    'query ($id: ID!) { povertyTest(id: $id) { recommendations { nodes { id } } } }',
    { id: testId },
  );
  recommendationId = povertyTest.recommendations.nodes[0].id;
  await city.does('director', 'assignRecommendation', {
    ...{ recommendationId, ownerId: city.running.organisationId, dueOn: city.day(30) },
  });
  const advised = await city.does('reviewer', 'adviseTest', advise, show);
  expect(advised.povertyTest).toMatchObject({ stage: 'ADVICE', isValid: true });
  expect(await attentionFor(city, actionId)).toEqual(['NO_INDICATOR']);
});

test('day 14: the college decides; then the money is committed, and the action starts', async () => {
  city.pass(2);
  const decision = {
    ...{ testId, outcome: 'FOLLOWED', decidedOn: city.day(0), reference: '2026/114' },
    answers: [{ recommendationId, response: 'ADOPTED' }],
  };
  expect((await city.mayNot('reviewer', 'decideTest', decision)).message).toContain('secretary');
  const decided = await city.does(
    'secretary',
    'decideTest',
    decision,
    'povertyTest { stage decision { outcome reference } }',
  );
  expect(decided.povertyTest).toEqual({
    ...{ stage: 'DECIDED', decision: { outcome: 'FOLLOWED', reference: '2026/114' } },
  });
  const committed = await city.does(
    'director',
    'commitBudget',
    { budgetLineId: lineId, receiverId: city.running.organisationId },
    'budgetLine { certainty }',
  );
  expect(committed.budgetLine.certainty).toBe('COMMITTED');
  await city.does('director', 'startAgreement', { agreementId });
  const started = await city.does(
    'director',
    'changeActionStatus',
    { actionId, status: 'RUNNING', reason: 'De deuren gaan open.' },
    'action { status gate { isOpen reason } }',
  );
  expect(started.action).toEqual({ status: 'RUNNING', gate: { isOpen: true, reason: null } });
});

test('day 18: the partner claims what it spent; it is approved, and paid', async () => {
  city.pass(4);
  const claimed = await city.does(
    'partner',
    'submitClaim',
    {
      ...{ agreementId, organisationId: city.running.organisationId, amount: '1250.50', currency: 'EUR' },
      ...{ periodStart: city.day(-4), periodEnd: city.day(-1), purpose: 'Loon van de begeleider' },
      evidenceUrl: 'https://example.org/factuur/114',
    },
    'claim { id }',
  );
  const claimId = claimed.claim.id;
  expect((await city.mayNot('partner', 'approveClaim', { claimId })).code).toBe('NOT_ALLOWED');
  await city.does('director', 'approveClaim', { claimId, dueOn: city.day(0) });
  const asked = `query ($id: ID!) { agreement(id: $id) { payments { nodes { id isPaid } }
    budget { planned { amount } committed { amount } spent { amount } paid { amount } } } }`;
  const [payment] = (await city.sees('director', asked, { id: agreementId })).agreement.payments.nodes;
  expect(payment.isPaid).toBe(false);
  await city.does('director', 'recordPayment', { paymentId: payment.id });
  const { agreement } = await city.sees('partner', asked, { id: agreementId });
  const sums = {
    planned: [{ amount: '5000' }],
    committed: [{ amount: '5000' }],
    spent: [{ amount: '1250.5' }],
    paid: [{ amount: '1250.5' }],
  };
  expect(agreement).toEqual({ payments: { nodes: [{ id: payment.id, isPaid: true }] }, budget: sums });
  const { budget } = await city.seesAction(
    'director',
    actionId,
    'budget { planned { amount } committed { amount } spent { amount } paid { amount } }',
  );
  expect(budget).toEqual(sums);
});

test('day 20: the advice changes the action, everybody sees why, and the test is closed', async () => {
  city.pass(2);
  const { adjustment } = await city.does(
    'coordinator',
    'adjustAction',
    {
      ...{ actionId, povertyTestId: testId, change: 'Ook op woensdag.', reason: 'De toets raadde het aan.' },
      ...{ title: 'Ruilwinkel, ook op woensdag', language: 'nl' },
    },
    'adjustment { id changedFields { field before after } }',
  );
  expect(adjustment.changedFields).toEqual([
    { field: 'title', before: 'Ruilwinkel', after: 'Ruilwinkel, ook op woensdag' },
  ]);
  await city.does('partner', 'respondToRecommendation', { recommendationId, reply: 'Sinds deze week.' });
  expect((await city.mayNot('reviewer', 'closeTest', { testId })).message).toContain('still wait');
  await city.does('partner', 'closeRecommendation', { recommendationId, adjustmentId: adjustment.id });
  await city.does('reviewer', 'startFollowUp', { testId });
  const closed = await city.does('reviewer', 'closeTest', { testId }, 'povertyTest { stage isValid }');
  expect(closed.povertyTest).toEqual({ stage: 'CLOSED', isValid: true });
  const seen = await city.seesAction(
    'public',
    actionId,
    'title adjustments { change reason povertyTest { id } } origin { id }',
  );
  expect(seen).toMatchObject({
    title: 'Ruilwinkel, ook op woensdag',
    adjustments: [{ change: 'Ook op woensdag.', reason: null }],
  });
});

const PLAN_SO_FAR = [
  ...['PERIOD_OPENED', 'PROGRESS_SAVED', 'PROGRESS_SAVED', 'PROGRESS_SUBMITTED', 'PROGRESS_RETURNED'],
  ...['PROGRESS_SAVED', 'PROGRESS_SUBMITTED', 'PROGRESS_APPROVED', 'DIALOGUE_SESSION_RECORDED'],
  ...['INITIATIVE_PROPOSED', 'INITIATIVE_PROPOSED', 'INITIATIVE_MERGED', 'INITIATIVE_TAKEN_UP'],
  ...['ACTION_STATUS_CHANGED', 'PARTICIPATION_SET', 'ACTION_STATUS_CHANGED', 'ACTION_ADJUSTED'],
];
const MONEY_SO_FAR = [
  ...['AGREEMENT_CREATED', 'AGREEMENT_PARTIES_SET', 'AGREEMENT_STATUS_CHANGED', 'BUDGET_LINE_ADDED'],
  ...['BUDGET_COMMITTED', 'AGREEMENT_STATUS_CHANGED', 'CLAIM_SUBMITTED', 'CLAIM_APPROVED'],
  'PAYMENT_RECORDED',
];
const TESTS_SO_FAR = [
  ...['TEST_REQUESTED', 'TEST_QUICKSCANNED', 'TEST_DIALOGUE_OPENED', 'KNOWLEDGE_CONTRIBUTED'],
  ...['KNOWLEDGE_CONTRIBUTED', 'KNOWLEDGE_CONTRIBUTED', 'RECOMMENDATION_ADDED', 'RECOMMENDATION_ASSIGNED'],
  ...['TEST_ADVISED', 'TEST_DECIDED', 'RECOMMENDATION_ANSWERED', 'RECOMMENDATION_CARRIED_OUT'],
  ...['TEST_FOLLOW_UP_STARTED', 'TEST_CLOSED'],
];

test('day 21: the council asks what changed since it last met, and what the plan was then', async () => {
  city.pass(1);
  // The audit trail goes by the clock of the database, which nobody moved: all of this month is told as of today.
  const [from, to] = [-1, 1].map((days) => new Date(Date.now() + days * DAY).toISOString().slice(0, 10));
  const between = `(from: "${from}", to: "${to}", first: 100) { nodes { what } }`;
  const asked = `planChanges${between} moneyChanges${between} testChanges${between}`;
  const told = await city.seesPlan('director', asked);
  const whats = (field: string): string[] =>
    told[field].nodes
      .map(({ what }: Payload) => what)
      .filter((what: string) => !/_(REFUSED|IMPORTED)$/.test(what))
      .reverse();
  expect(whats('planChanges')).toEqual(PLAN_SO_FAR);
  expect(whats('moneyChanges')).toEqual(MONEY_SO_FAR);
  expect(whats('testChanges')).toEqual(TESTS_SO_FAR);
  expect(await city.seesPlan('evaluator', asked)).toEqual({
    ...{ planChanges: null, moneyChanges: null, testChanges: null },
  });
  const titleOn = async (day: string) => {
    const all = await planOn(day);
    return all.find(({ id }: Payload) => id === actionId) ?? null;
  };
  expect(await titleOn(firstDay)).toBeNull();
  expect(await titleOn(city.day(-8))).toMatchObject({ title: 'Ruilwinkel', status: 'PLANNED' });
  expect(await titleOn(city.day(-2))).toMatchObject({ title: 'Ruilwinkel', status: 'RUNNING' });
  expect(await titleOn(city.day(0))).toMatchObject({
    ...{ title: 'Ruilwinkel, ook op woensdag', status: 'RUNNING' },
  });
});

/** All actions of the plan as it was on a day. */
async function planOn(day: string, after: string | null = null): Promise<Payload[]> {
  const from = after === null ? '' : `, after: "${after}"`;
  const { onDate } = await city.seesPlan(
    'evaluator',
    `onDate(date: "${day}") { actions(first: 100${from}) { pageInfo { hasNextPage endCursor } nodes { id title status } } }`,
  );
  const { nodes, pageInfo } = onDate.actions;
  return pageInfo.hasNextPage ? [...nodes, ...(await planOn(day, pageInfo.endCursor))] : nodes;
}

test('day 27: the period closes and locks; who was ill is let in, until a date', async () => {
  city.pass(6);
  const move = async (mutation: string, reason: string) =>
    (await city.does('director', mutation, { periodId: period.id, reason }, SHOW_PERIOD)).reportingPeriod;
  expect((await move('closePeriod', 'It was due two days ago.')).state).toBe('CLOSED');
  expect((await move('lockPeriod', 'The figures went to the council.')).state).toBe('LOCKED');
  const { organisationId } = city.running;
  const late = { actionId, organisationId, periodId: period.id, ...FULL };
  expect((await city.mayNot('partner', 'reportProgress', late)).message).toContain('grantException');
  const granted = await city.does(
    'director',
    'grantException',
    { periodId: period.id, organisationId, untilOn: city.day(2), reason: 'Ill for two weeks.' },
    'exception { isActive }',
  );
  expect(granted.exception.isActive).toBe(true);
  const { progressUpdate } = await city.does('partner', 'reportProgress', late, SHOW_UPDATE);
  await city.does('partner', 'submitProgress', { progressUpdateId: progressUpdate.id });
  await city.does('director', 'approveProgress', { progressUpdateId: progressUpdate.id });
  city.pass(3);
  const { message } = await city.mayNot('partner', 'reportProgress', { ...late, narrative: 'More.' });
  expect(message).toMatch(/approved|locked/i);
});

test('day 30: every step is in the audit trail, the trail holds, and what services know is what they were told', async () => {
  expect(await city.audited()).toEqual({ done: city.done.length, refused: [...city.refused].sort() });
  const trail = await city.seesAction(
    'director',
    actionId,
    'auditTrail(first: 20) { nodes { what reason } }',
  );
  expect(trail.auditTrail.nodes.map(({ what }: Payload) => what)).toContain('ACTION_STATUS_CHANGED');
  expect(await city.seesAction('evaluator', actionId, 'auditTrail { totalCount }')).toEqual({
    auditTrail: null,
  });
  const { ownerUrl, rolePrefix, secret } = city.identity;
  const verified = await runCli(['audit', 'verify', '--json'], {
    ...{ DATABASE_URL: ownerUrl, KAPSTOK_DATA: folder },
    ...{ KAPSTOK_ROLE_PREFIX: rolePrefix, KAPSTOK_SECRET: secret },
  });
  expect(verified, verified.stderr).toMatchObject({ code: 0, stderr: '' });
  expect(JSON.parse(verified.stdout)).toMatchObject({
    ok: true,
    chains: SERVICES.map(() => ({ wrong: null })),
  });
  const databases = openDatabases(city.identity);
  try {
    const live = await projections(ownerUrl);
    await emptyProjections(ownerUrl);
    await replayAll(databases);
    expect((await projections(ownerUrl)) === live, 'the projections are those of a replay').toBe(true);
  } finally {
    await databases.close();
  }
}, 120_000);
