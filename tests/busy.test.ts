import { withOwner } from '@kapstok/kit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type AccessWorld, codesOf, directorOf, openAccessWorld } from './access-world.ts';

const SLUG = 'voorbeeldstad';
const DIRECTOR = directorOf(SLUG);
const UPDATE = `mutation ($input: UpdateActionInput!) {
  updateAction(input: $input) { action { note } userErrors { message } } }`;

let world: AccessWorld;
beforeAll(async () => {
  world = await openAccessWorld();
});
afterAll(() => world?.close());

test('who waits too long for another is asked to try again, and the change is made once', async () => {
  const { data } = await world.ask(`{ programme(slug: "${SLUG}") { actions(first: 1) { nodes { id } } } }`);
  const [action] = data.programme.actions.nodes;
  const input = { actionId: action.id, note: 'After a wait.', idempotencyKey: 'busy' };
  await withOwner(world.identity.ownerUrl, async (owner) => {
    await owner.query('begin');
    await owner.query('select from actions.action where id = $1 for update', [action.id]);
    const { data: none, errors } = await world.askAs(DIRECTOR, UPDATE, { input });
    expect(none?.updateAction ?? null).toBeNull();
    const [error] = errors;
    expect(error?.extensions).toEqual({ code: 'SUBGRAPH_UNAVAILABLE', subgraph: 'actions' });
    expect(error?.message).toContain('Try again in a moment');
    await owner.query('rollback');
  });
  const { data: done } = await world.askAs(DIRECTOR, UPDATE, { input });
  expect(done.updateAction).toEqual({ action: { note: 'After a wait.' }, userErrors: [] });
  expect(codesOf(await world.change(DIRECTOR, 'updateAction', input))).toEqual([]);
});
