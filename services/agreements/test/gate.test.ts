import { HUB_SETTINGS, type LatestVerdict } from '@kapstok/kit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { passGates } from '../src/gate/gate.ts';
import { agreements } from '../src/index.ts';
import { id, type Ledger, openLedger } from './testing/ledger.ts';

const PROGRAMME = id('programme', 1);
const TODAY = '2026-06-15';
const DIRECTOR = {
  'kapstok.viewer': 'x',
  'kapstok.change': 'on',
  'kapstok.holds': `{DIRECTOR@${PROGRAMME}}`,
};
type Db = Parameters<typeof passGates>[0];

let ledger: Ledger;
beforeAll(async () => {
  ledger = await openLedger();
});
afterAll(() => ledger?.close());

const verdict = (advice: LatestVerdict['advice'], isOwnerless = false): LatestVerdict => ({
  code: 'test-1',
  advice,
  on: '2026-05-01',
  isOwnerless,
});

/** Reviews says this of an action. */
const say = (actionId: string, validThrough: string | null, latest: LatestVerdict | null) =>
  ledger.asService(HUB_SETTINGS, async (db) => {
    const test = { validThrough, overdueAfter: null, latest };
    await agreements.learn(db as Db, 'reviews', PROGRAMME, { actions: [{ actionId, test }] }, actionId);
    await db.query('commit');
  });

/** Actions says that a director opened the gate, or closed it again. */
const override = (actionId: string, given: { reason: string; until: string | null } | null) =>
  ledger.asService(HUB_SETTINGS, async (db) => {
    const plan = { domainId: id('domain', 1), blockId: null, status: 'PLANNED', goal: null, level: null };
    const facts = { ...plan, organisationIds: [], crosswalkIds: [], override: given };
    await agreements.learn(
      db as Db,
      'actions',
      PROGRAMME,
      { actions: [{ actionId, plan: facts }] },
      actionId,
    );
    await db.query('commit');
  });

/** What whoever commits money is told; null: it may. */
const passing = (actionId: string): Promise<string | null> =>
  ledger.asService(DIRECTOR, (db) =>
    passGates(db as Db, { programmeId: PROGRAMME, actionIds: [actionId], today: TODAY }).then(
      () => null,
      (error: Error) => error.message,
    ),
  );

test('an action of which reviews said nothing gets no money', async () => {
  expect(await passing(id('action', 1))).toMatch(
    /no poverty test .* opens it, or an override by the director/,
  );
});

test.each([
  ['a test that holds without end', '9999-12-31', verdict('PROCEED'), null],
  ['one that holds today for the last time', TODAY, verdict('PROCEED'), null],
  ['one that was screened out', '9999-12-31', verdict(null), null],
  ['one that held until yesterday', '2026-06-14', verdict('PROCEED'), /no longer holds, since 2026-06-15/],
  ['one that advises to stop', null, verdict('STOP'), /test-1 advises against it, since 2026-05-01/],
  [
    'adjustments without owner',
    null,
    verdict('PROCEED_WITH_ADJUSTMENTS', true),
    /An owner for each adjustment/,
  ],
])('%s', async (_what, validThrough, latest, refusal) => {
  const action = id('action', 2);
  await say(action, validThrough, latest);
  const told = await passing(action);
  if (refusal === null) expect(told).toBeNull();
  else expect(told).toMatch(refusal);
});

test('an override opens it until its last day, or until it is withdrawn', async () => {
  const action = id('action', 3);
  await say(action, null, verdict('STOP'));
  await override(action, { reason: 'The winter does not wait.', until: '2026-06-14' });
  expect(await passing(action)).toMatch(/advises against it/);
  await override(action, { reason: 'The winter does not wait.', until: null });
  expect(await passing(action)).toBeNull();
  await override(action, null);
  expect(await passing(action)).toMatch(/advises against it/);
});

test('a withdrawal waits for a commitment that passed before it, and who comes after it is refused', async () => {
  const action = id('action', 4);
  await say(action, '9999-12-31', verdict('PROCEED'));
  const order: string[] = [];
  let withdrawal: Promise<unknown> = Promise.resolve();
  await ledger.asService(DIRECTOR, async (db) => {
    await passGates(db as Db, { programmeId: PROGRAMME, actionIds: [action], today: TODAY });
    withdrawal = say(action, null, null).then(() => order.push('withdrawn'));
    await untilSomebodyWaits();
    order.push('committed');
    await db.query('commit');
  });
  await withdrawal;
  expect(order).toEqual(['committed', 'withdrawn']);
  expect(await passing(action)).toMatch(/no poverty test/);
});

/** Until a transaction waits for an advisory lock, as the withdrawal does. */
async function untilSomebodyWaits(): Promise<void> {
  await expect
    .poll(
      () =>
        ledger.asOwner(async (db) => {
          const { rows } = await db.query(
            `select from pg_locks where locktype = 'advisory' and mode = 'ExclusiveLock' and not granted
             and database = (select oid from pg_database where datname = current_database())`,
          );
          return rows.length;
        }),
      { timeout: 10_000 },
    )
    .toBe(1);
}
