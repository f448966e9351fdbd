import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { type Hub, openHub } from '@kapstok/cli/testing';
import fc from 'fast-check';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { changerOf, DAY } from './access-world.ts';
import {
  type Answer,
  type Ask,
  askThrough,
  asPersona,
  commitNothing,
  openTestHub,
  type TestHub,
  UNBOUNDED,
} from './hub.ts';
import { DIRECTOR, type Persona } from './tokens.ts';

const isSoak = process.env['KAPSTOK_SOAK'] === '1';
const SLUG = 'voorbeeldstad';
const STEERING: Persona = { role: 'DIRECTOR', programme: SLUG };

let days = 0;
const now = () => new Date(Date.now() + days * DAY);
let hub: TestHub;
/** A hub on the same database that works out each answer anew. */
let anew: { readonly hub: Hub; readonly askAs: TestHub['askAs'] };
let change: ReturnType<typeof changerOf>;
let ids: string[];
beforeAll(async () => {
  hub = await openTestHub('shipped', now);
  change = changerOf(hub.askAs);
  const other = await openHub({
    ...hub.identity,
    log: pino({ level: 'silent' }),
    keptMegabytes: 0,
    now,
    deadlines: { subgraphMs: 60_000, requestMs: 60_000 },
    budget: UNBOUNDED,
  });
  const ask: Ask = askThrough(other.gateway, () => hub.tokenFor(DIRECTOR));
  anew = { hub: other, askAs: asPersona(ask, hub.tokenFor) };
  const { data } = await hub.ask(`{ programme(slug: "${SLUG}") { actions(first: 3) { nodes { id } } } }`);
  ids = data.programme.actions.nodes.map(({ id }: { id: string }) => id);
});
afterAll(async () => {
  await anew?.hub.close();
  await hub?.close();
});

const NOTE = 'query ($id: ID!) { action(id: $id) { note version } }';
const noteOf = async (id: string) => (await hub.ask(NOTE, { id })).data.action;

/** Statements that the second of two equal questions cost, and both answers. */
async function askTwice(query: string) {
  // By nobody: the use of a token is noted, which is a commit.
  const first = await hub.askAs(null, query);
  let statements = 0;
  const listen = () => {
    statements += 1;
  };
  subscribe('kapstok:sql', listen);
  const second = await hub.askAs(null, query).finally(() => unsubscribe('kapstok:sql', listen));
  return { first, second, statements };
}

/** Asks until an answer is a kept one. Others use the same server: what they commit ends what was kept, as in a city. */
async function askUntilKept(query: string): Promise<Answer> {
  for (let left = 100; left > 0; left -= 1) {
    const { first, second, statements } = await askTwice(query);
    expect(second.text).toBe(first.text);
    if (statements === 0) return second;
  }
  return expect.fail('Each answer was worked out anew.');
}

test('who asks again before anything changes gets the same answer, and PostgreSQL hears nothing of it', async () => {
  const { data } = await askUntilKept(
    `{ programme(slug: "${SLUG}") { title progress { actionCount } budget { planned { amount } } } }`,
  );
  expect(data.programme.progress.actionCount).toBeGreaterThan(0);
});

test('what many ask at once is worked out once', async () => {
  // Each time another length, which nobody asked before; what others commit meanwhile makes two workings of one.
  const query = (n: number) => `{ programme(slug: "${SLUG}") { actions(first: ${n}) { nodes { code } } } }`;
  const counted = async (n: number, times: number) => {
    let statements = 0;
    const listen = () => {
      statements += 1;
    };
    subscribe('kapstok:sql', listen);
    const asking = Array.from({ length: times }, () => hub.askAs(null, query(n)));
    const answers = await Promise.all(asking).finally(() => unsubscribe('kapstok:sql', listen));
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    return statements;
  };
  for (let n = 11; n < 100; n += 2) {
    const alone = await counted(n, 1);
    expect(alone).toBeGreaterThan(0);
    if (alone === (await counted(n + 1, 5))) return;
  }
  expect.fail('Five who ask at once cost more than one, each time.');
});

test('a change is read at once', async () => {
  const [id = ''] = ids;
  const before = await noteOf(id);
  for (const note of ['One.', 'Two.', 'Three.']) {
    await change(STEERING, 'updateAction', { actionId: id, note, reason: 'A test of it.' });
    expect((await noteOf(id)).note).toBe(note);
  }
  expect((await noteOf(id)).version).toBe(before.version + 3);
});

test('on another day the same question has another answer', async () => {
  const query = `{ programme(slug: "${SLUG}") { progress { overdueCount } } }`;
  const before = await askUntilKept(query);
  days += 1000;
  const after = await hub.askAs(null, query);
  expect(after.data).not.toEqual(before.data);
  expect(after.data).toEqual((await anew.askAs(null, query)).data);
});

test('one that fails is not kept', async () => {
  const query = `{ programme(slug: "${SLUG}") { actions(first: 5000) { nodes { id } } } }`;
  const { first, second } = await askTwice(query);
  expect([first.errors[0]?.extensions.code, second.errors[0]?.extensions.code]).toEqual([
    'BAD_USER_INPUT',
    'BAD_USER_INPUT',
  ]);
  // Each failure is its own, so that it can be found in the log.
  expect(second.errors).toHaveLength(first.errors.length);
});

const PERSONAS: readonly (Persona | null)[] = [
  null,
  STEERING,
  { role: 'DIRECTOR', programme: 'kortrijk-2020' },
  { role: 'PARTNER', programme: SLUG, organisation: 'voorbeeldstad-020' },
  { role: 'PARTNER', programme: SLUG, organisation: 'voorbeeldstad-021' },
  { role: 'EVALUATOR', programme: SLUG },
];
const QUESTIONS = [
  `{ programme(slug: "${SLUG}") { actions(first: 3) { nodes { title note version budget { planned { amount } } } } } }`,
  `{ programme(slug: "${SLUG}") { progress { overdueCount } attention(first: 5) { totalCount nodes { kinds daysOverdue } } } }`,
  `{ programme(slug: "${SLUG}") { povertyTests(first: 5) { totalCount nodes { isOverdue isValid } } } }`,
  '{ me { roles { role } } programmes { nodes { title } } }',
];

const command = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ who: fc.constantFrom(...PERSONAS), what: fc.constantFrom(...QUESTIONS) }),
  },
  { weight: 2, arbitrary: fc.record({ note: fc.string({ maxLength: 20 }), of: fc.nat({ max: 2 }) }) },
  { weight: 1, arbitrary: fc.record({ days: fc.integer({ min: 1, max: 60 }) }) },
  { weight: 1, arbitrary: fc.constant('commit' as const) },
);

test('whoever asks, whatever changed before, on whatever day: the same as worked out anew', {
  timeout: isSoak ? 3_600_000 : 120_000,
}, async () => {
  const run = async (commands: readonly (typeof command extends fc.Arbitrary<infer One> ? One : never)[]) => {
    for (const one of commands) {
      if (one === 'commit') await commitNothing(hub.identity);
      else if ('days' in one) days += one.days;
      else if ('note' in one)
        await change(STEERING, 'updateAction', { actionId: ids[one.of], note: one.note, reason: 'A test.' });
      else {
        const languages = { 'accept-language': ['nl', 'fr'][one.what.length % 2] ?? 'nl' };
        const got = await hub.askAs(one.who, one.what, {}, languages);
        const expected = await anew.askAs(one.who, one.what, {}, languages);
        expect(got.data, `${one.what} by ${JSON.stringify(one.who)}`).toEqual(expected.data);
        expect(got.errors.length).toBe(expected.errors.length);
      }
    }
  };
  const numRuns = isSoak ? 1000 : 8;
  await fc.assert(fc.asyncProperty(fc.array(command, { minLength: 10, maxLength: 20 }), run), { numRuns });
});
