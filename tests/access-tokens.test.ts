import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  type AccessWorld,
  codesOf,
  DAY,
  DIRECTOR,
  EVALUATOR,
  HOUR,
  openAccessWorld,
} from './access-world.ts';
import type { Persona } from './tokens.ts';

let world: AccessWorld;
beforeAll(async () => {
  world = await openAccessWorld();
});
afterAll(() => world?.close());

describe('API tokens', () => {
  const make = (persona: Persona | null, input: Record<string, unknown> = {}) =>
    world.change(
      persona,
      'createApiToken',
      { name: 'script', scope: 'WRITE', expiresAt: new Date(Date.now() + 30 * DAY).toISOString(), ...input },
      'secret apiToken { id version name start scope expiresAt lastUsedAt revokedAt }',
    );
  const asToken = (secret: string) =>
    world.ask(
      '{ viewer { mayWrite roles { role } account { id } } }',
      {},
      { authorization: `Bearer ${secret}` },
    );

  test('show their secret once, carry the roles of their owner, and end at once', async () => {
    const made = await make(EVALUATOR, { scope: 'READ', idempotencyKey: 'token' });
    expect(made.secret).toMatch(/^kapstok_[\w-]{43}$/);
    expect(made.secret.startsWith(made.apiToken.start)).toBe(true);
    expect(made.apiToken.start.length).toBeLessThan(15);
    const again = await make(EVALUATOR, {
      scope: 'READ',
      idempotencyKey: 'token',
      expiresAt: made.apiToken.expiresAt,
    });
    expect(again).toMatchObject({ secret: null, userErrors: [], apiToken: { id: made.apiToken.id } });
    const used = await asToken(made.secret);
    expect(used.data.viewer).toMatchObject({ mayWrite: false, roles: [{ role: 'EVALUATOR' }] });
    const refused = await world.ask(
      'mutation ($input: CreateApiTokenInput!) { createApiToken(input: $input) { secret userErrors { code } } }',
      { input: { name: 'x', scope: 'WRITE', expiresAt: made.apiToken.expiresAt } },
      { authorization: `Bearer ${made.secret}` },
    );
    expect(refused.data.createApiToken).toEqual({ secret: null, userErrors: [{ code: 'NOT_ALLOWED' }] });
    expect(codesOf(await world.change(DIRECTOR, 'revokeApiToken', { apiTokenId: made.apiToken.id }))).toEqual(
      ['NOT_FOUND'],
    );
    const revoked = await world.change(
      EVALUATOR,
      'revokeApiToken',
      { apiTokenId: made.apiToken.id, expectedVersion: 1 },
      'apiToken { revokedAt lastUsedAt }',
    );
    expect(revoked.apiToken).toEqual({ revokedAt: expect.any(String), lastUsedAt: expect.any(String) });
    expect((await asToken(made.secret)).status).toBe(401);
    expect(
      codesOf(await world.change(EVALUATOR, 'revokeApiToken', { apiTokenId: made.apiToken.id })),
    ).toEqual(['CONFLICT']);
  });

  test('are nowhere kept, nor in the log or the trail', async () => {
    const { secret } = await make(EVALUATOR);
    const trail = JSON.stringify(await world.trail());
    expect(trail).not.toContain(secret);
    expect(world.log.join('')).not.toContain(secret);
  });

  test.each([
    ['in the past', -DAY],
    ['after a year', 367 * DAY],
  ])('do not expire %s', async (_name, from) => {
    const refused = await make(EVALUATOR, { expiresAt: new Date(Date.now() + from).toISOString() });
    expect(refused).toMatchObject({
      secret: null,
      userErrors: [{ code: 'BAD_USER_INPUT', path: ['input', 'expiresAt'] }],
    });
  });

  test('are made by nobody without sign-in', async () => {
    expect(await make(null)).toMatchObject({
      secret: null,
      apiToken: null,
      userErrors: [{ code: 'NOT_ALLOWED' }],
    });
  });

  test('are listed for their owner only', async () => {
    await make(EVALUATOR, { name: 'mine' });
    const mine = await world.askAs(EVALUATOR, '{ viewer { account { apiTokens { name } } } }');
    expect(mine.text).toContain('mine');
  });

  test('end on their day', async () => {
    const { secret } = await make(EVALUATOR, { expiresAt: new Date(Date.now() + DAY).toISOString() });
    expect((await asToken(secret)).status).toBe(200);
    world.advance(DAY + HOUR);
    expect((await asToken(secret)).status).toBe(401);
    world.advance(-DAY - HOUR);
  });

  test('note when they were used, to the minute', async () => {
    const { secret, apiToken } = await make(EVALUATOR, { name: 'noted' });
    const last = async () => {
      const { data } = await world.askAs(EVALUATOR, '{ viewer { account { apiTokens { id lastUsedAt } } } }');
      return data.viewer.account.apiTokens.find((one: { id: string }) => one.id === apiToken.id).lastUsedAt;
    };
    expect(await last()).toBeNull();
    await asToken(secret);
    const first = await last();
    await asToken(secret);
    expect(await last()).toBe(first);
    world.advance(5 * 60_000);
    // A change drops what the door remembers, so that the next use is looked up.
    await make(EVALUATOR);
    await asToken(secret);
    expect(Date.parse(await last()) - Date.parse(first)).toBeGreaterThanOrEqual(5 * 60_000);
    world.advance(-5 * 60_000);
  });
});
