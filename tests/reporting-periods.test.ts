import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { codesOf, DAY, directorOf, type Payload } from './access-world.ts';
import {
  COORDINATOR,
  DIRECTOR,
  EVALUATOR,
  FULL,
  openReportingWorld,
  type ReportingWorld,
  SHOW_PERIOD,
  SLUG,
  type Subject,
} from './reporting-world.ts';
import type { Persona } from './tokens.ts';

let world: ReportingWorld;
let taken = 0;
beforeAll(async () => {
  world = await openReportingWorld();
});
afterAll(() => world?.close());

function untouched(): Subject {
  const subject = world.subjects[taken++];
  if (subject === undefined) throw new Error('No action is left.');
  return subject;
}
const day = (ahead: number) => new Date(Date.now() + ahead * DAY).toISOString().slice(0, 10);
const opened = async (code: string, dueIn: number): Promise<Payload> => {
  const days = { startsOn: day(-90), endsOn: day(-1), dueOn: day(dueIn) };
  return (await world.openPeriod(code, days)).reportingPeriod;
};
const move = (persona: Persona, mutation: string, { id }: Payload, input: Record<string, unknown> = {}) =>
  world.change(persona, mutation, { periodId: id, reason: 'The college decided so.', ...input }, SHOW_PERIOD);
const grant = (persona: Persona, { id }: Payload, input: Record<string, unknown>) =>
  world.change(
    persona,
    'grantException',
    { periodId: id, untilOn: day(3), reason: 'Ill for two weeks.', ...input },
    'exception { id isActive untilOn revokedOn }',
  );

interface Item {
  readonly kind: string;
  readonly daysLeft: number;
  readonly returnedReason: string | null;
  readonly action: { readonly id: string };
  readonly period: { readonly code: string };
}
const WORK = `query ($first: Int, $after: String) { programme(slug: "${SLUG}") { worklist(first: $first, after: $after) {
  totalCount pageInfo { endCursor hasNextPage } nodes { kind daysLeft returnedReason action { id } organisation { id } period { code } update { state } } } } }`;
async function worklist(
  persona: Persona | null,
  first = 100,
): Promise<{ totalCount: number; nodes: Item[] }> {
  const { data, text } = await world.askAs(persona, WORK, { first });
  if (data === undefined) throw new Error(text);
  return data.programme.worklist;
}
const kindsFor = async (persona: Persona, { id }: Subject, { code }: Payload) =>
  (await worklist(persona)).nodes
    .filter((item) => item.action.id === id && item.period.code === code)
    .map(({ kind }) => kind);

/** Id of the account of a persona. */
async function accountOf(persona: Persona): Promise<string> {
  const { data } = await world.askAs(persona, '{ viewer { account { id } } }');
  return data.viewer.account.id;
}

test('a director opens a period; it falls due, closes, opens again, and locks for good', async () => {
  const days = { startsOn: day(-90), endsOn: day(-1), dueOn: day(10) };
  for (const persona of [COORDINATOR, EVALUATOR, directorOf('kortrijk-2020')]) {
    const asked = { programmeId: world.programme, code: 'NO', title: 'No', ...days };
    const refused = await world.change(persona, 'openPeriod', asked, SHOW_PERIOD);
    expect(codesOf(refused)).toEqual(['NOT_ALLOWED']);
  }
  const period = await opened('MOVES', 10);
  expect(period).toMatchObject({ state: 'OPEN', daysLeft: 10 });
  expect(codesOf(await world.openPeriod('MOVES'))).toEqual(['CONFLICT']);
  expect(codesOf(await world.openPeriod('BAD', { endsOn: '2020-01-01' }))).toEqual(['BAD_USER_INPUT']);
  expect(codesOf(await move(DIRECTOR, 'lockPeriod', period))).toEqual(['CONFLICT']);
  expect(codesOf(await move(COORDINATOR, 'closePeriod', period))).toEqual(['NOT_ALLOWED']);
  const both = await Promise.all(
    [1, 2].map(() => move(DIRECTOR, 'closePeriod', period, { expectedVersion: period.version })),
  );
  expect(both.map(codesOf).sort()).toEqual([[], ['VERSION_CONFLICT']]);
  expect((await move(DIRECTOR, 'reopenPeriod', period, { dueOn: day(0) })).reportingPeriod).toMatchObject({
    state: 'DUE',
    daysLeft: 0,
  });
  await move(DIRECTOR, 'closePeriod', period);
  expect((await move(DIRECTOR, 'lockPeriod', period)).reportingPeriod.state).toBe('LOCKED');
  const final = await move(DIRECTOR, 'reopenPeriod', period);
  expect(final.userErrors[0].message).toContain('Grant an exception');
});

test('a locked period takes no report, unless an exception lets the organisation in until a date', async () => {
  const subject = untouched();
  const period = await opened('LOCKED', 5);
  const waiting = await world.submitted(subject, period.id);
  await move(DIRECTOR, 'closePeriod', period);
  expect((await move(DIRECTOR, 'lockPeriod', period)).userErrors[0].message).toContain('wait for approval');
  await world.decide(DIRECTOR, 'returnProgress', waiting, { reason: 'Too short.' });
  await move(DIRECTOR, 'lockPeriod', period);
  const outside = await world.report(subject, period.id, FULL);
  expect(outside.userErrors[0]).toMatchObject({ code: 'CONFLICT' });
  expect(outside.userErrors[0].message).toContain('grantException');
  const organisation = { organisationId: subject.organisationId };
  expect(codesOf(await grant(COORDINATOR, period, organisation))).toEqual(['NOT_ALLOWED']);
  expect(codesOf(await grant(DIRECTOR, period, {}))).toEqual(['BAD_USER_INPUT']);
  expect(codesOf(await grant(DIRECTOR, period, { ...organisation, untilOn: day(-1) }))).toEqual([
    'BAD_USER_INPUT',
  ]);
  const { exception } = await grant(DIRECTOR, period, organisation);
  expect(exception).toMatchObject({ isActive: true });
  expect(await kindsFor(subject.partner, subject, period)).toEqual(['IMPROVE']);
  const again = await world.submitted(subject, period.id);
  expect(again.state).toBe('SUBMITTED');
  expect(codesOf(await world.decide(DIRECTOR, 'approveProgress', again))).toEqual([]);
  const revoke = (persona: Persona) =>
    world.change(
      persona,
      'revokeException',
      { exceptionId: exception.id, reason: 'Done.' },
      'exception { isActive }',
    );
  expect(codesOf(await revoke(subject.partner))).toEqual(['NOT_ALLOWED']);
  expect((await revoke(DIRECTOR)).exception).toEqual({ isActive: false });
  expect(codesOf(await revoke(DIRECTOR))).toEqual(['CONFLICT']);
});

test('the worklist tells a partner what to write, finish or improve, and approvers what waits for them', async () => {
  const subject = untouched();
  const period = await opened('WORK', 12);
  expect(await kindsFor(subject.partner, subject, period)).toEqual(['REPORT']);
  await world.report(subject, period.id, { narrative: 'Begun' });
  expect(await kindsFor(subject.partner, subject, period)).toEqual(['FINISH']);
  expect(await kindsFor(DIRECTOR, subject, period)).toEqual([]);
  const update = await world.submitted(subject, period.id);
  expect(await kindsFor(subject.partner, subject, period)).toEqual([]);
  expect(await kindsFor(DIRECTOR, subject, period)).toEqual(['APPROVE']);
  expect(await kindsFor(COORDINATOR, subject, period)).toEqual(['APPROVE']);
  await world.decide(DIRECTOR, 'returnProgress', update, { reason: 'How many?' });
  const [item] = (await worklist(subject.partner)).nodes.filter(
    ({ returnedReason }) => returnedReason !== null,
  );
  expect(item).toMatchObject({ kind: 'IMPROVE', returnedReason: 'How many?', daysLeft: 12 });
  expect((await worklist(EVALUATOR)).totalCount).toBe(0);
  expect((await worklist(null)).totalCount).toBe(0);
});

test('a page of fifty costs as many statements as a page of two', async () => {
  const period = await opened('PAGES', 30);
  for (let i = 0; i < 6; i++) await world.submitted(untouched(), period.id);
  const [small, large] = [
    await world.askCounting(WORK, { first: 2 }),
    await world.askCounting(WORK, { first: 50 }),
  ];
  expect(small.data.programme.worklist.nodes).toHaveLength(2);
  expect(large.data.programme.worklist.nodes.length).toBeGreaterThanOrEqual(6);
  expect(large.statements.length).toBe(small.statements.length);
});

test('an owner hands an action over; other services hear, and it is kept', async () => {
  const [subject, other] = [untouched(), world.subjects.at(-1)];
  const ask = async (persona: Persona) => {
    const { data } = await world.askAs(
      persona,
      `query ($id: ID!) { action(id: $id) { version lastTouchedOn owner { id } handovers { reason handedOn } } }`,
      { id: subject.id },
    );
    return data.action;
  };
  const { owner } = await ask(DIRECTOR);
  const input = {
    actionId: subject.id,
    fromOrganisationId: owner?.id ?? null,
    toOrganisationId: other?.organisationId,
    reason: 'The work moved.',
  };
  const handOver = (persona: Persona, more = {}) =>
    world.change(persona, 'handOverOwner', { ...input, ...more }, 'action { owner { id } }');
  expect(codesOf(await handOver(subject.partner))).toEqual(['NOT_ALLOWED']);
  expect(codesOf(await handOver(DIRECTOR, { fromOrganisationId: other?.organisationId }))).toEqual([
    'CONFLICT',
  ]);
  expect(codesOf(await handOver(DIRECTOR, { toOrganisationId: world.programme }))).toEqual(['NOT_FOUND']);
  expect(codesOf(await handOver(DIRECTOR, { handedOn: day(2) }))).toEqual(['BAD_USER_INPUT']);
  const done = await handOver(COORDINATOR, { idempotencyKey: 'hand over' });
  expect(done).toMatchObject({ userErrors: [], action: { owner: { id: other?.organisationId } } });
  expect((await handOver(COORDINATOR, { idempotencyKey: 'hand over' })).userErrors).toEqual([]);
  expect((await ask(DIRECTOR)).handovers).toEqual([{ reason: 'The work moved.', handedOn: day(0) }]);
  expect(await ask(EVALUATOR)).toMatchObject({ lastTouchedOn: day(0), handovers: [] });
});

test('who takes part keeps milestones and sessions of the action; a neighbour does not', async () => {
  const subject = untouched();
  const neighbour = world.subjects.find(({ organisationId }) => organisationId !== subject.organisationId);
  const add = (persona: Persona, more = {}) =>
    world.change(
      persona,
      'addMilestone',
      {
        actionId: subject.id,
        title: 'First family helped',
        language: 'en',
        plannedOn: '2027-03-01',
        ...more,
      },
      'milestone { id code title plannedOn actualOn version }',
    );
  expect(codesOf(await add(neighbour?.partner ?? EVALUATOR))).toEqual(['NOT_ALLOWED']);
  expect(codesOf(await add(subject.partner, { title: ' ' }))).toEqual(['BAD_USER_INPUT']);
  const [one, two] = await Promise.all([add(subject.partner), add(COORDINATOR)]);
  expect(new Set([one.milestone.code, two.milestone.code]).size).toBe(2);
  const reach = (input: Record<string, unknown>) =>
    world.change(
      subject.partner,
      'reachMilestone',
      { milestoneId: one.milestone.id, ...input },
      'milestone { actualOn }',
    );
  expect(codesOf(await reach({ actualOn: day(1) }))).toEqual(['BAD_USER_INPUT']);
  expect((await reach({})).milestone).toEqual({ actualOn: day(0) });
  expect(codesOf(await reach({ expectedVersion: one.milestone.version }))).toEqual(['VERSION_CONFLICT']);
  const record = (persona: Persona, input: Record<string, unknown>) =>
    world.change(
      persona,
      'recordDelivery',
      { actionId: subject.id, ...input },
      'delivery { id recurrence plannedCount heldCount { value reason } version }',
    );
  const plan = { title: 'Evening', language: 'en', recurrence: 'FREQ=WEEKLY;BYDAY=TU', plannedCount: 12 };
  expect(codesOf(await record(subject.partner, { ...plan, recurrence: 'every week' }))).toEqual([
    'BAD_USER_INPUT',
  ]);
  expect(codesOf(await record(EVALUATOR, plan))).toEqual(['NOT_ALLOWED']);
  const { delivery } = await record(subject.partner, plan);
  expect(delivery).toMatchObject({ plannedCount: 12, heldCount: { value: null, reason: 'NOT_MEASURED' } });
  const held = await record(subject.partner, { deliveryId: delivery.id, heldCount: 9 });
  expect(held.delivery).toMatchObject({
    recurrence: plan.recurrence,
    plannedCount: 12,
    heldCount: { value: '9' },
  });
});

test('organisations are reminded 21, 14 and 7 days before and when it is overdue, once each, in files too', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'reminders-'));
  const subject = world.subjects.at(-2);
  if (subject === undefined) throw new Error('No action is left.');
  const account = await accountOf(subject.partner);
  const period = await opened('REMIND', 30);
  let today = 0;
  const ask = async (persona: Persona) => {
    const { data } = await world.askAs(
      persona,
      `query ($period: ID, $organisation: ID) { programme(slug: "${SLUG}") {
        reminders(periodId: $period, organisationId: $organisation) { totalCount nodes { step body actionCount } } } }`,
      { period: period.id, organisation: subject.organisationId },
    );
    return data.programme.reminders.nodes;
  };
  const steps = async () => (await ask(DIRECTOR)).map(({ step }: Payload) => step).sort();
  try {
    await Promise.all([world.hub.remind(folder), world.hub.remind(folder)]);
    expect(await steps()).toEqual([]);
    const seen: string[] = [];
    for (const [days, step] of [
      [9, 'DAYS_21'],
      [7, 'DAYS_14'],
      [7, 'DAYS_7'],
      [8, 'OVERDUE'],
    ] as const) {
      world.advance(days * DAY);
      today += days;
      await Promise.all([world.hub.remind(folder), world.hub.remind(folder)]);
      await world.hub.remind(folder);
      seen.push(step);
      expect(await steps()).toEqual([...seen].sort());
      const text = await readFile(path.join(folder, `${day(today)}-${account}.txt`), 'utf8');
      const line = `- ${subject.code} `;
      expect(text.split('\n').filter((one) => one.startsWith(line) && one.includes('REMIND'))).toHaveLength(
        1,
      );
    }
    expect(await ask(EVALUATOR)).toEqual([]);
    const [reminder] = await ask(DIRECTOR);
    expect(reminder.body).toContain(period.code);
    const files = await readdir(folder);
    expect(files.every((file) => file.endsWith('.txt'))).toBe(true);
    // Organisations for which nobody has an account are told by files of their own.
    expect(files.filter((file) => file.includes('REMIND')).length).toBeGreaterThan(4);
  } finally {
    await rm(folder, { recursive: true });
  }
});

test('a person is told once a day what is new, an approver what was submitted and a partner what was returned', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'digests-'));
  const [subject, period] = [untouched(), await opened('DIGEST', 300)];
  const [director, partner] = [await accountOf(DIRECTOR), await accountOf(subject.partner)];
  const told = async (account: string) => {
    const files = (await readdir(folder)).filter((file) => file.includes(account));
    return Promise.all(files.sort().map((file) => readFile(path.join(folder, file), 'utf8')));
  };
  const line = `- ${subject.code} `;
  const tell = () => Promise.all([world.hub.remind(folder), world.hub.remind(folder)]);
  try {
    // Another day than that of the test before.
    world.advance(DAY);
    const update = await world.submitted(subject, period.id);
    await tell();
    await tell();
    const [first, ...others] = await told(director);
    expect(others).toEqual([]);
    expect(first).toContain('goed te keuren');
    expect(first?.split('\n').filter((one) => one.startsWith(line) && one.includes('DIGEST'))).toHaveLength(
      1,
    );
    world.advance(DAY);
    await tell();
    expect(await told(director)).toHaveLength(1);
    await world.decide(DIRECTOR, 'returnProgress', update, { reason: 'How many?' });
    world.advance(DAY);
    await tell();
    expect((await told(partner)).at(-1)).toMatch(new RegExp(`te verbeteren[\\s\\S]*${line}.*DIGEST`));
  } finally {
    await rm(folder, { recursive: true });
  }
});

test('an action of which nobody said anything for 120 days is silent, until somebody does', async () => {
  const silent = async () => {
    const { data } = await world.askAs(
      DIRECTOR,
      `{ programme(slug: "${SLUG}") { attention(anyOf: [SILENT], first: 100) { totalCount nodes { kinds since action { id isSilent lastTouchedOn } } } } }`,
    );
    return data.programme.attention.nodes as Payload[];
  };
  world.advance(130 * DAY);
  const before = await silent();
  expect(before.length).toBeGreaterThan(10);
  expect(before.every(({ action, kinds }) => action.isSilent && kinds.includes('SILENT'))).toBe(true);
  const subject = world.subjects.find(({ id }) => before.some(({ action }) => action.id === id));
  if (subject === undefined) throw new Error('No silent action is carried out by one organisation.');
  const milestone = { actionId: subject.id, title: 'A sign of life' };
  expect(codesOf(await world.change(subject.partner, 'addMilestone', milestone))).toEqual([]);
  expect((await silent()).map(({ action }) => action.id)).not.toContain(subject.id);
});

test('an action whose approved report is far behind its planned time is off target, until the report says otherwise', async () => {
  const { data } = await world.ask(
    `{ programme(slug: "${SLUG}") {
      attention(allOf: [OFF_TARGET], first: 100) { nodes { action { id } } }
      actions(first: 100, filter: { statuses: [RUNNING] }) { nodes { id plannedStart plannedEnd } } } }`,
  );
  const off = data.programme.attention.nodes.map(({ action }: Payload) => action.id);
  const { startsOn, endsOn } = { startsOn: '2026-10-01', endsOn: '2026-12-31' };
  const share = ({ plannedStart, plannedEnd }: Payload) =>
    (Date.parse(endsOn) - Date.parse(plannedStart)) / (Date.parse(plannedEnd) - Date.parse(plannedStart));
  const late = data.programme.actions.nodes.filter(
    (one: Payload) => share(one) > 0.3 && !off.includes(one.id),
  );
  const subject = world.subjects.findLast(({ id }) => late.some((one: Payload) => one.id === id));
  if (subject === undefined) throw new Error('No action began long ago and is on target.');
  const { reportingPeriod } = await world.openPeriod('OFF', { startsOn, endsOn, dueOn: '2029-01-01' });
  const update = await world.submitted(subject, reportingPeriod.id, { completionPercent: 1 });
  const isOff = async () => {
    const answer = await world.ask(
      `{ programme(slug: "${SLUG}") { attention(allOf: [OFF_TARGET], first: 100) { nodes { action { id } } } } }`,
    );
    return answer.data.programme.attention.nodes.some(({ action }: Payload) => action.id === subject.id);
  };
  expect(await isOff()).toBe(false);
  await world.decide(DIRECTOR, 'approveProgress', update);
  expect(await isOff()).toBe(true);
  const corrected = await world.decide(DIRECTOR, 'correctProgress', update, {
    completionPercent: 100,
    reason: 'A slip of the pen.',
  });
  expect(codesOf(corrected)).toEqual([]);
  expect(await isOff()).toBe(false);
});
