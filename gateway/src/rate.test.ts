import type { Person } from '@kapstok/schema';
import { POINTS } from '@kapstok/schema';
import { describe, expect, test, vi } from 'vitest';
import { answerOf, codes, type Hub, hub, post, signal } from '../testing/hub.ts';
import { API_TOKEN } from '../testing/identity.ts';
import type { Budget, GatewayOptions, SubgraphCall } from './index.ts';
import { networkOf, placeOf } from './limits/address.ts';

/** 1 for the list, 3 rows of 1 field: 1 + 1 + 3. */
const FIVE = '{programmes(first:3){nodes{id}}}';
const COSTS_FIVE = 1 + 3 * (1 + 1);

const small = (budget: Partial<Budget>): Partial<GatewayOptions> => ({
  budget: { person: 1000, organisation: 1000, address: 1000, ...budget },
});
interface From {
  readonly token?: string;
  readonly address?: string;
}
async function askAs(gateway: Hub, { token, address = '192.0.2.1' }: From, query = FIVE, more: object = {}) {
  const response = await gateway.inject({
    method: 'POST',
    url: '/graphql',
    remoteAddress: address,
    headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
    payload: JSON.stringify({ query, ...more }),
  });
  return answerOf(response as Awaited<ReturnType<typeof post>>);
}
const budgetOf = ({ headers }: { headers: Record<string, unknown> }) => ({
  limit: Number(headers['x-ratelimit-limit']),
  remaining: Number(headers['x-ratelimit-remaining']),
  used: Number(headers['x-ratelimit-used']),
  cost: Number(headers['x-ratelimit-cost']),
});
const person = (subject: string, organisation?: string): Person => ({
  subject,
  name: null,
  mayWrite: false,
  roles: [{ role: 'PARTNER', programme: '*', ...(organisation && { organisation }) }],
});

describe('the headers', () => {
  test('say what a question cost and what is left, and add up', async () => {
    const gateway = await hub({}, small({}));
    let used = 0;
    for (const query of [FIVE, '{currency}', FIVE]) {
      const now = budgetOf(await askAs(gateway, {}, query));
      used += now.cost;
      expect(now).toEqual({ limit: 1000, used, remaining: 1000 - used, cost: now.cost });
    }
    expect(used).toBe(2 * COSTS_FIVE + 1);
  });

  test('say when it begins anew', async () => {
    const gateway = await hub({}, small({}));
    const first = Number((await askAs(gateway, {})).headers['x-ratelimit-reset']);
    expect(first - Date.now() / 1000).toBeGreaterThan(3590);
    expect(first - Date.now() / 1000).toBeLessThan(3602);
    expect(Number((await askAs(gateway, {})).headers['x-ratelimit-reset']) - first).toBeLessThanOrEqual(1);
  });

  test.each<[string, object | string, Record<string, string>]>([
    ['a question that does not fit', { query: '{nothing}' }, {}],
    ['a question that is too large', { query: `{${'currency '.repeat(3000)}}` }, {}],
    ['no JSON', '{"query":', {}],
    ['another content type', 'x', { 'content-type': 'text/plain' }],
    ['a list of questions', [{ query: '{currency}' }], {}],
    ['a stranger as host', { query: '{currency}' }, { host: 'evil.example' }],
    ['a credential that is not accepted', { query: '{currency}' }, { authorization: 'Bearer kapstok_wrong' }],
  ])('are on what is refused too, at the price of a refusal: %s', async (_what, payload, headers) => {
    const gateway = await hub({}, small({}));
    const refused = await post(gateway, payload, headers);
    expect(refused.statusCode).toBeGreaterThanOrEqual(400);
    expect(budgetOf(refused)).toEqual({
      limit: 1000,
      used: POINTS.refused,
      remaining: 1000 - POINTS.refused,
      cost: POINTS.refused,
    });
  });
});

describe('a budget that is spent', () => {
  test('refuses with 429, the numbers and the time', async () => {
    const gateway = await hub({}, small({ address: 20 }));
    for (let i = 0; i < 2; i += 1) expect((await askAs(gateway, {})).status).toBe(200);
    const answer = await askAs(gateway, {});
    expect({ status: answer.status, codes: codes(answer) }).toEqual({ status: 429, codes: ['RATE_LIMITED'] });
    expect(answer.json.errors[0].message).toMatch(
      /^This costs 7 points; 6 of the 20 points an hour are left for your address, .* Try again in 3\d{3} s/,
    );
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(3500);
    expect(answer.json.data).toBeUndefined();
  });

  test('runs nothing', async () => {
    const plan = vi.fn<SubgraphCall>(async () => ({ data: {} }));
    const gateway = await hub({ plan }, small({ address: 5 }));
    expect((await askAs(gateway, {})).status).toBe(429);
    expect(plan).not.toHaveBeenCalled();
  });

  test('begins anew after its window', async () => {
    const gateway = await hub({}, small({ address: 10, windowSeconds: 1 }));
    expect((await askAs(gateway, {})).status).toBe(200);
    expect((await askAs(gateway, {})).status).toBe(429);
    await expect
      .poll(async () => (await askAs(gateway, {})).status, { timeout: 5000, interval: 100 })
      .toBe(200);
  });

  test('is not overspent by questions that come at the same time', async () => {
    const gateway = await hub({}, { ...small({ address: 30, inFlight: 64 }), inFlight: 64 });
    const answers = await Promise.all(Array.from({ length: 20 }, () => askAs(gateway, {})));
    expect(answers.filter(({ status }) => status === 200).length).toBeLessThanOrEqual(4);
    expect(answers.filter(({ status }) => status === 429).length).toBeGreaterThanOrEqual(16);
  });

  test('stops guessing of names, once what was refused has spent it', async () => {
    const gateway = await hub({}, small({ address: 10 * POINTS.refused }));
    const statuses: number[] = [];
    for (let i = 0; i < 13; i += 1) statuses.push((await askAs(gateway, {}, `{guess${i}}`)).status);
    expect(statuses.filter((status) => status === 400).length).toBe(11);
    const last = await askAs(gateway, {}, '{currenc}');
    expect(last.status).toBe(429);
    expect(last.text).not.toContain('currency');
  });

  test('leaves one entry in the trail, not one for each try', async () => {
    const gateway = await hub({}, small({ person: 5 }));
    for (let i = 0; i < 4; i += 1) await askAs(gateway, { token: API_TOKEN });
    expect(gateway.identities.refusals).toEqual([
      expect.objectContaining({ what: 'RATE_LIMIT', subject: 'account-1' }),
    ]);
  });
});

describe('who shares a budget', () => {
  test('two persons do not, also at one address', async () => {
    const gateway = await hub({}, small({ person: 10 }));
    gateway.identities.tokens.set('kapstok_b', person('b'));
    expect((await askAs(gateway, { token: API_TOKEN })).status).toBe(200);
    expect((await askAs(gateway, { token: API_TOKEN })).status).toBe(429);
    expect((await askAs(gateway, { token: 'kapstok_b' })).status).toBe(200);
    expect((await askAs(gateway, {})).status).toBe(200);
  });

  test('one person does with itself: other addresses and tokens change nothing', async () => {
    const gateway = await hub({}, small({ person: 10 }));
    gateway.identities.tokens.set('kapstok_b', person('b'));
    gateway.identities.tokens.set('kapstok_b2', person('b'));
    expect((await askAs(gateway, { token: 'kapstok_b' })).status).toBe(200);
    expect((await askAs(gateway, { token: 'kapstok_b2', address: '198.51.100.7' })).status).toBe(429);
  });

  test('two persons of one organisation share that of the organisation, and see the one that ends first', async () => {
    const gateway = await hub({}, small({ person: 100, organisation: 10 }));
    gateway.identities.tokens.set('kapstok_a', person('a', 'org-1'));
    gateway.identities.tokens.set('kapstok_b', person('b', 'org-1'));
    gateway.identities.tokens.set('kapstok_c', person('c', 'org-2'));
    expect(budgetOf(await askAs(gateway, { token: 'kapstok_a' }))).toMatchObject({ limit: 10, used: 7 });
    const refused = await askAs(gateway, { token: 'kapstok_b' });
    expect(refused.status).toBe(429);
    expect(refused.json.errors[0].message).toContain('left for your organisation');
    expect((await askAs(gateway, { token: 'kapstok_c' })).status).toBe(200);
  });

  test('addresses that ask without sign-in: each its own, a /64 together', async () => {
    const gateway = await hub({}, small({ address: 10 }));
    expect((await askAs(gateway, { address: '192.0.2.1' })).status).toBe(200);
    expect((await askAs(gateway, { address: '192.0.2.2' })).status).toBe(200);
    expect((await askAs(gateway, { address: '::ffff:192.0.2.2' })).status).toBe(429);
    expect((await askAs(gateway, { address: '2001:db8:1:2::1' })).status).toBe(200);
    expect((await askAs(gateway, { address: '2001:db8:1:2:ffff::9' })).status).toBe(429);
    expect((await askAs(gateway, { address: '2001:db8:1:3::1' })).status).toBe(200);
  });

  test.each([
    ['192.0.2.1', '192.0.2.1'],
    ['::ffff:192.0.2.1', '192.0.2.1'],
    ['2001:db8:0:0:1::1', '2001:db8:0:0::/64'],
    ['2001:DB8::1', '2001:db8:0:0::/64'],
    ['2001:0db8:0000:0000:ffff::', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['1:2:3:4:5:6:7:8', '1:2:3:4::/64'],
  ])('%s belongs to %s', (address, network) => {
    expect(networkOf(address)).toBe(network);
    expect(placeOf(address)).toBe(placeOf(address.toUpperCase().replace('%ETH0', '%eth0')));
  });

  test('headers that anybody can write say nothing of the address', async () => {
    const gateway = await hub({}, small({ address: 10 }));
    const from = (ip: string) => post(gateway, { query: FIVE }, { 'x-forwarded-for': ip, 'x-real-ip': ip });
    expect((await from('192.0.2.1')).statusCode).toBe(200);
    expect((await from('192.0.2.2')).statusCode).toBe(429);
  });
});

describe('what a question costs', () => {
  const costOf = async (query: string, variables = {}) =>
    budgetOf(await askAs(await hub({}, small({ address: 1_000_000 })), {}, query, { variables })).cost;

  test('is the same however it is written', async () => {
    const once = await costOf('{programmes(first:10){nodes{id title}}}');
    expect(once).toBe(1 + 10 * (1 + 2));
    expect(await costOf('query($n:Int){programmes(first:$n){nodes{id title}}}', { n: 10 })).toBe(once);
    expect(await costOf('query($n:Int=10){programmes(first:$n){nodes{id title}}}')).toBe(once);
    expect(
      await costOf(
        '{programmes(first:10){...a}} fragment a on ProgrammeConnection{nodes{...b}} fragment b on Programme{id title}',
      ),
    ).toBe(once);
  });

  test('counts aliases each for itself, so that they buy nothing', async () => {
    const once = await costOf('{programmes(first:10){nodes{id}}}');
    expect(await costOf('{a:programmes(first:10){nodes{id}} b:programmes(first:10){nodes{id}}}')).toBe(
      2 * once,
    );
  });

  test('does not count what is skipped', async () => {
    expect(await costOf('{currency programmes(first:100) @skip(if:true){nodes{id}}}')).toBe(1);
  });
});

test('a person alone does not fill the house', async () => {
  const held = signal();
  const money: SubgraphCall = async () => {
    await held.promise;
    return { data: { currency: 'EUR' } };
  };
  const gateway = await hub({ money }, { ...small({ inFlight: 2 }), inFlight: 4 });
  const ask = (from: From) => askAs(gateway, from, '{currency}');
  const running = [ask({ token: API_TOKEN }), ask({ token: API_TOKEN, address: '192.0.2.9' })];
  const third = await ask({ token: API_TOKEN });
  expect({ status: third.status, codes: codes(third), after: third.headers['retry-after'] }).toEqual({
    status: 429,
    codes: ['RATE_LIMITED'],
    after: '1',
  });
  const others = [ask({}), ask({})];
  held.resolve();
  for (const answer of await Promise.all([...running, ...others])) expect(answer.status).toBe(200);
  expect((await ask({ token: API_TOKEN })).status).toBe(200);
});
