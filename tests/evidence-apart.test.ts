import { afterAll, beforeAll, expect, test } from 'vitest';
import { changerOf, codesOf, directorOf, type Payload } from './access-world.ts';
import { type ApartHub, openApartHub } from './apart-hub.ts';
import type { Persona } from './tokens.ts';

const SLUG = 'voorbeeldstad';
let hub: ApartHub;
beforeAll(async () => {
  hub = await openApartHub('shipped');
});
afterAll(() => hub?.close());

const ACTIONS = `{ programme(slug: "${SLUG}") { id actions(first: 50, filter: { statuses: [RUNNING] }) { nodes {
  id participants { role until organisation { id code } } } } } }`;

/** A draft of an organisation, and who speaks for it. */
async function draft(): Promise<{ update: string; partner: Persona }> {
  const change = changerOf(hub.askAs);
  const { programme } = (await hub.ask(ACTIONS)).data;
  const days = { startsOn: '2026-10-01', endsOn: '2026-12-31', dueOn: '2027-01-20' };
  const period = { programmeId: programme.id, code: 'APART', title: 'Apart', ...days };
  const opened = await change(directorOf(SLUG), 'openPeriod', period, 'reportingPeriod { id }');
  const [{ id, organisation }] = programme.actions.nodes.flatMap(({ id: actionId, participants }: Payload) =>
    participants
      .filter(({ role, until }: Payload) => role === 'IMPLEMENTING' && until === null)
      .map((one: Payload) => ({ id: actionId, organisation: one.organisation })),
  );
  const partner: Persona = { role: 'PARTNER', programme: SLUG, organisation: organisation.code };
  const input = { actionId: id, periodId: opened.reportingPeriod.id, organisationId: organisation.id };
  const made = await change(
    partner,
    'reportProgress',
    { ...input, narrative: 'Begun' },
    'progressUpdate { id }',
  );
  expect(codesOf(made)).toEqual([]);
  return { update: made.progressUpdate.id, partner };
}

test('apart, files go through the gateway to the service that keeps them, and are refused in the same words', async () => {
  const { update, partner } = await draft();
  const headers = { host: 'localhost', authorization: `Bearer ${await hub.tokenFor(partner)}` };
  const payload = Buffer.from('%PDF-1.7 apart');
  const send = (name: string) =>
    hub.inject({
      method: 'POST',
      url: `/evidence?${new URLSearchParams({ update, name })}`,
      headers: { ...headers, 'content-type': 'application/pdf' },
      payload,
    });
  const sent = await send('één.pdf');
  expect(sent.statusCode).toBe(201);
  const { file } = sent.json();
  expect(file).toMatchObject({ name: 'één.pdf', mediaType: 'application/pdf', sizeBytes: payload.length });
  const get = (more = headers, url = file.url) => hub.inject({ method: 'GET', url, headers: more });
  expect((await get()).rawPayload).toEqual(payload);
  expect(
    (await get({ ...headers, authorization: `Bearer ${await hub.tokenFor(directorOf(SLUG))}` })).statusCode,
  ).toBe(404);
  expect((await get(headers, '/evidence/nothing')).statusCode).toBe(404);
  const refused = await send('report.exe');
  expect(refused.statusCode).toBe(400);
  expect(refused.json().errors[0].message).toContain('one of pdf, png');
  await hub.proxies.actions.stop();
  expect((await send('one more.pdf')).statusCode).toBe(503);
});
