import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Payload } from './access-world.ts';
import { type DataWorld, type FileRow, openDataWorld } from './data-world.ts';
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
let data: DataWorld;
let approved: Payload;
let submitted: Payload;
let draft: Payload;
let subjects: readonly Subject[];

beforeAll(async () => {
  world = await openReportingWorld();
  data = await openDataWorld({ gateway: world.hub.gateway, tokenFor: world.tokenFor });
  const organisations = new Set<string>();
  subjects = world.subjects.filter(
    ({ organisationId }) => !organisations.has(organisationId) && organisations.add(organisationId),
  );
  const [one, two, three] = subjects as [Subject, Subject, Subject];
  const { reportingPeriod } = await world.openPeriod('FILES');
  const reported = await world.submitted(one, reportingPeriod.id, { peopleReached: 12 });
  await world.decide(DIRECTOR, 'approveProgress', reported);
  await world.decide(COORDINATOR, 'approveProgress', reported);
  approved = reported;
  submitted = await world.submitted(two, reportingPeriod.id, { peopleReached: 3 });
  draft = (await world.report(three, reportingPeriod.id, { narrative: 'Not yet.', language: 'en' }))
    .progressUpdate;
});
afterAll(() => world?.close());

const told = async (persona: Persona | null): Promise<FileRow[]> =>
  (await data.rows(persona, `updates.csv?programme=${SLUG}`)).filter(({ id }) =>
    [approved.id, submitted.id, draft.id].includes(id),
  );
const brief = (rows: readonly FileRow[]) =>
  Object.fromEntries(
    rows.map((row) => [row['id'], [row['state'], row['people_reached'] || row['people_reached_reason']]]),
  );

test('a director has what was submitted, with small numbers; drafts are their organisation’s own', async () => {
  expect(brief(await told(DIRECTOR))).toEqual({
    [approved.id]: ['APPROVED', '12'],
    [submitted.id]: ['SUBMITTED', '3'],
  });
});

test('an evaluator has what nobody approved yet, marked, and no number under five', async () => {
  expect(brief(await told(EVALUATOR))).toEqual({
    [approved.id]: ['APPROVED', '12'],
    [submitted.id]: ['SUBMITTED', 'SUPPRESSED'],
  });
  expect(await data.text(EVALUATOR, `updates.csv?programme=${SLUG}`)).not.toContain('too long');
});

test('who evaluates another programme, and the public, have approved ones at most, without numbers', async () => {
  for (const persona of [{ role: 'EVALUATOR', programme: 'kortrijk-2013' } as const, null])
    for (const row of await told(persona)) {
      expect(row).toMatchObject({ id: approved.id, people_reached: '', people_reached_reason: 'SUPPRESSED' });
    }
});

test('a partner has its own, the draft and the small number too', async () => {
  const [, two, three] = subjects as [Subject, Subject, Subject];
  const of = async ({ partner }: Subject) => brief(await told(partner));
  expect((await of(two))[submitted.id]).toEqual(['SUBMITTED', '3']);
  expect(Object.keys(await of(two))).not.toContain(draft.id);
  expect((await of(three))[draft.id]?.[0]).toBe('DRAFT');
  expect(Object.keys(await of(three))).not.toContain(submitted.id);
});

test('a coordinator of one domain has what was submitted in that domain', async () => {
  const [one, two] = subjects as [Subject, Subject, Subject];
  const domainId = two.domainId;
  const expected = one.domainId === domainId ? [approved.id, submitted.id] : [submitted.id];
  const subject = 'one-domain';
  const given = await world.assign(DIRECTOR, {
    ...{ issuer: 'https://login.example', subject, role: 'COORDINATOR' },
    ...{ programmeId: world.programme, domainId },
  });
  expect(given.userErrors).toEqual([]);
  const session = await world.hub.access.identity.openSession(
    { issuer: 'https://login.example', subject, name: null, email: null, claimedRoles: [] },
    'files',
  );
  const response = await fetch(`${data.url}/data/updates.csv?programme=${SLUG}`, {
    headers: { cookie: `__Host-kapstok=${session?.token}` },
  });
  const text = await response.text();
  for (const id of expected) expect(text).toContain(id);
  expect(text).not.toContain(draft.id);
});
