import { catchUpAll, openDatabases } from '@kapstok/cli/testing';
import { forgetEvents, publish, readOutbox, withOwner } from '@kapstok/kit';
import { expect, test } from 'vitest';
import { createDatabase } from './hub.ts';
import { emptyProjections, projections, replayAll } from './projections.ts';

test('replaying every event from the beginning gives the projections that are live', async () => {
  const { identity, drop } = await createDatabase('shipped');
  const databases = openDatabases(identity);
  try {
    const live = await projections(identity.ownerUrl);
    expect(live.split('\n').length).toBeGreaterThan(200);
    await emptyProjections(identity.ownerUrl);
    expect(await projections(identity.ownerUrl)).not.toBe(live);
    await replayAll(databases);
    expect(await projections(identity.ownerUrl)).toBe(live);
  } finally {
    await databases.close();
    await drop();
  }
});

test('an event that two processes hear at once is applied once', async () => {
  const { identity, drop } = await createDatabase('shipped');
  const [one, two] = [openDatabases(identity), openDatabases(identity)];
  try {
    const live = await projections(identity.ownerUrl);
    await Promise.all([forgetEvents(one.of('agreements')), forgetEvents(one.of('actions'))]);
    await Promise.all([catchUpAll(one), catchUpAll(two), catchUpAll(one)]);
    expect(await projections(identity.ownerUrl)).toBe(live);
  } finally {
    await Promise.all([one.close(), two.close()]);
    await drop();
  }
});

test('whoever publishes waits for whoever does so already, so no event appears before one that was read', async () => {
  const { identity, drop } = await createDatabase('shipped');
  const databases = openDatabases(identity);
  const actions = databases.of('actions');
  const said: string[] = [];
  const say = (name: string, until: Promise<void>) =>
    actions.change(async (db) => {
      const { rows } = await db.query<{ id: string }>('select id from programme order by slug');
      await publish(db, async () => ({ actions: [] }), rows[name === 'early' ? 0 : 1]?.id ?? '');
      said.push(name);
      await until;
    });
  try {
    const last = async () =>
      (await actions.change((db) => readOutbox(db, { id: '0' }, 100))).at(-1)?.id ?? '0';
    const before = await last();
    let end = () => {};
    const early = say('early', new Promise((resolve) => (end = resolve)));
    await expect.poll(() => said).toEqual(['early']);
    const late = say('late', Promise.resolve());
    await expect.poll(() => waiting(identity.ownerUrl)).toBe(1);
    expect(said).toEqual(['early']);
    expect(await last()).toBe(before);
    end();
    await Promise.all([early, late]);
    const after = await actions.change((db) => readOutbox(db, { id: before }, 100));
    expect(after.map(({ id }) => Number(id))).toEqual([Number(before) + 1, Number(before) + 2]);
  } finally {
    await databases.close();
    await drop();
  }
});

/** How many sessions of this database wait for their turn. */
const waiting = (ownerUrl: string) =>
  withOwner(ownerUrl, async (owner) => {
    const { rows } = await owner.query<{ n: number }>(
      `select count(*)::int as n from pg_locks where locktype = 'advisory' and not granted
         and database = (select oid from pg_database where datname = current_database())`,
    );
    return rows[0]?.n;
  });
