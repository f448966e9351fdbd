import { withOwner } from '@kapstok/kit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  type AccessWorld,
  ADMINISTRATOR,
  codesOf,
  DAY,
  DIRECTOR,
  identity,
  openAccessWorld,
  stranger,
} from './access-world.ts';

let world: AccessWorld;
beforeAll(async () => {
  world = await openAccessWorld();
});
afterAll(() => world?.close());

const count = (table: string): Promise<number> =>
  withOwner(world.identity.ownerUrl, async (owner) => {
    const { rows } = await owner.query<{ count: number }>(`select count(*)::int as count from ${table}`);
    return rows[0]?.count ?? 0;
  });

test('a key is known for seven days, in every service; then the same change is made anew', async () => {
  const domain = () =>
    world.change(
      DIRECTOR,
      'addDomain',
      { programmeId: world.own, title: 'Once', language: 'en', idempotencyKey: 'one week' },
      'policyDomain { id }',
    );
  const assign = () =>
    world.assign(ADMINISTRATOR, {
      ...stranger(),
      role: 'EVALUATOR',
      programmeId: world.own,
      idempotencyKey: 'x',
    });
  const first = await domain();
  expect(codesOf(first)).toEqual([]);
  expect(codesOf(await assign())).toEqual([]);
  world.advance(6 * DAY);
  await world.hub.tidy();
  expect((await domain()).policyDomain).toEqual(first.policyDomain);
  world.advance(2 * DAY);
  await Promise.all([world.hub.tidy(), world.hub.tidy()]);
  expect(await count('actions.request_key')).toBe(0);
  expect(await count('access.request_key')).toBe(0);
  expect((await domain()).policyDomain).not.toEqual(first.policyDomain);
});

test('a browser session is kept for thirty days after it ended or expired', async () => {
  const port = world.hub.access.identity;
  const ended = await port.openSession(identity('left'), 'c1');
  await port.openSession(identity('expired'), 'c2');
  await port.closeSession(ended?.token ?? '', 'c3');
  world.advance(29 * DAY);
  await world.hub.tidy();
  expect(await count('access.browser_session')).toBe(2);
  const here = await port.openSession(identity('here'), 'c4');
  world.advance(DAY + DAY / 4);
  await world.hub.tidy();
  expect(await count('access.browser_session')).toBe(2);
  world.advance(DAY / 2);
  await world.hub.tidy();
  expect(await count('access.browser_session')).toBe(1);
  expect(here).not.toBe(null);
});

test('what changed in a programme in a period is looked up in the trail, not searched for', async () => {
  const plan = await withOwner(world.identity.ownerUrl, async (owner) => {
    await owner.query('begin; set local enable_seqscan = off');
    const { rows } = await owner.query<{ 'QUERY PLAN': string }>(
      `explain select * from actions.audit_entry where programme_id = any (array['${world.own}']::uuid[])
         and at >= '2026-01-01'::date and at < '2026-12-31'::date`,
    );
    await owner.query('rollback');
    return rows.map((row) => row['QUERY PLAN']).join('\n');
  });
  expect(plan).toContain('audit_entry_programme_id_at_idx');
});
