import { VIEWER_TOKEN } from '@kapstok/schema';
import { jwtVerify } from 'jose';
import { describe, expect, test } from 'vitest';
import { moneyRoot, planRoot, subgraph } from '../testing/graph.ts';
import { hub, post, viewerKey } from '../testing/hub.ts';
import type { SubgraphCall, SubgraphRequest } from './index.ts';

/** A hub that keeps what its subgraphs were asked, and with which token. */
async function listeningHub() {
  const heard: { request: SubgraphRequest; token: string }[] = [];
  const listen =
    (call: SubgraphCall): SubgraphCall =>
    (request, token, signal) => {
      heard.push({ request, token });
      return call(request, token, signal);
    };
  const calls = { plan: listen(subgraph('plan', planRoot)), money: listen(subgraph('money', moneyRoot)) };
  return { ...(await hub(calls)), heard };
}

describe('the viewer that subgraphs get', () => {
  test('is signed for them, once per request, with the request id', async () => {
    const { ask, heard } = await listeningHub();
    const { headers } = await ask('{programme(slug:"x"){title budget{amount}}}');
    expect(heard).toHaveLength(2);
    expect(new Set(heard.map(({ token }) => token)).size).toBe(1);
    const { payload, protectedHeader } = await jwtVerify(heard[0]?.token ?? '', viewerKey, {
      algorithms: [VIEWER_TOKEN.algorithm],
      issuer: VIEWER_TOKEN.issuer,
      audience: VIEWER_TOKEN.audience,
      requiredClaims: ['exp', 'sub', 'iat'],
    });
    expect(protectedHeader.alg).toBe('HS256');
    expect((payload.exp ?? 0) - (payload.iat ?? 0)).toBe(VIEWER_TOKEN.lifetimeSeconds);
    expect(payload).toMatchObject({
      sub: 'public',
      viewer: {
        subject: 'public',
        roles: [],
        published: [],
        mayWrite: false,
        correlationId: headers['x-request-id'],
      },
    });
  });

  test('knows the languages asked for, and nothing else of what the client sent', async () => {
    const hub = await listeningHub();
    await post(
      hub,
      { query: '{currency}' },
      {
        'accept-language': 'fr-BE, de;q=0.5',
        'x-kapstok-viewer': 'forged',
        'x-request-id': 'forged',
      },
    );
    const [asked] = hub.heard;
    const { payload } = await jwtVerify<{ viewer: { languages: string[] } }>(asked?.token ?? '', viewerKey);
    expect(payload.viewer.languages).toEqual(['fr', 'de']);
    expect(JSON.stringify([asked, payload])).not.toContain('forged');
  });

  test('is not made when nobody is asked', async () => {
    const { ask, heard } = await listeningHub();
    expect((await ask('{__typename}')).json).toEqual({ data: { __typename: 'Query' } });
    expect(heard).toEqual([]);
  });

  test('needs a key of 32 bytes', async () => {
    await expect(hub({}, { viewerKey: new Uint8Array(31) })).rejects.toThrow('32 bytes');
  });
});
