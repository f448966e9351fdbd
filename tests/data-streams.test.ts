import { connect } from 'node:net';
import { withOwner } from '@kapstok/kit';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { type ApartHub, openApartHub } from './apart-hub.ts';
import { type DataWorld, openDataWorld } from './data-world.ts';
import { openTestHub, type TestHub } from './hub.ts';
import type { Persona } from './tokens.ts';

/** Reads what is recorded, also what no release tells. */
const READER: Persona = { role: 'DIRECTOR' };

let hub: TestHub;
let data: DataWorld;
beforeAll(async () => {
  hub = await openTestHub('shipped');
  data = await openDataWorld({ gateway: hub.hub.gateway, tokenFor: hub.tokenFor });
});
afterAll(() => hub.close());

/** Statements of exports that run. */
const running = () =>
  withOwner(hub.identity.ownerUrl, async (owner) => {
    const { rows } = await owner.query<{ count: number }>(
      `select count(*)::int as count from pg_stat_activity
       where datname = current_database() and application_name = 'kapstok indicators data' and query like 'copy%' and state = 'active'`,
    );
    return rows[0]?.count ?? 0;
  });

/** Somebody who asks for a file and takes nothing of it. */
async function hangingReader(persona: Persona = READER) {
  const { port } = new URL(data.url);
  const token = await hub.tokenFor(persona);
  const socket = connect(Number(port), '127.0.0.1');
  socket.write(
    `GET /data/observations.csv?vintages=all HTTP/1.1\r\nhost: 127.0.0.1\r\nauthorization: Bearer ${token}\r\naccept-encoding: identity\r\n\r\n`,
  );
  socket.pause();
  return socket;
}

/** More figures than the buffers between the server and a reader hold. */
const fill = (rows: number) =>
  withOwner(hub.identity.ownerUrl, (owner) =>
    owner.query(
      `insert into indicators.observation (id, programme_id, code, indicator_id, version_id, place_id, period_start, period_end,
         dimensions, series, value, vintage, vintage_precision, is_break, is_estimate, is_provisional, is_confidential, is_derived, note, source_id)
       select gen_random_uuid(), programme_id, 'filled-' || n, indicator_id, version_id, place_id, date '1000-01-01' + n, date '1000-01-01' + n,
         '', 'filled', n, date '2020-01-01', 'DAY', false, false, false, false, false, repeat('x', 300), source_id
       from (select * from indicators.observation limit 1) one, generate_series(1, $1::int) n`,
      [rows],
    ),
  );

describe('an export', () => {
  test('waits for a reader who is slow, blocks nobody who writes, and ends with a reader who goes away', async () => {
    await fill(60_000);
    const socket = await hangingReader();
    await vi.waitFor(async () => expect(await running()).toBe(1), { timeout: 20_000 });
    // Its statement goes on only as its reader does; the tables are free for others meanwhile.
    await withOwner(hub.identity.ownerUrl, async (owner) => {
      await owner.query(`set lock_timeout = '2s'`);
      await owner.query(`update indicators.observation set note = 'saved' where code like 'filled-1%'`);
    });
    expect(await running()).toBe(1);
    socket.destroy();
    await vi.waitFor(async () => expect(await running()).toBe(0), { timeout: 20_000 });
  });

  test('is refused with a time to come back when as many run as may; the graph still answers', async () => {
    const sockets = await Promise.all([hangingReader(), hangingReader(), hangingReader()]);
    const other = await hangingReader({ role: 'COORDINATOR' });
    await vi.waitFor(async () => expect(await running()).toBe(4), { timeout: 30_000 });
    const refused = await data.get({ role: 'COORDINATOR' }, 'observations.csv');
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([
      503,
      expect.stringMatching(/^\d+$/),
    ]);
    expect(await refused.text()).toContain('OVERLOADED');
    // One person has three at most, so that nobody alone takes all places.
    const fourth = await data.get(READER, 'observations.csv');
    expect(fourth.status).toBe(429);
    await fourth.text();
    const { errors } = await hub.ask(
      '{ place(nisCode: "34022") { name indicators(first: 5) { totalCount } } }',
    );
    expect(errors).toEqual([]);
    for (const socket of [...sockets, other]) socket.destroy();
    await vi.waitFor(async () => expect(await running()).toBe(0), { timeout: 20_000 });
    const free = await data.get(READER, 'observations.csv?place=34022');
    expect(free.status).toBe(200);
    await free.text();
  });
});

describe('a hub whose parts run apart', () => {
  let apart: ApartHub;
  let there: DataWorld;
  beforeAll(async () => {
    apart = await openApartHub('shipped');
    there = await openDataWorld({ gateway: apart.gateway, tokenFor: apart.tokenFor });
  });
  afterAll(() => apart.close());

  test('gives out the same files', async () => {
    for (const address of [
      'observations.csv?programme=kortrijk-2013&place=34022&series=main',
      'observations.json?programme=kortrijk-2013&series=main&to=2018',
      'indicators.csv?programme=kortrijk-2013&limit=5',
      'actions.csv?programme=kortrijk-2013',
      'transactions.csv?programme=kortrijk-2013',
      'poverty-tests.csv?programme=kortrijk-2013',
    ]) {
      const [here, away] = await Promise.all([data.text(READER, address), there.text(READER, address)]);
      // Another database has other ids.
      const plain = (text: string) =>
        text
          .replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, 'id')
          .split('\n')
          .sort();
      expect(plain(away)).toEqual(plain(here));
    }
  });

  test('says 503 and when to come back while the service is away', async () => {
    await apart.proxies.indicators.stop();
    try {
      const response = await there.get(READER, 'observations.csv');
      expect([response.status, response.headers.get('retry-after')]).toEqual([503, '5']);
      expect(await response.text()).toContain('SUBGRAPH_UNAVAILABLE');
    } finally {
      await apart.proxies.indicators.start();
    }
  });
});
