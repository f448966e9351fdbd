import { readFileSync } from 'node:fs';
import { openDatabases } from '@kapstok/cli/testing';
import { forgetEvents } from '@kapstok/kit';
import { SERVICES } from '@kapstok/schema';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type ApartHub, openApartHub } from './apart-hub.ts';
import { FAULTS, type Fault, INSIDE } from './fault-proxy.ts';
import type { Answer, Ask } from './hub.ts';
import { leaksIn } from './leaks.ts';
import { emptyProjections, projections, rowsOf } from './projections.ts';
import { TODAY } from './questions/plan.ts';

const OVERVIEW = readFileSync(new URL('questions/1-director-overview.graphql', import.meta.url), 'utf8');
/** Beside the overview, whose root is the plan itself, something that does not hang on the plan. */
const QUESTION = OVERVIEW.replace(
  /\n}\n\nfragment/,
  '\n  organisations(filter: { name: "Speelbrug" }, first: 5) { nodes { code name } }\n}\n\nfragment',
);
/** The services that say something of the plan; access says who asks. */
const TELLING = SERVICES.filter((service) => service !== 'access');
type Telling = (typeof TELLING)[number];
/** What of the answer each service says. */
const PART_OF: Readonly<Record<Telling, readonly string[]>> = {
  actions: ['programme'],
  agreements: ['budget', 'organisations'],
  reviews: ['povertyTesting'],
  indicators: ['impact', 'city'],
};

let hub: ApartHub;
/** Asks by a gateway that waits for services as the hub does; the whole request may take far longer than a test. */
let askImpatiently: Ask;
let whole: Answer;
beforeAll(async () => {
  hub = await openApartHub('shipped', () => new Date(`${TODAY}T12:00:00Z`));
  whole = await hub.ask(QUESTION);
  askImpatiently = await hub.askWithin({ requestMs: 600_000 });
  await askImpatiently(QUESTION);
});
afterAll(() => hub?.close());
afterEach(() => {
  for (const proxy of Object.values(hub.proxies)) proxy.fault = () => null;
});

/** The whole answer, with null where this service would have spoken. */
const without = (service: Telling): unknown =>
  JSON.parse(JSON.stringify(whole.data), (key, value) => (PART_OF[service].includes(key) ? null : value));

function expectNoInside({ text }: Pick<Answer, 'text'>): void {
  expect(leaksIn(text)).toEqual([]);
  for (const { port, target } of Object.values(hub.proxies))
    for (const secret of [`:${port}`, `:${new URL(target).port}`]) expect(text).not.toContain(secret);
  for (const word of [INSIDE, '10.1.2.3', '/srv/', 'ECONN', 'undici', 'socket', 'stack'])
    expect(text).not.toContain(word);
}

/** All that the others say has come, and the errors name who is missing and nothing else. */
function expectAllBut(service: Telling, answer: Answer): void {
  expect(answer.status).toBe(200);
  expect(answer.data).toEqual(without(service));
  expect(answer.errors.length).toBeGreaterThan(0);
  for (const { message, extensions } of answer.errors) {
    expect(extensions).toEqual({ code: 'SUBGRAPH_UNAVAILABLE', subgraph: service });
    expect(message).toBe(`${service} did not answer; the rest of the answer stands.`);
  }
  expectNoInside(answer);
}

function expectWhole(answer: Answer): void {
  expect(answer.errors).toEqual([]);
  expect(answer.data).toEqual(whole.data);
}

test('all services well, the overview has every part', () => {
  expectWhole(whole);
  expectNoInside(whole);
  for (const service of TELLING) expect(without(service)).not.toEqual(whole.data);
});

describe.each(TELLING)('%s', (service) => {
  test('stopped: the rest of the overview arrives; started again: all of it', async () => {
    const proxy = hub.proxies[service];
    await proxy.stop();
    try {
      expectAllBut(service, await hub.ask(QUESTION));
    } finally {
      await proxy.start();
    }
    expectWhole(await hub.ask(QUESTION));
  });

  // These are seen at once: the gateway that is asked would wait a minute for an answer, longer than a test may take.
  const seenAtOnce = FAULTS.filter((fault) => fault !== 'hung' && fault !== 'slow');
  test.each(seenAtOnce)('%s: the rest of the overview arrives; well again: all of it', async (fault) => {
    hub.proxies[service].fault = () => fault;
    expectAllBut(service, await hub.ask(QUESTION));
    expect(hub.proxies[service].hugeReadWhole, 'huge answers that the gateway took whole').toBe(0);
    hub.proxies[service].fault = () => null;
    expectWhole(await hub.ask(QUESTION));
  });

  test('hung: the rest of the overview arrives, by the deadline and not by the end of the request', async () => {
    // Only the deadline of the subgraph can end the wait.
    hub.proxies[service].fault = () => 'hung';
    expectAllBut(service, await askImpatiently(QUESTION));
  });

  test('slow: its part arrives too', async () => {
    hub.proxies[service].fault = () => 'slow';
    expectWhole(await hub.ask(QUESTION));
  });
});

describe('access, which says who asks', () => {
  const inTrouble = FAULTS.filter((fault) => fault !== 'slow');

  test.each(['stopped', ...inTrouble] as const)(
    '%s: who brings a token is told to come back, and nothing else',
    async (fault) => {
      if (fault === 'stopped') await hub.proxies.access.stop();
      else hub.proxies.access.fault = () => fault;
      const answer = await hub.ask(QUESTION);
      expect(answer.status).toBe(503);
      expect(answer.data).toBeUndefined();
      expect(answer.errors.map(({ extensions }) => extensions.code)).toEqual(['SUBGRAPH_UNAVAILABLE']);
      expectNoInside(answer);
      hub.proxies.access.fault = () => null;
      if (fault === 'stopped') await hub.proxies.access.start();
      expectWhole(await hub.ask(QUESTION));
    },
  );

  test('slow: the answer is whole', async () => {
    hub.proxies.access.fault = () => 'slow';
    expectWhole(await hub.ask(QUESTION));
  });
});

const TOLD_BY_AGREEMENTS = ['actions.action_money', 'actions.known_organisation', 'reviews.action_money'];

test('a service that is away keeps nobody from hearing what the others said', async () => {
  const { ownerUrl } = hub.identity;
  const live = await projections(ownerUrl);
  const databases = openDatabases(hub.identity);
  await hub.proxies.agreements.stop();
  try {
    await emptyProjections(ownerUrl);
    await Promise.all(SERVICES.map((service) => forgetEvents(databases.of(service))));
    // All but what agreements tell is back while they are away; that too once they are there again.
    const heard = async () => (await projections(ownerUrl)).split('\n').length;
    const untold = (table: string) => rowsOf(live, table).length;
    await expect
      .poll(heard, { timeout: 30_000, message: 'rows heard while agreements are away' })
      .toBe(live.split('\n').length - TOLD_BY_AGREEMENTS.reduce((sum, table) => sum + untold(table), 0));
  } finally {
    await hub.proxies.agreements.start();
    await databases.close();
  }
  await expect.poll(() => projections(ownerUrl), { timeout: 30_000 }).toBe(live);
});

test('a service that comes and goes does not take the gateway down', async () => {
  const turns: readonly (Fault | null)[] = [null, 'reset', null, 'status 500', 'garbage', null, 'huge'];
  let asked = 0;
  const seen = { whole: 0, partly: 0 };
  // Another fault after every seventh request that reaches the service, however many a question needs: some amid a question.
  hub.proxies.agreements.fault = () => turns[Math.floor(asked++ / 7) % turns.length] ?? null;
  while (asked < 7 * turns.length) {
    const answers = await Promise.all(Array.from({ length: 3 }, () => hub.ask(QUESTION)));
    for (const answer of answers) {
      expect(answer.status).toBe(200);
      expect(answer.data.programme.povertyTesting).toEqual(whole.data.programme.povertyTesting);
      for (const { extensions } of answer.errors)
        expect(extensions).toEqual({ code: 'SUBGRAPH_UNAVAILABLE', subgraph: 'agreements' });
      expectNoInside(answer);
      seen[answer.errors.length > 0 ? 'partly' : 'whole'] += 1;
    }
  }
  expect(seen.partly).toBeGreaterThan(0);
  expect(seen.whole).toBeGreaterThan(0);
  hub.proxies.agreements.fault = () => null;
  expectWhole(await hub.ask(QUESTION));
});
