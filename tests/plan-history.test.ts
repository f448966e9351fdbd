import { afterAll, beforeAll, expect, test } from 'vitest';
import { type AccessWorld, DAY, directorOf, openAccessWorld } from './access-world.ts';

const SLUG = 'voorbeeldstad';
const DIRECTOR = directorOf(SLUG);

let world: AccessWorld;
beforeAll(async () => {
  world = await openAccessWorld();
});
afterAll(() => world?.close());

const onDate = (date: string, show: string) =>
  world.askAs(
    DIRECTOR,
    `query ($date: Date!) { programme(slug: "${SLUG}") { onDate(date: $date) { knownSince reason ${show} } } }`,
    { date },
  );
const dayAhead = (days: number) => new Date(Date.now() + days * DAY).toISOString().slice(0, 10);

test('today it is the plan of today, and before the first known moment it says so', async () => {
  const now = await world.ask(
    `{ programme(slug: "${SLUG}") { progress { actionCount completion { value } byStatus { status count } }
      actions(first: 5) { totalCount nodes { id code title status plannedEnd participants { role } } } } }`,
  );
  const { progress, actions } = now.data.programme;
  const show = `actionCount progress { actionCount completion { value } byStatus { status count } }
    actions(first: 5) { totalCount nodes { id code title status plannedEnd participants { role } } }`;
  const { data, errors } = await onDate(dayAhead(0), show);
  expect(errors).toEqual([]);
  expect(data.programme.onDate).toMatchObject({ reason: null, progress, actions });
  const before = await onDate('2013-12-13', 'actionCount progress { actionCount } actions { totalCount }');
  expect(before.data.programme.onDate).toMatchObject({
    reason: 'NOT_MEASURED',
    actionCount: null,
    progress: null,
    actions: null,
  });
  const ahead = await onDate(dayAhead(2), 'actionCount');
  expect(ahead.errors[0]?.extensions.code).toBe('BAD_USER_INPUT');
});
