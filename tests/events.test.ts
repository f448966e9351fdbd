import { catchUpAll, importFolder, openDatabases, PROGRAMMES } from '@kapstok/cli/testing';
import { forgetEvents, withOwner } from '@kapstok/kit';
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

test('an event of a transaction that still runs is not overtaken by one that began later', async () => {
  const { identity, drop } = await createDatabase('empty');
  const databases = openDatabases(identity);
  try {
    await withOwner(identity.ownerUrl, async (owner) => {
      // A transaction that holds an early number open while a whole programme is imported and published.
      await owner.query('begin');
      await owner.query('select pg_current_xact_id()');
      const imported = importFolder(identity, `${PROGRAMMES}/kortrijk-2020`);
      const count = async (table: string) =>
        (await owner.query<{ n: number }>(`select count(*)::int as n from ${table}`)).rows[0]?.n ?? 0;
      await expect.poll(() => count('actions.action'), { timeout: 20_000 }).toBeGreaterThan(20);
      await catchUpAll(databases);
      expect(await count('agreements.plan_action')).toBe(0);
      await owner.query('commit');
      await imported;
      expect(await count('agreements.plan_action')).toBe(await count('actions.action'));
    });
  } finally {
    await databases.close();
    await drop();
  }
});
