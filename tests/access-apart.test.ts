import { remoteIdentity } from '@kapstok/kit';
import { IDENTITY_HEADER, IDENTITY_TOKEN } from '@kapstok/schema';
import { SignJWT } from 'jose';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { EVALUATOR } from './access-world.ts';
import { type ApartHub, openApartHub } from './apart-hub.ts';

let hub: ApartHub;
beforeAll(async () => {
  hub = await openApartHub('shipped');
});
afterAll(() => hub?.close());

const VIEWER = '{ viewer { isSignedIn mayWrite roles { role isEveryProgramme } } }';

test('apart, the gateway asks the access service who it is, and gets the same answer', async () => {
  const { data, errors } = await hub.askAs({ ...EVALUATOR, scope: 'READ' }, VIEWER);
  expect(errors).toEqual([]);
  expect(data.viewer).toEqual({
    isSignedIn: true,
    mayWrite: false,
    roles: [{ role: 'EVALUATOR', isEveryProgramme: true }],
  });
  expect((await hub.askAs(null, VIEWER)).data.viewer).toMatchObject({ isSignedIn: false });
  const { status } = await hub.ask(VIEWER, {}, { authorization: `Bearer kapstok_${'a'.repeat(43)}` });
  expect(status).toBe(401);
});

test('apart, a token that was revoked works no more', async () => {
  const input = { name: 'x', scope: 'READ', expiresAt: new Date(Date.now() + 1e7).toISOString() };
  const made = await hub.askAs(
    EVALUATOR,
    'mutation ($input: CreateApiTokenInput!) { createApiToken(input: $input) { secret apiToken { id } } }',
    { input },
  );
  const { secret, apiToken } = made.data.createApiToken;
  const authorization = `Bearer ${secret}`;
  expect((await hub.ask(VIEWER, {}, { authorization })).status).toBe(200);
  await hub.askAs(
    EVALUATOR,
    'mutation ($input: RevokeApiTokenInput!) { revokeApiToken(input: $input) { userErrors { code } } }',
    { input: { apiTokenId: apiToken.id } },
  );
  expect((await hub.ask(VIEWER, {}, { authorization })).status).toBe(401);
});

test('the access service tells nobody but the gateway who somebody is', async () => {
  const url = `${hub.proxies.access.target}/identity`;
  const body = JSON.stringify({ method: 'published', args: [] });
  for (const headers of [{}, { [IDENTITY_HEADER]: 'x' }]) {
    const response = await fetch(url, { method: 'POST', headers, body });
    expect(response.status).toBe(401);
    expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] });
  }
  const stranger = remoteIdentity(hub.proxies.access.target, new Uint8Array(32));
  await expect(stranger.published()).rejects.toThrow(/401/);
  await stranger.close();
  const elsewhere = await fetch(`${hub.proxies.actions.target}/identity`, { method: 'POST', body });
  expect(elsewhere.status).toBe(404);
});

test('a method that the port lacks is refused, also one that every object has', async () => {
  const token = await new SignJWT({})
    .setProtectedHeader({ alg: IDENTITY_TOKEN.algorithm })
    .setSubject('gateway')
    .setIssuer(IDENTITY_TOKEN.issuer)
    .setAudience(IDENTITY_TOKEN.audience)
    .setExpirationTime('1m')
    .sign(hub.key);
  for (const method of ['constructor', 'toString', '__proto__', '', null]) {
    const response = await fetch(`${hub.proxies.access.target}/identity`, {
      method: 'POST',
      headers: { [IDENTITY_HEADER]: token },
      body: JSON.stringify({ method, args: [] }),
    });
    expect(response.status).toBe(400);
  }
});
