import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect, onTestFinished, test } from 'vitest';
import { hub } from '../testing/hub.ts';
import type { PageDrawer } from './index.ts';

type Draw = PageDrawer['draw'];

/** A hub with an empty page, and something that draws it; how often it did. */
async function pages(draw: Draw) {
  const webDirectory = await mkdtemp(join(tmpdir(), 'kapstok-drawn-'));
  onTestFinished(() => rm(webDirectory, { recursive: true }));
  await writeFile(join(webDirectory, 'index.html'), 'empty');
  const drawn: string[] = [];
  const pageDrawer: PageDrawer = {
    patterns: ['/', '/plan/*'],
    isPage: (path) => !path.endsWith('/nothing'),
    draw: (address, ...others) => {
      drawn.push(address.pathname);
      return draw(address, ...others);
    },
  };
  const gateway = await hub({}, { webDirectory, pageDrawer });
  const get = (url: string, headers: Record<string, string> = {}) =>
    gateway.inject({ url, headers: { accept: 'text/html', host: 'localhost', ...headers } });
  return { gateway, get, drawn };
}
const whole: Draw = async (address) => ({ status: 200, html: `drawn ${address.search}`, isWhole: true });

test('a page is drawn with what the graph answers the public, and kept for the next reader', async () => {
  const { get, drawn } = await pages(async (_address, languages, ask) => {
    const answer = await ask('query ($a: Int) { __typename }', { a: 1 }, 'nl');
    return { status: 200, html: JSON.stringify({ answer, languages }), isWhole: true };
  });
  const first = await get('/plan/a', { 'accept-language': 'fr' });
  expect(first.headers['content-type']).toMatch(/^text\/html/);
  expect(first.headers['vary']).toBe('accept-encoding, accept-language, cookie');
  expect(JSON.parse(first.payload)).toMatchObject({ languages: ['fr'] });
  expect(first.payload).toContain('answer');
  expect((await get('/plan/a', { 'accept-language': 'fr' })).payload).toBe(first.payload);
  expect(drawn).toEqual(['/plan/a']);
  await get('/plan/a', { 'accept-language': 'nl' });
  await get('/plan/a?lang=de');
  expect(drawn).toHaveLength(3);
});

test('what was not answered whole is drawn anew the next time', async () => {
  const { get, drawn } = await pages(async () => ({ status: 404, html: 'half', isWhole: false }));
  expect((await get('/plan/a')).statusCode).toBe(404);
  await get('/plan/a');
  expect(drawn).toHaveLength(2);
});

test.each([{ cookie: '__Host-kapstok=x' }, { authorization: 'Bearer x' }])(
  'for who comes with %j nothing is drawn: their browser asks with their rights',
  async (headers) => {
    const { get, drawn } = await pages(whole);
    expect((await get('/', headers)).payload).toBe('empty');
    expect(drawn).toEqual([]);
  },
);

test('when drawing fails the empty page is sent, and the failure is in the log alone', async () => {
  const { get, gateway } = await pages(async () => {
    throw new Error('the pen broke');
  });
  const { statusCode, payload } = await get('/plan/a');
  expect([statusCode, payload]).toEqual([200, 'empty']);
  expect(JSON.stringify(gateway.lines)).toContain('the pen broke');
});

test('an address that is no page is told to browser and script alike', async () => {
  const { get, drawn } = await pages(whole);
  expect((await get('/plan/nothing')).statusCode).toBe(404);
  expect((await get('/plan/nothing', { accept: '*/*' })).json().errors[0].extensions.code).toBe('NOT_FOUND');
  expect(drawn).toEqual([]);
});

test('a page comes compressed to who takes it so, and plain to who does not', async () => {
  const { get } = await pages(whole);
  const small = await get('/plan/a', { 'accept-encoding': 'br, gzip' });
  expect(small.headers['content-encoding']).toBe('gzip');
  expect(gunzipSync(small.rawPayload).toString()).toBe('drawn ');
  for (const encoding of ['', 'identity', 'gzip;q=0', 'gzip; q=0.0, br']) {
    const plain = await get('/plan/a', { 'accept-encoding': encoding });
    expect(plain.headers['content-encoding'], encoding).toBeUndefined();
    expect(plain.payload).toBe('drawn ');
  }
  expect(gunzipSync((await get('/plan/a', { 'accept-encoding': 'gzip;q=0.5' })).rawPayload).toString()).toBe(
    'drawn ',
  );
});
