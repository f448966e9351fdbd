import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { request as httpRequest } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { InjectOptions } from 'fastify';
import { pino } from 'pino';
import { describe, expect, onTestFinished, test } from 'vitest';
import { answerOf, codes, hub, post, signal } from '../testing/hub.ts';
import { oidcOptions } from '../testing/oidc.ts';
import type { SubgraphCall } from './index.ts';

const QUESTION = { query: '{currency}' };

/** Sends what fetch would not: any Host, any Origin, any amount. */
async function send(url: string, headers: Record<string, string>, body = JSON.stringify(QUESTION)) {
  const request = httpRequest(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
  });
  request.on('error', () => {});
  request.end(body);
  const [response] = await once(request, 'response');
  let text = '';
  for await (const chunk of response) text += chunk;
  return { status: response.statusCode, text, json: JSON.parse(text) };
}

describe('the graph over HTTP', () => {
  test('answers a POST, and a GET that no stranger can send', async () => {
    const gateway = await hub();
    const { url } = await gateway.listen({ host: '127.0.0.1', port: 0 });
    expect((await send(`${url}/graphql`, {})).json).toEqual({ data: { currency: 'EUR' } });
    const get = (headers: Record<string, string>) => fetch(`${url}/graphql?query={currency}`, { headers });
    expect(await (await get({ 'apollo-require-preflight': '1' })).json()).toEqual({
      data: { currency: 'EUR' },
    });
    expect((await get({})).status).toBe(400);
  });

  test('logs what was refused, and not that it listens: whoever starts it says so', async () => {
    const lines: string[] = [];
    const logger = pino(
      { level: 'info' },
      { write: (line: string) => void lines.push(JSON.parse(line).msg) },
    );
    const gateway = await hub({}, { logger });
    const { url } = await gateway.listen({ host: '127.0.0.1', port: 0 });
    expect(lines).toEqual([]);
    await send(`${url}/graphql`, {}, 'no JSON');
    await expect.poll(() => lines).toEqual(['refused']);
  });

  const refusals: readonly (readonly [string, number, string, InjectOptions])[] = [
    ['broken JSON', 400, 'BAD_REQUEST', { payload: '{"query":"{currency' }],
    ['an empty body', 400, 'BAD_REQUEST', { payload: '' }],
    ['no object', 400, 'BAD_REQUEST', { payload: '"{currency}"' }],
    ['null', 400, 'BAD_REQUEST', { payload: 'null' }],
    ['a batch', 400, 'BAD_REQUEST', { payload: JSON.stringify([QUESTION, QUESTION]) }],
    ['a query that is no text', 400, 'BAD_REQUEST', { payload: '{"query":{"kind":"Document"}}' }],
    ['variables that are a list', 400, 'BAD_REQUEST', { payload: '{"query":"{currency}","variables":[1]}' }],
    [
      '__proto__ in variables',
      400,
      'BAD_REQUEST',
      { payload: '{"query":"{currency}","variables":{"f":{"__proto__":{"x":1}}}}' },
    ],
    [
      'constructor.prototype in variables',
      400,
      'BAD_REQUEST',
      { payload: '{"query":"{currency}","variables":{"constructor":{"prototype":{"x":1}}}}' },
    ],
    [
      'a persisted query',
      200,
      'BAD_REQUEST',
      { payload: '{"extensions":{"persistedQuery":{"version":1,"sha256Hash":"x"}}}' },
    ],
    [
      'text/plain',
      415,
      'BAD_REQUEST',
      { payload: JSON.stringify(QUESTION), headers: { 'content-type': 'text/plain' } },
    ],
    [
      'a form',
      415,
      'BAD_REQUEST',
      { payload: 'query={currency}', headers: { 'content-type': 'application/x-www-form-urlencoded' } },
    ],
    [
      'multipart',
      415,
      'BAD_REQUEST',
      { payload: 'x', headers: { 'content-type': 'multipart/form-data; boundary=x' } },
    ],
    [
      'an exotic charset label',
      415,
      'BAD_REQUEST',
      { payload: 'x', headers: { 'content-type': 'text/json; charset=utf-7' } },
    ],
    [
      'a body over the limit',
      413,
      'PAYLOAD_TOO_LARGE',
      { payload: JSON.stringify({ query: '{currency}', variables: { x: 'x'.repeat(250_000) } }) },
    ],
    [
      'an Accept without JSON',
      406,
      'BAD_REQUEST',
      {
        payload: JSON.stringify(QUESTION),
        headers: { 'content-type': 'application/json', accept: 'image/png' },
      },
    ],
    [
      'GET without a header of its own',
      400,
      'BAD_REQUEST',
      { method: 'GET', url: '/graphql?query={currency}', headers: {} },
    ],
    [
      'a mutation by GET',
      405,
      'BAD_REQUEST',
      { method: 'GET', url: '/graphql?query=mutation{rename(input:{id:"1",title:"x"}){id}}' },
    ],
    [
      'GET with broken variables',
      400,
      'BAD_REQUEST',
      { method: 'GET', url: '/graphql?query={currency}&variables={' },
    ],
    [
      'NUL in the variables of a GET',
      400,
      'BAD_USER_INPUT',
      { method: 'GET', url: '/graphql?query=query($s:String){echo(text:$s)}&variables={"s":"\\u0000"}' },
    ],
    ['PUT', 405, 'BAD_REQUEST', { method: 'PUT', payload: JSON.stringify(QUESTION) }],
    ['DELETE', 405, 'BAD_REQUEST', { method: 'DELETE', headers: {} }],
    ['OPTIONS', 405, 'BAD_REQUEST', { method: 'OPTIONS', headers: {} }],
  ];
  test.each(refusals)('refuses %s with %i %s in JSON', async (_name, status, code, request) => {
    const gateway = await hub();
    const defaults = {
      method: 'POST',
      url: '/graphql',
      headers: { 'content-type': 'application/json' },
    } as const;
    const answer = answerOf(await gateway.inject({ ...defaults, ...request }));
    expect({ status: answer.status, codes: codes(answer) }).toEqual({ status, codes: [code] });
    expect(answer.headers['content-type']).toMatch(/^application\/json/);
    expect(answer.headers['x-request-id']).toMatch(/^[\da-f-]{36}$/);
    expect(answer.text).not.toMatch(/node_modules|\.js|stack|<html/i);
    expect(answer.text.length).toBeLessThan(600);
    expect(gateway.lines.filter(({ level }) => level >= 40)).toEqual([]);
  });

  test('refuses 20 MB on the wire before it has them', async () => {
    const gateway = await hub();
    const { url } = await gateway.listen({ host: '127.0.0.1', port: 0 });
    const { status, json } = await send(`${url}/graphql`, {}, `{"query":"${'x'.repeat(20_000_000)}"}`);
    expect(status).toBe(413);
    expect(json.errors[0].extensions).toEqual({ code: 'PAYLOAD_TOO_LARGE' });
  });

  test('answers application/graphql-response+json when asked', async () => {
    const gateway = await hub();
    const answer = await post(gateway, QUESTION, { accept: 'application/graphql-response+json' });
    expect(answer.headers['content-type']).toMatch(/^application\/graphql-response\+json/);
  });

  test('takes so many questions at a time and tells the next to come back', async () => {
    const held = signal();
    const money: SubgraphCall = async () => {
      await held.promise;
      return { data: { currency: 'EUR' } };
    };
    const gateway = await hub({ money }, { inFlight: 2 });
    const running = [gateway.ask('{currency}'), gateway.ask('{currency}')];
    const busy = await gateway.ask('{currency}');
    expect({ status: busy.status, codes: codes(busy), after: busy.headers['retry-after'] }).toEqual({
      status: 503,
      codes: ['OVERLOADED'],
      after: '1',
    });
    expect((await gateway.inject('/livez')).statusCode).toBe(200);
    held.resolve();
    for (const answer of await Promise.all(running)) expect(answer.status).toBe(200);
    expect((await gateway.ask('{currency}')).status).toBe(200);
  });

  test('stops asking subgraphs when the caller hangs up', async () => {
    const aborted = signal();
    const asked = signal();
    const money: SubgraphCall = (_request, _token, stop) =>
      new Promise(() => {
        asked.resolve();
        stop.addEventListener('abort', aborted.resolve);
      });
    const gateway = await hub({ money });
    const { url } = await gateway.listen({ host: '127.0.0.1', port: 0 });
    const caller = new AbortController();
    const body = JSON.stringify(QUESTION);
    const headers = { 'content-type': 'application/json' };
    fetch(`${url}/graphql`, { method: 'POST', body, headers, signal: caller.signal }).catch(() => {});
    await asked.promise;
    const began = performance.now();
    caller.abort();
    await aborted.promise;
    expect(performance.now() - began).toBeLessThan(2000);
    expect(gateway.lines.filter(({ level }) => level >= 40)).toEqual([]);
  });

  test('lets one question call a subgraph many times without a murmur', async () => {
    const warnings: Error[] = [];
    const onWarning = (warning: Error) => warnings.push(warning);
    process.on('warning', onWarning);
    onTestFinished(() => void process.off('warning', onWarning));
    const gateway = await hub();
    const fields = Array.from({ length: 30 }, (_, i) => `a${i}:programme(slug:"${i}"){budget{amount}}`);
    expect((await gateway.ask(`{${fields.join(' ')}}`)).json.data.a29.budget.amount).toBe('100.00');
    await new Promise(setImmediate);
    expect(warnings).toEqual([]);
  });

  test('ends what runs before it closes', async () => {
    const asked = signal();
    const answer = signal();
    const money: SubgraphCall = async () => {
      asked.resolve();
      await answer.promise;
      return { data: { currency: 'EUR' } };
    };
    const gateway = await hub({ money });
    const { url } = await gateway.listen({ host: '127.0.0.1', port: 0 });
    const running = send(`${url}/graphql`, {});
    await asked.promise;
    const closed = gateway.close();
    answer.resolve();
    expect((await running).json).toEqual({ data: { currency: 'EUR' } });
    await closed;
    await expect(fetch(url)).rejects.toThrow();
  });
});

describe('the doors', () => {
  const strangers: readonly (readonly [string, number, Record<string, string>])[] = [
    ['a name that was pointed at loopback', 421, { host: 'evil.example' }],
    ['a name that begins like ours', 421, { host: 'localhost.evil.example' }],
    ['an address of the network', 421, { host: '192.168.1.5:4000' }],
    ['a host that is no host', 421, { host: 'localhost:80:90' }],
    ['a page of another origin', 403, { origin: 'https://evil.example' }],
    ['a page of another port', 403, { host: 'localhost:4000', origin: 'http://localhost:3000' }],
    ['a page without an origin', 403, { origin: 'null' }],
  ];
  test.each(strangers)('stay shut for %s', async (_name, status, headers) => {
    const gateway = await hub();
    const { url } = await gateway.listen({ host: '127.0.0.1', port: 0 });
    const answer = await send(`${url}/graphql`, headers);
    expect(answer.status).toBe(status);
    expect(answer.json.errors[0].extensions).toEqual({ code: 'BAD_REQUEST' });
  });

  const friends: readonly Record<string, string>[] = [
    { host: 'localhost:4000' },
    { host: 'LOCALHOST' },
    { host: '127.0.0.1' },
    { host: '[::1]:4000' },
    { host: 'plan.stad.example' },
    { host: 'localhost:4000', origin: 'http://localhost:4000' },
    { host: 'plan.stad.example', origin: 'https://plan.stad.example' },
  ];
  test.each(friends)('open for %o', async (headers) => {
    const gateway = await hub({}, { hosts: ['plan.stad.example'] });
    const { url } = await gateway.listen({ host: '127.0.0.1', port: 0 });
    expect((await send(`${url}/graphql`, headers)).status).toBe(200);
  });

  test('are on loopback only, unless people sign in there by https', async () => {
    const gateway = await hub();
    await expect(gateway.listen({ host: '0.0.0.0', port: 0 })).rejects.toThrow('identity provider');
    const plain = await hub({}, { oidc: oidcOptions('https://login.example') });
    await expect(plain.listen({ host: '0.0.0.0', port: 0 })).rejects.toThrow('https');
    const safe = { oidc: oidcOptions('https://login.example'), publicUrl: 'https://plan.example' };
    const open = await hub({}, safe);
    expect((await open.listen({ host: '0.0.0.0', port: 0 })).url).toMatch(/^http:/);
  });

  test('tell browsers to come by https only, where they do', async () => {
    const header = async (options: object) =>
      (await (await hub({}, options)).inject('/livez')).headers['strict-transport-security'];
    expect(await header({})).toBeUndefined();
    expect(await header({ publicUrl: 'https://localhost' })).toMatch(/max-age=\d{8}/);
  });

  test('do not open while a protection of @apollo/gateway is switched off', async () => {
    process.env['APOLLO_DISABLE_SECURITY_RECURSIVE_SELECTIONS_CHECK'] = 'true';
    onTestFinished(() => {
      delete process.env['APOLLO_DISABLE_SECURITY_RECURSIVE_SELECTIONS_CHECK'];
    });
    await expect(hub()).rejects.toThrow('APOLLO_DISABLE_SECURITY_RECURSIVE_SELECTIONS_CHECK');
  });

  test('open without telling anybody outside', async () => {
    expect(process.env['APOLLO_TELEMETRY_DISABLED']).toBe('true');
    const folder = new URL('.', import.meta.url);
    for (const name of (await readdir(folder)).filter((name) => /(?<!\.test)\.ts$/.test(name))) {
      const text = await readFile(new URL(name, folder), 'utf8');
      if (!/^import (?!type).*'@apollo\/gateway'/m.test(text)) continue;
      expect(text.split('\n')[0], `${name} loads @apollo/gateway`).toBe("import './telemetry-off.ts';");
    }
  });
});

describe('health', () => {
  test('says that the process turns', async () => {
    const answer = await (await hub()).inject('/livez');
    expect([answer.statusCode, answer.json()]).toEqual([200, { ok: true }]);
  });

  test('says whether the hub can serve', async () => {
    const well = await (await hub()).inject('/readyz');
    expect([well.statusCode, well.json()]).toEqual([200, { ok: true, checks: { database: 'ok' } }]);
    const ready = async () => ({ ok: false, checks: { database: 'no answer' } });
    const ill = await (await hub({}, { ready })).inject('/readyz');
    expect([ill.statusCode, ill.json()]).toEqual([503, { ok: false, checks: { database: 'no answer' } }]);
  });

  test('is not well when the checks fail or hang, and tells no more', async () => {
    for (const ready of [() => Promise.reject(new Error('10.1.2.3')), () => new Promise<never>(() => {})]) {
      const answer = await (await hub({}, { ready })).inject('/readyz');
      expect([answer.statusCode, answer.json().ok]).toEqual([503, false]);
      expect(answer.payload).not.toContain('10.1.2.3');
    }
  });
});

async function pages(files: Record<string, string>): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'kapstok-web-'));
  onTestFinished(() => rm(directory, { recursive: true }));
  for (const [name, text] of Object.entries(files)) {
    await mkdir(join(directory, name, '..'), { recursive: true });
    await writeFile(join(directory, name), text);
  }
  return directory;
}

describe('the pages', () => {
  test.each(['explorer.html', 'explorer/index.html'])(
    'are served from the folder that was built, with %s',
    async (explorer) => {
      const webDirectory = await pages({
        'index.html': '<p>start',
        [explorer]: '<p>explorer',
        'assets/a-1.js': 'x',
      });
      const gateway = await hub({}, { webDirectory });
      expect((await gateway.inject('/')).payload).toBe('<p>start');
      for (const url of ['/explorer', '/explorer/'])
        expect((await gateway.inject(url)).payload).toBe('<p>explorer');
      const asset = await gateway.inject('/assets/a-1.js');
      expect(asset.headers['cache-control']).toContain('immutable');
      expect(asset.headers['content-type']).toMatch(/javascript/);
    },
  );

  test('come with a policy that lets nothing in from elsewhere', async () => {
    const gateway = await hub({}, { webDirectory: await pages({ 'index.html': 'x', 'robots.txt': 'x' }) });
    expect((await gateway.inject('/')).headers['content-security-policy']).toBe(
      "default-src 'self';script-src 'self';style-src 'self';img-src 'self';connect-src 'self';object-src 'none';frame-ancestors 'none';base-uri 'none';form-action 'self'",
    );
    const { headers } = await gateway.inject('/robots.txt');
    expect(headers['content-security-policy']).toBe(
      "default-src 'self';script-src 'self';style-src 'self' 'unsafe-inline';worker-src 'self' blob:;img-src 'self' data:;font-src 'self' data:;connect-src 'self';frame-ancestors 'none';base-uri 'none';form-action 'self'",
    );
    expect(headers['strict-transport-security']).toBeUndefined();
    expect(headers['access-control-allow-origin']).toBeUndefined();
    expect(headers['x-content-type-options']).toBe('nosniff');
  });

  test.each(['/../package.json', '/..%2fpackage.json', '/.env', '/nothing', '/explorer'])(
    'hold nothing else: %s',
    async (url) => {
      const gateway = await hub({}, { webDirectory: await pages({ 'index.html': 'x', '.env': 'secret' }) });
      const script = await gateway.inject({ url, headers: { accept: '*/*' } });
      expect([script.statusCode, script.json().errors[0].extensions.code]).toEqual([404, 'NOT_FOUND']);
      const browser = await gateway.inject({ url, headers: { accept: 'text/html,*/*' } });
      expect(browser.headers['content-type']).toMatch(/^text\/html/);
    },
  );

  test('refuse an address that cannot be read', async () => {
    const answer = await (await hub()).inject('/%zz');
    expect([answer.statusCode, answer.json().errors[0].extensions.code]).toEqual([400, 'BAD_REQUEST']);
  });

  test('are missed with one line where they were not built', async () => {
    const answer = await (await hub()).inject('/');
    expect(answer.headers['content-type']).toMatch(/^text\/plain/);
    expect(answer.payload).toContain('/graphql');
  });
});
