import { withOwner } from '@kapstok/kit';
import { ACTION_STATUS, wordsOf } from '@kapstok/schema';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type AccessWorld, codesOf, directorOf, openAccessWorld } from './access-world.ts';
import type { Persona } from './tokens.ts';

const SLUG = 'voorbeeldstad';
const DIRECTOR = directorOf(SLUG);

let world: AccessWorld;
let actions: { id: string; status: string; version: number }[];
beforeAll(async () => {
  world = await openAccessWorld();
  const { data } = await world.ask(
    `{ programme(slug: "${SLUG}") { actions(first: 40) { nodes { id status version } } } }`,
  );
  actions = data.programme.actions.nodes;
});
afterAll(() => world?.close());

const SHOW = 'action { id status version statusChanges { fromStatus toStatus } }';
const change = (persona: Persona | null, input: Record<string, unknown>) =>
  world.change(persona, 'changeActionStatus', { reason: 'The council decided so.', ...input }, SHOW);

/** An action that nothing was done with yet. */
function untouched(status: string) {
  const index = actions.findIndex((action) => action.status === status);
  const [action] = actions.splice(index, 1);
  if (action === undefined) throw new Error(`No action is ${status}.`);
  return action;
}

test('a director moves an action on, and every service knows at once', async () => {
  const { id, version } = untouched('RUNNING');
  const { action, userErrors } = await change(DIRECTOR, { actionId: id, status: 'SUSPENDED' });
  expect(userErrors).toEqual([]);
  expect(action).toMatchObject({ id, status: 'SUSPENDED', version: version + 1 });
  expect(action.statusChanges.at(-1)).toEqual({ fromStatus: 'RUNNING', toStatus: 'SUSPENDED' });
  const heard = await withOwner(world.identity.ownerUrl, async (owner) => {
    const { rows } = await owner.query<{ status: string }>(
      `select status from agreements.plan_action where action_id = $1
       union all select status from reviews.plan_action where action_id = $1
       union all select status from indicators.plan_action where action_id = $1`,
      [id],
    );
    return rows.map(({ status }) => status);
  });
  expect(heard).toEqual(['SUSPENDED', 'SUSPENDED', 'SUSPENDED']);
});

test.each([
  ['nobody signed in', null],
  ['an evaluator', { role: 'EVALUATOR', programme: SLUG }],
  ['a director of another city', directorOf('kortrijk-2020')],
  ['an administrator', { role: 'ADMINISTRATOR' }],
] as [string, Persona | null][])('%s does not, and nothing changes', async (_who, persona) => {
  const [action] = actions;
  const { userErrors } = await change(persona, { actionId: action?.id, status: 'STOPPED' });
  expect(codesOf({ userErrors })).toEqual(['NOT_ALLOWED']);
  const { data } = await world.ask('query ($id: ID!) { action(id: $id) { status version } }', {
    id: action?.id,
  });
  expect(data.action).toEqual({ status: action?.status, version: action?.version });
});

test('the table of transitions holds, whatever is asked', async () => {
  const { id } = untouched('PLANNED');
  const next: Record<string, string[]> = {
    PROPOSED: ['PLANNED', 'STOPPED'],
    PLANNED: ['PROPOSED', 'RUNNING', 'STOPPED'],
    STOPPED: ['PLANNED'],
  };
  let status = 'PLANNED';
  for (const wanted of [...wordsOf(ACTION_STATUS), 'STOPPED', 'PROPOSED', 'PLANNED', 'PROPOSED']) {
    if (wanted === 'RUNNING') continue;
    const { action, userErrors } = await change(DIRECTOR, { actionId: id, status: wanted });
    const may = next[status]?.includes(wanted) ?? false;
    expect(codesOf({ userErrors }), `${status} to ${wanted}`).toEqual(may ? [] : ['CONFLICT']);
    status = may ? wanted : status;
    expect(action.status).toBe(status);
  }
});

test('what is sent twice happens once, and of two who saw the same version one is told what it is now', async () => {
  const { id, version } = untouched('RUNNING');
  const once = { actionId: id, status: 'SUSPENDED', expectedVersion: version, idempotencyKey: 'suspend' };
  const [first, second] = [await change(DIRECTOR, once), await change(DIRECTOR, once)];
  expect([first.userErrors, second.userErrors]).toEqual([[], []]);
  expect(second.action).toEqual(first.action);
  const both = await Promise.all(
    ['COMPLETED', 'STOPPED'].map((status) =>
      change(DIRECTOR, { actionId: id, status, expectedVersion: version + 1 }),
    ),
  );
  expect(both.map(codesOf).sort()).toEqual([[], ['VERSION_CONFLICT']]);
  expect(new Set(both.map(({ action }) => action.version))).toEqual(new Set([version + 2]));
});

test('a day to come and an empty reason are refused', async () => {
  const { id } = untouched('RUNNING');
  const ask = (input: Record<string, unknown>) =>
    change(DIRECTOR, { actionId: id, status: 'STOPPED', ...input });
  expect((await ask({ changedOn: '2999-01-01' })).userErrors[0]).toMatchObject({
    code: 'BAD_USER_INPUT',
    path: ['input', 'changedOn'],
  });
  expect((await ask({ reason: ' ' })).userErrors[0]).toMatchObject({ path: ['input', 'reason'] });
});
