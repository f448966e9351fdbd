import type { IdentityPort, Published, Viewer } from '@kapstok/schema';
import { decodeJwt } from 'jose';
import { describe, expect, test } from 'vitest';
import { moneyRoot, subgraph } from '../../testing/graph.ts';
import { answerOf, codes, hub, post } from '../../testing/hub.ts';
import { API_TOKEN, DIRECTOR, testIdentities } from '../../testing/identity.ts';
import type { GatewayOptions } from '../index.ts';

const QUESTION = { query: '{currency}' };
const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
const cookie = (token: string) => ({ cookie: `__Host-kapstok=${token}` });

/** A hub that keeps the viewers that its subgraph was shown. */
async function watchingHub(changes: Partial<IdentityPort> = {}, options: Partial<GatewayOptions> = {}) {
  const viewers: Viewer[] = [];
  const money = subgraph('money', moneyRoot);
  const identities = Object.assign(testIdentities(), changes);
  const opened = await hub(
    {
      money: (request, token, signal) => {
        viewers.push(decodeJwt<{ viewer: Viewer }>(token).viewer);
        return money(request, token, signal);
      },
    },
    { identity: identities, ...options },
  );
  const ask = async (headers: Record<string, string> = {}) => answerOf(await post(opened, QUESTION, headers));
  return { ...opened, identities, viewers, ask };
}

const away = () => Promise.reject(new Error('connect ECONNREFUSED 10.0.0.7:4005'));

describe('who asks', () => {
  test('is the public without credentials, and reads what is published', async () => {
    const published: Published[] = [{ programme: 'p1', kind: 'PLAN' }];
    const { ask, viewers } = await watchingHub({ published: async () => published });
    expect((await ask()).json).toEqual({ data: { currency: 'EUR' } });
    expect(viewers).toMatchObject([{ subject: 'public', roles: [], published, mayWrite: false }]);
  });

  test('is the holder of an API token', async () => {
    const { ask, viewers } = await watchingHub();
    expect((await ask(bearer(API_TOKEN))).status).toBe(200);
    const { subject, roles, mayWrite } = DIRECTOR;
    expect(viewers).toMatchObject([{ subject, roles, mayWrite }]);
  });

  test('is whoever signed in, when the request comes from a page of the hub', async () => {
    const { ask, identities, viewers } = await watchingHub();
    identities.sessions.set('s1', DIRECTOR);
    const own = { host: 'localhost:4000', origin: 'http://localhost:4000' };
    expect((await ask({ ...cookie('s1'), ...own })).status).toBe(200);
    expect(viewers).toMatchObject([{ subject: DIRECTOR.subject }]);
    const foreign = await ask({ ...cookie('s1'), ...own, origin: 'http://elsewhere.example' });
    const nameless = await ask({ ...cookie('s1'), host: 'localhost:4000' });
    expect([foreign.status, nameless.status]).toEqual([403, 403]);
    expect(viewers).toHaveLength(1);
  });

  test('is whom the header names, not the cookie', async () => {
    const { ask, identities } = await watchingHub();
    identities.sessions.set('s1', DIRECTOR);
    expect((await ask({ ...cookie('s1'), ...bearer('kapstok_unknown') })).status).toBe(401);
  });

  const refused: readonly (readonly [string, Record<string, string>, RegExp])[] = [
    ['an unknown API token', bearer('kapstok_unknown'), /new one/],
    ['an API token without its token', bearer('kapstok_'), /new one/],
    ['a token of a provider where there is none', bearer('eyJhbGciOiJub25lIn0.e30.'), /new one/],
    ['another scheme', { authorization: 'Basic YTpi' }, /Authorization: Bearer/],
    ['an empty header', { authorization: '' }, /Authorization: Bearer/],
    ['two tokens', { authorization: `Bearer ${API_TOKEN}, Bearer ${API_TOKEN}` }, /Authorization: Bearer/],
    ['a token of 13,000 characters', bearer(`kapstok_${'x'.repeat(13_000)}`), /Authorization: Bearer/],
    ['a session that ended', cookie('ended'), /Sign in again/],
  ];
  test.each(refused)('is not the public with %s: 401, and what to do', async (_name, headers, advice) => {
    const { ask, viewers, lines } = await watchingHub();
    const own = { host: 'localhost', origin: 'http://localhost' };
    const answer = await ask({ ...own, ...headers });
    expect({ status: answer.status, codes: codes(answer) }).toEqual({
      status: 401,
      codes: ['UNAUTHENTICATED'],
    });
    expect(answer.headers['www-authenticate']).toBe('Bearer');
    expect(answer.json.errors[0].message).toMatch(advice);
    expect(answer.text).not.toMatch(/expired|revoked|unknown|closed/i);
    const forgets = String(answer.headers['set-cookie']).startsWith('__Host-kapstok=; Max-Age=0');
    expect(forgets).toBe('cookie' in headers);
    expect(viewers).toEqual([]);
    const [line] = lines.filter(({ msg }) => msg === 'a credential was not accepted');
    expect(line?.['reason']).toBeTypeOf('string');
    expect(JSON.stringify(lines)).not.toContain('kapstok_');
  });
});

describe('refusals at the door', () => {
  test('go to the audit trail, five a minute of one address, all of them to the log', async () => {
    const { ask, identities, lines } = await watchingHub();
    const answers = [];
    for (let i = 0; i < 8; i += 1) answers.push((await ask(bearer(`kapstok_${i}`))).status);
    expect(answers).toEqual(Array(8).fill(401));
    expect(identities.refusals).toHaveLength(5);
    expect(identities.refusals[0]).toMatchObject({ what: 'API_TOKEN', subject: null });
    expect(lines.filter(({ msg }) => msg === 'a credential was not accepted')).toHaveLength(8);
  });

  test('count for the address that the connection comes from, whatever a header says', async () => {
    const { ask, identities } = await watchingHub();
    for (let i = 0; i < 8; i += 1)
      await ask({
        ...bearer(`kapstok_${i}`),
        'x-forwarded-for': `10.0.0.${i}`,
        forwarded: `for=10.1.0.${i}`,
      });
    expect(identities.refusals).toHaveLength(5);
  });

  test('count for the address that a proxy of ours tells', async () => {
    const { ask, identities } = await watchingHub({}, { trustProxy: '127.0.0.1' });
    for (let i = 0; i < 8; i += 1) await ask({ ...bearer(`kapstok_${i}`), 'x-forwarded-for': `10.0.0.${i}` });
    expect(identities.refusals).toHaveLength(8);
  });

  test('are refusals all the same when the trail cannot be written', async () => {
    const { ask } = await watchingHub({ recordRefusal: away });
    expect((await ask(bearer('kapstok_x'))).status).toBe(401);
  });
});

describe('while the service of accounts is away', () => {
  test('nobody is taken for the public: 503 and when to come back', async () => {
    const { ask, viewers } = await watchingHub({ personByApiToken: away, personBySession: away });
    const own = { host: 'localhost', origin: 'http://localhost' };
    for (const headers of [bearer(API_TOKEN), { ...own, ...cookie('s1') }]) {
      const answer = await ask(headers);
      expect({ status: answer.status, codes: codes(answer) }).toEqual({
        status: 503,
        codes: ['SUBGRAPH_UNAVAILABLE'],
      });
      expect(answer.headers['retry-after']).toBe('5');
      expect(answer.text).not.toMatch(/ECONN|10\.0/);
    }
    expect(viewers).toEqual([]);
  });

  test('the public is not told that there is nothing, but that it cannot be told', async () => {
    const { ask } = await watchingHub({ published: away });
    expect((await ask()).status).toBe(503);
  });
});

test('what is published is asked once for many requests, and kept for two seconds', async () => {
  let asked = 0;
  const { ask } = await watchingHub({
    published: async () => {
      asked += 1;
      return [];
    },
  });
  await Promise.all([ask(), ask(), ask()]);
  await ask();
  expect(asked).toBe(1);
});
