import { afterAll, beforeAll, expect, test } from 'vitest';
import { codesOf, DAY, directorOf, type Payload } from './access-world.ts';
import {
  COORDINATOR,
  DIRECTOR,
  EVALUATOR,
  openReportingWorld,
  type ReportingWorld,
  SLUG,
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

function untouched(): Subject {
  const subject = world.subjects[taken++];
  if (subject === undefined) throw new Error('No action is left.');
  return subject;
}
const neighbour = (subject: Subject): Persona => {
  const other = world.subjects.find((one) => one.organisationId !== subject.organisationId);
  if (other === undefined) throw new Error('There is one organisation only.');
  return other.partner;
};
const day = (ahead: number) => new Date(Date.now() + ahead * DAY).toISOString().slice(0, 10);
const say = (persona: Persona | null, input: Record<string, unknown>) =>
  world.change(
    persona,
    'addComment',
    input,
    'comment { id body field accountId version progressUpdate { id } }',
  );
const withdraw = (persona: Persona, commentId: string, more = {}) =>
  world.change(persona, 'withdrawComment', { commentId, ...more }, 'comment { id body version }');
const flag = (persona: Persona | null, input: Record<string, unknown>) =>
  world.change(
    persona,
    'flagForFollowUp',
    { dueOn: day(3), reason: 'Where do the figures come from?', ...input },
    'followUp { id field role organisation { id } dueOn isOverdue answer version }',
  );
const resolve = (persona: Persona, followUpId: string, more = {}) =>
  world.change(
    persona,
    'resolveFollowUp',
    { followUpId, answer: 'From our own register.', ...more },
    'followUp { id answer resolvedBy isOverdue version }',
  );
const THREADS = `query ($id: ID!) { action(id: $id) {
  comments(first: 20) { totalCount nodes { body field } }
  followUps(first: 20) { totalCount nodes { reason } }
  progressUpdates(first: 5) { nodes { comments { totalCount } followUps(isOpen: true) { totalCount } } } } }`;
const seenBy = async (persona: Persona | null, { id }: Subject) =>
  (await world.askAs(persona, THREADS, { id })).data.action;
const workOf = async (persona: Persona) => {
  const { data, text } = await world.askAs(
    persona,
    `{ programme(slug: "${SLUG}") { worklist(kinds: [FOLLOW_UP], first: 50) {
      nodes { kind daysLeft followUp { id reason } action { id } organisation { id } } } } }`,
  );
  if (data === undefined) throw new Error(text);
  return data.programme.worklist.nodes as Payload[];
};

test('who reports and who steers talk about a reported value; nobody else reads a word of it', async () => {
  const subject = untouched();
  const update = await world.submitted(subject, period.id);
  const about = { progressUpdateId: update.id, field: 'PEOPLE_REACHED' };
  const asked = await say(COORDINATOR, { ...about, body: '  Are these persons or visits?  ' });
  expect(asked).toMatchObject({
    userErrors: [],
    comment: {
      body: 'Are these persons or visits?',
      field: 'PEOPLE_REACHED',
      progressUpdate: { id: update.id },
    },
  });
  expect(codesOf(await say(subject.partner, { ...about, body: 'Persons.' }))).toEqual([]);
  expect(
    codesOf(await flag(DIRECTOR, { ...about, dueOn: day(60), organisationId: subject.organisationId })),
  ).toEqual([]);
  for (const persona of [subject.partner, COORDINATOR, DIRECTOR])
    expect(await seenBy(persona, subject)).toMatchObject({
      comments: { totalCount: 2, nodes: [{ body: 'Are these persons or visits?' }, { body: 'Persons.' }] },
      followUps: { totalCount: 1 },
      progressUpdates: { nodes: [{ comments: { totalCount: 2 }, followUps: { totalCount: 1 } }] },
    });
  await world.decide(DIRECTOR, 'approveProgress', update);
  const nothing = { totalCount: 0, nodes: [] };
  for (const persona of [neighbour(subject), EVALUATOR, null, directorOf('kortrijk-2020')])
    expect(await seenBy(persona, subject)).toMatchObject({
      comments: nothing,
      followUps: nothing,
      progressUpdates: { nodes: [{ comments: { totalCount: 0 }, followUps: { totalCount: 0 } }] },
    });
});

test('an action is talked about with the organisation that owns it', async () => {
  const subject = untouched();
  const { data } = await world.ask('query ($id: ID!) { action(id: $id) { owner { id } } }', {
    id: subject.id,
  });
  const isOwner = data.action.owner?.id === subject.organisationId;
  expect(codesOf(await say(DIRECTOR, { actionId: subject.id, body: 'When does it start?' }))).toEqual([]);
  expect(codesOf(await say(subject.partner, { actionId: subject.id, body: 'In May.' }))).toEqual(
    isOwner ? [] : ['NOT_ALLOWED'],
  );
  expect((await seenBy(DIRECTOR, subject)).comments.totalCount).toBe(isOwner ? 2 : 1);
});

test('who takes no part says nothing and flags nothing, and is told who does', async () => {
  const subject = untouched();
  const { progressUpdate } = await world.report(subject, period.id, { narrative: 'Begun', language: 'en' });
  const about = { progressUpdateId: progressUpdate.id };
  const codes = async (persona: Persona | null, more: Record<string, unknown>) => [
    ...codesOf(await say(persona, { ...more, body: 'Hello' })),
    ...codesOf(await flag(persona, { ...more, role: 'DIRECTOR' })),
  ];
  for (const persona of [neighbour(subject), EVALUATOR, DIRECTOR])
    expect(await codes(persona, about)).toEqual(['NOT_FOUND', 'NOT_FOUND']);
  for (const persona of [neighbour(subject), EVALUATOR, null])
    expect(await codes(persona, { actionId: subject.id })).toEqual(['NOT_ALLOWED', 'NOT_ALLOWED']);
  const refused = await say(EVALUATOR, { actionId: subject.id, body: 'Hello' });
  expect(refused.userErrors[0].message).toContain('who steers its domain');
  const { comment } = await say(subject.partner, { ...about, body: 'A note to ourselves.' });
  expect(codesOf(await withdraw(neighbour(subject), comment.id))).toEqual(['NOT_FOUND']);
  expect(codesOf(await withdraw(DIRECTOR, comment.id))).toEqual(['NOT_ALLOWED']);
});

test('who wrote a comment withdraws it: its text is gone, that it was there stays', async () => {
  const subject = untouched();
  const update = await world.submitted(subject, period.id);
  const input = { progressUpdateId: update.id, body: 'A slip.', idempotencyKey: 'slip' };
  const [one, two] = [await say(subject.partner, input), await say(subject.partner, input)];
  expect(two.comment).toEqual(one.comment);
  const { id, version } = one.comment;
  const both = await Promise.all(
    [1, 2].map(() => withdraw(subject.partner, id, { expectedVersion: version })),
  );
  expect(both.map(codesOf).sort()).toEqual([[], ['VERSION_CONFLICT']]);
  expect(codesOf(await withdraw(subject.partner, id))).toEqual(['CONFLICT']);
  expect((await seenBy(DIRECTOR, subject)).comments).toEqual({
    totalCount: 1,
    nodes: [{ body: null, field: null }],
  });
});

test('a flag is in the worklist of who follows it up until it is answered, and needs attention when it is late', async () => {
  const [forPartner, forDirector] = [untouched(), untouched()];
  const update = await world.submitted(forPartner, period.id);
  const { followUp } = await flag(COORDINATOR, {
    progressUpdateId: update.id,
    field: 'COMPLETION',
    organisationId: forPartner.organisationId,
  });
  const other = (await flag(COORDINATOR, { actionId: forDirector.id, role: 'DIRECTOR' })).followUp;
  const [item] = await workOf(forPartner.partner);
  expect(item).toMatchObject({ kind: 'FOLLOW_UP', daysLeft: 3, followUp: { id: followUp.id } });
  expect((await workOf(DIRECTOR)).map((one) => one.followUp.id)).toContain(other.id);
  expect((await workOf(COORDINATOR)).map((one) => one.followUp.id)).not.toContain(other.id);
  const refused = await resolve(COORDINATOR, other.id);
  expect(refused.userErrors[0]).toMatchObject({
    code: 'NOT_ALLOWED',
    message: expect.stringContaining('director'),
  });
  const late = async () => {
    const { data } = await world.ask(
      `{ programme(slug: "${SLUG}") { attention(allOf: [FOLLOW_UP_DUE], first: 100) { nodes { kinds since action { id } } } } }`,
    );
    return data.programme.attention.nodes.map(({ action }: Payload) => action.id);
  };
  expect(await late()).toEqual([]);
  world.advance(4 * DAY);
  expect((await late()).sort()).toEqual([forPartner.id, forDirector.id].sort());
  const both = await Promise.all(
    [1, 2].map(() => resolve(forPartner.partner, followUp.id, { expectedVersion: followUp.version })),
  );
  expect(both.map(codesOf).sort()).toEqual([[], ['VERSION_CONFLICT']]);
  expect(codesOf(await resolve(forPartner.partner, followUp.id))).toEqual(['CONFLICT']);
  expect((await resolve(DIRECTOR, other.id)).followUp).toMatchObject({ isOverdue: false });
  expect(await late()).toEqual([]);
  expect((await workOf(forPartner.partner)).map((one) => one.followUp.id)).not.toContain(followUp.id);
});

test.each([
  ['both subjects', { actionId: true, progressUpdateId: true, role: 'DIRECTOR' }],
  ['no subject', { role: 'DIRECTOR' }],
  ['a field of an action', { actionId: true, field: 'STATUS', role: 'DIRECTOR' }],
  ['nobody to follow up', { progressUpdateId: true }],
  ['two to follow up', { progressUpdateId: true, role: 'DIRECTOR', organisationId: 'own' }],
  ['another organisation', { progressUpdateId: true, organisationId: 'other' }],
  ['a day gone by', { progressUpdateId: true, role: 'DIRECTOR', dueOn: '2020-01-01' }],
  ['no reason', { progressUpdateId: true, role: 'DIRECTOR', reason: ' ' }],
  ['a reason too long', { progressUpdateId: true, role: 'DIRECTOR', reason: 'x'.repeat(1001) }],
] as [string, Record<string, unknown>][])(
  'a flag with %s is refused, and nothing is kept',
  async (_what, wrong) => {
    const subject = untouched();
    const update = await world.submitted(subject, period.id);
    const organisation = { own: subject.organisationId, other: world.programme }[
      String(wrong['organisationId'])
    ];
    const input = {
      ...wrong,
      ...(wrong['actionId'] === true && { actionId: subject.id }),
      ...(wrong['progressUpdateId'] === true && { progressUpdateId: update.id }),
      ...(organisation !== undefined && { organisationId: organisation }),
      dueOn: wrong['dueOn'] ?? day(30),
    };
    expect(codesOf(await flag(DIRECTOR, input))).toEqual(['BAD_USER_INPUT']);
    expect((await seenBy(DIRECTOR, subject)).followUps.totalCount).toBe(0);
  },
);

test('a page of many costs as many statements as a page of few', async () => {
  const subject = untouched();
  const ask = (first: number) =>
    world.askCounting(
      'query ($id: ID!, $first: Int) { action(id: $id) { comments(first: $first) { nodes { body progressUpdate { id } } } followUps(first: $first) { nodes { reason progressUpdate { id } } } } }',
      { id: subject.id, first },
    );
  const update = await world.submitted(subject, period.id);
  for (let i = 0; i < 3; i++) {
    await say(DIRECTOR, { progressUpdateId: update.id, body: `Number ${i}` });
    await flag(DIRECTOR, { progressUpdateId: update.id, role: 'DIRECTOR', dueOn: day(30 + i) });
  }
  const [small, large] = [await ask(1), await ask(50)];
  expect(large.data.action.comments.nodes).toHaveLength(3);
  expect(large.statements.length).toBe(small.statements.length);
});
