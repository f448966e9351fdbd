import { randomBytes } from 'node:crypto';
import { SERVICES, VIEWER_TOKEN } from '@kapstok/schema';
import { SignJWT, UnsecuredJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestHub, type TestHub } from './hub.ts';
import { directorOf, viewerToken } from './viewer-token.ts';

let hub: TestHub;
beforeAll(async () => {
  hub = await openTestHub('empty');
});
afterAll(() => hub?.close());

const viewer = directorOf('*');
const token = () => viewerToken(viewer);
const key = () => hub.hub.viewerKey;

const answer = (service: string, viewerToken: string | undefined) =>
  hub.hub.subgraphs.get(service)?.answer({ query: '{ __typename _service { sdl } }' }, viewerToken);

const REFUSED: Record<string, () => Promise<string | undefined>> = {
  'no token': async () => undefined,
  'an empty token': async () => '',
  'a token that is none': async () => 'a.b.c',
  'an expired token': () =>
    token()
      .setExpirationTime(Math.floor(Date.now() / 1000) - 1)
      .sign(key()),
  'a token signed with another key': () => token().sign(randomBytes(32)),
  'a token of another audience': () => token().setAudience('somebody-else').sign(key()),
  'a token of another issuer': () => token().setIssuer('somebody-else').sign(key()),
  'a token signed in another way': () => viewerToken(viewer, 'HS384').sign(key()),
  'a token of one subject with the viewer of another': () => token().setSubject('other').sign(key()),
  'a token that never ends': () =>
    new SignJWT({ viewer })
      .setProtectedHeader({ alg: VIEWER_TOKEN.algorithm })
      .setSubject(viewer.subject)
      .setIssuer(VIEWER_TOKEN.issuer)
      .setAudience(VIEWER_TOKEN.audience)
      .sign(key()),
  'a token without signature (alg none)': async () =>
    new UnsecuredJWT({ viewer })
      .setSubject(viewer.subject)
      .setIssuer(VIEWER_TOKEN.issuer)
      .setAudience(VIEWER_TOKEN.audience)
      .setIssuedAt()
      .setExpirationTime('1h')
      .encode(),
  'a token whose viewer was changed after signing': async () => {
    const [header, , signature] = (await viewerToken(directorOf('none')).sign(key())).split('.');
    const [, payload] = (await token().sign(randomBytes(32))).split('.');
    return [header, payload, signature].join('.');
  },
};

describe.each(SERVICES)('%s believes only what the gateway signed', (service) => {
  test.each(Object.keys(REFUSED))('%s → UNAUTHENTICATED and no data', async (name) => {
    expect(await answer(service, await REFUSED[name]?.())).toEqual({
      errors: [
        { message: 'This service answers the gateway only.', extensions: { code: 'UNAUTHENTICATED' } },
      ],
    });
  });

  test('a token as the gateway makes it → data', async () => {
    const result = await answer(service, await token().sign(key()));
    expect(result).toEqual({ data: { __typename: 'Query', _service: { sdl: expect.any(String) } } });
  });
});
