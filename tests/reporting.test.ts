import { afterAll, beforeAll, expect, test } from 'vitest';
import { codesOf, directorOf, type Payload } from './access-world.ts';
import {
  COORDINATOR,
  DIRECTOR,
  EVALUATOR,
  FULL,
  openReportingWorld,
  type ReportingWorld,
  type Subject,
} from './reporting-world.ts';
import type { Persona } from './tokens.ts';

let world: ReportingWorld;
let period: Payload;
let taken = 0;
beforeAll(async () => {
  world = await openReportingWorld();
  period = (await world.openPeriod('2026-Q4')).reportingPeriod;
});
afterAll(() => world?.close());

/** An action on which nobody reported yet. */
function untouched(): Subject {
  const subject = world.subjects[taken++];
  if (subject === undefined) throw new Error('No action is left.');
  return subject;
}
/** Somebody who speaks for another organisation than this action's. */
const neighbour = (subject: Subject): Persona => {
  const other = world.subjects.find((one) => one.organisationId !== subject.organisationId);
  if (other === undefined) throw new Error('There is one organisation only.');
  return other.partner;
};
const updatesSeenBy = async (persona: Persona | null, { id }: Subject, args = 'first: 10') => {
  const { data } = await world.askAs(
    persona,
    `query ($id: ID!) { action(id: $id) { progressUpdates(${args}) { totalCount nodes { state isApproved content { narrative obstacles } } } } }`,
    { id },
  );
  return data.action?.progressUpdates ?? null;
};

test('a partner autosaves, submits, and the approved report becomes the progress of the action', async () => {
  const subject = untouched();
  const first = await world.report(subject, period.id, { narrative: 'Begun', language: 'en' });
  expect(first).toMatchObject({
    userErrors: [],
    progressUpdate: { state: 'DRAFT', content: { narrative: 'Begun' } },
  });
  const early = await world.decide(subject.partner, 'submitProgress', first.progressUpdate);
  expect(early.userErrors[0].message).toContain('Say how the action stands');
  const { version } = first.progressUpdate;
  const saved = await world.report(subject, period.id, { ...FULL, expectedVersion: version });
  expect(codesOf(saved)).toEqual([]);
  expect(codesOf(await world.report(subject, period.id, { expectedVersion: version }))).toEqual([
    'VERSION_CONFLICT',
  ]);
  const submitted = await world.decide(subject.partner, 'submitProgress', saved.progressUpdate);
  expect(submitted.progressUpdate).toMatchObject({
    state: 'SUBMITTED',
    awaitedRoles: ['COORDINATOR', 'DIRECTOR'],
  });
  const approved = await world.decide(DIRECTOR, 'approveProgress', saved.progressUpdate);
  expect(approved).toMatchObject({ userErrors: [], progressUpdate: { state: 'APPROVED', isApproved: true } });
  const { data } = await world.askAs(
    EVALUATOR,
    'query ($id: ID!) { action(id: $id) { lastTouchedOn isSilent approvedProgress { content { completion { value unit } completionMethod peopleReached { value } } } } }',
    { id: subject.id },
  );
  expect(data.action).toMatchObject({
    isSilent: false,
    approvedProgress: {
      content: {
        completion: { value: '40', unit: 'PERCENT' },
        completionMethod: 'MILESTONES',
        peopleReached: { value: '12' },
      },
    },
  });
});

test('a draft is seen by its organisation alone, what is submitted by who steers, what is approved by readers of the plan', async () => {
  const subject = untouched();
  const others: readonly (Persona | null)[] = [neighbour(subject), EVALUATOR, COORDINATOR, DIRECTOR];
  const counts = async () =>
    Promise.all(
      [subject.partner, ...others].map(async (one) => (await updatesSeenBy(one, subject))?.totalCount),
    );
  const { progressUpdate } = await world.report(subject, period.id, FULL);
  expect(await counts()).toEqual([1, 0, 0, 0, 0]);
  await world.decide(subject.partner, 'submitProgress', progressUpdate);
  expect(await counts()).toEqual([1, 0, 0, 1, 1]);
  const provisional = await updatesSeenBy(EVALUATOR, subject, 'first: 10, includeUnapproved: true');
  expect(provisional.nodes).toEqual([
    { state: 'SUBMITTED', isApproved: false, content: { narrative: FULL.narrative, obstacles: null } },
  ]);
  const notMine = await updatesSeenBy(neighbour(subject), subject, 'first: 10, includeUnapproved: true');
  expect(notMine.totalCount).toBe(0);
  await world.decide(COORDINATOR, 'approveProgress', progressUpdate);
  expect(await counts()).toEqual([1, 1, 1, 1, 1]);
  // The plan of this city is published: everybody sees what was approved, and nobody else sees obstacles.
  const [open] = (await updatesSeenBy(null, subject)).nodes;
  expect(open.content).toEqual({ narrative: FULL.narrative, obstacles: null });
});

test('what is returned says why, is improved as a draft that is private again, and goes round once more', async () => {
  const subject = untouched();
  const update = await world.submitted(subject, period.id);
  const returned = await world.decide(COORDINATOR, 'returnProgress', update, {
    reason: 'How many families?',
  });
  expect(returned.progressUpdate).toMatchObject({ state: 'RETURNED', returnedReason: 'How many families?' });
  expect(codesOf(await world.decide(DIRECTOR, 'approveProgress', update))).toEqual(['CONFLICT']);
  const improved = await world.report(subject, period.id, { narrative: 'Twelve families.', language: 'en' });
  expect(improved.progressUpdate).toMatchObject({ state: 'DRAFT', returnedReason: 'How many families?' });
  expect((await updatesSeenBy(DIRECTOR, subject)).totalCount).toBe(0);
  const again = await world.decide(subject.partner, 'submitProgress', update);
  expect(again.progressUpdate).toMatchObject({ state: 'SUBMITTED', returnedReason: null });
});

test('where both must approve, it says who still must, and a change takes approvals back', async () => {
  const subject = untouched();
  const rule = (persona: Persona, value: string) =>
    world.change(
      persona,
      'setApprovalRule',
      { programmeId: world.programme, domainId: subject.domainId, rule: value },
      'programme { approvalRule domains { id approvalRule } }',
    );
  expect(codesOf(await rule(COORDINATOR, 'BOTH'))).toEqual(['NOT_ALLOWED']);
  expect((await rule(DIRECTOR, 'BOTH')).programme.approvalRule).toBe('EITHER');
  const update = await world.submitted(subject, period.id);
  const half = await world.decide(COORDINATOR, 'approveProgress', update);
  expect(half.progressUpdate).toMatchObject({
    state: 'SUBMITTED',
    awaitedRoles: ['DIRECTOR'],
    approvals: [expect.objectContaining({ role: 'COORDINATOR' })],
  });
  const twice = await world.decide(COORDINATOR, 'approveProgress', update);
  expect(twice.userErrors[0]).toMatchObject({ code: 'CONFLICT' });
  const corrected = await world.decide(DIRECTOR, 'correctProgress', update, {
    narrative: 'Thirteen families got an advance.',
    language: 'en',
    reason: 'A slip of the pen.',
  });
  expect(corrected.progressUpdate).toMatchObject({
    state: 'SUBMITTED',
    awaitedRoles: ['COORDINATOR', 'DIRECTOR'],
    approvals: [],
    corrections: [
      expect.objectContaining({
        field: 'narrative',
        before: FULL.narrative,
        after: 'Thirteen families got an advance.',
        reason: 'A slip of the pen.',
      }),
    ],
  });
  await world.decide(DIRECTOR, 'approveProgress', update);
  const done = await world.decide(COORDINATOR, 'approveProgress', update);
  expect(done.progressUpdate).toMatchObject({ state: 'APPROVED', awaitedRoles: [] });
  await rule(DIRECTOR, 'EITHER');
});

test('a report of another status moves the action on, and every service hears; what the lifecycle forbids is told', async () => {
  const [moved, stuck] = [untouched(), untouched()];
  const completed = await world.submitted(moved, period.id, { reportedStatus: 'COMPLETED' });
  expect(codesOf(await world.decide(DIRECTOR, 'approveProgress', completed))).toEqual([]);
  const { data } = await world.ask(
    'query ($id: ID!) { action(id: $id) { status statusChanges { toStatus note } } }',
    { id: moved.id },
  );
  expect(data.action.status).toBe('COMPLETED');
  expect(data.action.statusChanges.at(-1).note).toContain(completed.id);
  const planned = await world.submitted(stuck, period.id, { reportedStatus: 'PROPOSED' });
  const refused = await world.decide(DIRECTOR, 'approveProgress', planned);
  expect(refused.userErrors[0]).toMatchObject({ code: 'CONFLICT' });
  expect(refused.userErrors[0].message).toContain('The action is RUNNING');
  expect(refused.progressUpdate.state).toBe('SUBMITTED');
});

test.each([
  ['nobody signed in', () => null],
  ['a neighbour', neighbour],
  ['the director', () => DIRECTOR],
  ['a partner in another city', (subject: Subject) => ({ ...subject.partner, programme: 'kortrijk-2020' })],
  ['a token that only reads', (subject: Subject) => ({ ...subject.partner, scope: 'READ' as const })],
] as [string, (subject: Subject) => Persona | null][])(
  '%s does not report for an organisation',
  async (_who, of) => {
    const subject = untouched();
    const persona = of(subject);
    const payload = await world
      .change(persona, 'reportProgress', {
        actionId: subject.id,
        periodId: period.id,
        organisationId: subject.organisationId,
        ...FULL,
      })
      .catch(() => ({ userErrors: [{ code: 'NO_SUCH_ROLE' }] }));
    expect(['NOT_ALLOWED', 'NOT_FOUND', 'NO_SUCH_ROLE']).toContain(codesOf(payload)[0]);
    expect((await updatesSeenBy(subject.partner, subject)).totalCount).toBe(0);
  },
);

test('who neither reports nor steers decides nothing, and is told who does', async () => {
  const subject = untouched();
  const update = await world.submitted(subject, period.id);
  for (const persona of [neighbour(subject), directorOf('kortrijk-2020')]) {
    const answers = [
      await world.decide(persona, 'approveProgress', update),
      await world.decide(persona, 'returnProgress', update, { reason: 'No.' }),
      await world.decide(persona, 'submitProgress', update),
      await world.decide(persona, 'correctProgress', update, { reason: 'No.', narrative: 'Mine.' }),
    ];
    expect(answers.map(codesOf)).toEqual([['NOT_FOUND'], ['NOT_FOUND'], ['NOT_FOUND'], ['NOT_FOUND']]);
  }
  const own = await world.decide(subject.partner, 'approveProgress', update);
  expect(own.userErrors[0].message).toContain('coordinator of the domain');
  expect(codesOf(await world.decide(EVALUATOR, 'approveProgress', update))).toEqual(['NOT_ALLOWED']);
  const taken = await world.decide(subject.partner, 'withdrawProgress', update);
  expect(taken.progressUpdate.state).toBe('DRAFT');
});

test('many are decided on at once, each by itself', async () => {
  const [first, second] = [untouched(), untouched()];
  const good = await world.submitted(first, period.id);
  const stuck = await world.submitted(second, period.id, { reportedStatus: 'PROPOSED' });
  const ask = (persona: Persona, mutation: string, input: Record<string, unknown>) =>
    world.change(
      persona,
      mutation,
      input,
      'progressUpdates { id state } refused { progressUpdateId userErrors { code message } }',
    );
  const input = { progressUpdateIds: [good.id, stuck.id, 'nothing'], idempotencyKey: 'all at once' };
  const result = await ask(DIRECTOR, 'approveProgressUpdates', input);
  expect(result.progressUpdates).toEqual([{ id: good.id, state: 'APPROVED' }]);
  expect(result.refused.map(({ userErrors }: Payload) => userErrors[0].code)).toEqual([
    'CONFLICT',
    'NOT_FOUND',
  ]);
  expect((await ask(DIRECTOR, 'approveProgressUpdates', input)).progressUpdates).toEqual(
    result.progressUpdates,
  );
  const back = await ask(COORDINATOR, 'returnProgressUpdates', {
    progressUpdateIds: [stuck.id],
    reason: 'Which status?',
  });
  expect(back.progressUpdates).toEqual([{ id: stuck.id, state: 'RETURNED' }]);
  for (const progressUpdateIds of [[], Array(101).fill(good.id), [good.id, good.id]])
    expect(codesOf(await ask(DIRECTOR, 'approveProgressUpdates', { progressUpdateIds }))).toEqual([
      'BAD_USER_INPUT',
    ]);
});

test('of two who saw nothing saved yet one is told of the other', async () => {
  const subject = untouched();
  const begin = (narrative: string) => world.report(subject, period.id, { narrative, expectedVersion: 0 });
  const both = await Promise.all(['A', 'B'].map(begin));
  expect(both.map(codesOf).sort()).toEqual([[], ['VERSION_CONFLICT']]);
  const kept = both.find((one) => codesOf(one).length === 0)?.progressUpdate.content.narrative;
  const late = await begin('C');
  expect(codesOf(late)).toEqual(['VERSION_CONFLICT']);
  expect(late.progressUpdate.content.narrative).toBe(kept);
});

test('what is sent twice counts once, and of two who save or decide at once none is lost', async () => {
  const subject = untouched();
  const content = { ...FULL, idempotencyKey: 'autosave' };
  const [one, two] = [
    await world.report(subject, period.id, content),
    await world.report(subject, period.id, content),
  ];
  expect(two.progressUpdate).toEqual(one.progressUpdate);
  const { version } = one.progressUpdate;
  const both = await Promise.all(
    ['A', 'B'].map((narrative) => world.report(subject, period.id, { narrative, expectedVersion: version })),
  );
  expect(both.map(codesOf).sort()).toEqual([[], ['VERSION_CONFLICT']]);
  await world.decide(subject.partner, 'submitProgress', one.progressUpdate);
  const decisions = await Promise.all([
    world.decide(DIRECTOR, 'approveProgress', one.progressUpdate),
    world.decide(COORDINATOR, 'returnProgress', one.progressUpdate, { reason: 'Not yet.' }),
    world.decide(subject.partner, 'withdrawProgress', one.progressUpdate),
  ]);
  expect(decisions.filter((payload) => codesOf(payload).length === 0)).toHaveLength(1);
  expect(decisions.flatMap(codesOf).every((code) => code === 'CONFLICT' || code === 'NOT_FOUND')).toBe(true);
});

test.each([
  ['completionPercent', { completionPercent: 101 }],
  ['reportedStatus', { reportedStatus: 'UNKNOWN' }],
  ['peopleReached', { peopleReached: -1 }],
  ['peopleReachedReason', { peopleReachedReason: 'SUPPRESSED' }],
  ['evidence', { evidence: [{ url: 'http://example.org', title: 'Not safe', category: 'OTHER' }] }],
  ['evidence', { evidence: [{ url: 'https://me:secret@example.org', title: 'Secret', category: 'OTHER' }] }],
  ['narrative', { narrative: 'x'.repeat(5001) }],
])('%s is refused when it cannot be so, and nothing is saved', async (path, content) => {
  const subject = untouched();
  const { userErrors } = await world.report(subject, period.id, content);
  expect(userErrors[0]).toMatchObject({ code: 'BAD_USER_INPUT', path: ['input', path] });
  expect((await updatesSeenBy(subject.partner, subject)).totalCount).toBe(0);
});

test('the next report begins with what was approved last', async () => {
  const subject = untouched();
  const update = await world.submitted(subject, period.id);
  await world.decide(DIRECTOR, 'approveProgress', update);
  const next = (
    await world.openPeriod('2027-Q1', { startsOn: '2027-01-01', endsOn: '2027-03-31', dueOn: '2027-04-20' })
  ).reportingPeriod;
  const ask = async (persona: Persona) => {
    const { data, text } = await world.askAs(
      persona,
      `query ($id: ID!, $period: ID!, $organisation: ID!) { action(id: $id) { reportingDraft(periodId: $period, organisationId: $organisation) {
        isPrefilled update { id } content { narrative completion { value } } } } }`,
      { id: subject.id, period: next.id, organisation: subject.organisationId },
    );
    if (data === undefined) throw new Error(text);
    return data.action.reportingDraft;
  };
  expect(await ask(subject.partner)).toEqual({
    isPrefilled: true,
    update: null,
    content: { narrative: FULL.narrative, completion: { value: '40' } },
  });
  expect(await ask(DIRECTOR)).toBe(null);
  await world.report(subject, next.id, { narrative: 'New', language: 'en' });
  expect(await ask(subject.partner)).toMatchObject({ isPrefilled: false, content: { narrative: 'New' } });
});

test('fewer than five people are told to who reports and who approves only', async () => {
  const subject = untouched();
  const update = await world.submitted(subject, period.id, { peopleReached: 4 });
  const approved = await world.decide(DIRECTOR, 'approveProgress', update);
  expect(approved.progressUpdate.content.peopleReached).toEqual({ value: '4', reason: null });
  const { data } = await world.askAs(
    EVALUATOR,
    `query ($id: ID!) { action(id: $id) { approvedProgress { content { peopleReached { value reason } } } } }`,
    { id: subject.id },
  );
  expect(data.action.approvedProgress.content.peopleReached).toEqual({ value: null, reason: 'SUPPRESSED' });
});
