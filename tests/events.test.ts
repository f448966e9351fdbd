import { catchUpAll, importFolder, openDatabases, PROGRAMMES } from '@kapstok/cli/testing';
import { forgetEvents, withOwner } from '@kapstok/kit';
import { expect, test } from 'vitest';
import { createDatabase } from './hub.ts';

const PROJECTIONS = {
  actions: ['action_money', 'action_test', 'action_effect'],
  agreements: ['plan_action', 'money_entry'],
  reviews: ['plan_action'],
  indicators: ['plan_action'],
} as const;

/** All rows of all projections, as text in one order. */
async function projections(ownerUrl: string): Promise<string> {
  return withOwner(ownerUrl, async (owner) => {
    const parts: string[] = [];
    for (const [schema, tables] of Object.entries(PROJECTIONS)) {
      for (const table of tables) {
        const { rows } = await owner.query<{ row: string }>(
          `select t::text as row from ${schema}.${table} t order by 1`,
        );
        parts.push(`${schema}.${table}`, ...rows.map(({ row }) => row));
      }
    }
    return parts.join('\n');
  });
}

test('replaying every event from the beginning gives the projections that are live', async () => {
  const { identity, drop } = await createDatabase('shipped');
  const databases = openDatabases(identity);
  try {
    const live = await projections(identity.ownerUrl);
    expect(live.split('\n').length).toBeGreaterThan(200);
    await withOwner(identity.ownerUrl, async (owner) => {
      for (const [schema, tables] of Object.entries(PROJECTIONS))
        for (const table of tables) await owner.query(`delete from ${schema}.${table}`);
    });
    expect(await projections(identity.ownerUrl)).not.toBe(live);
    for (const schema of ['actions', 'agreements', 'reviews', 'indicators'] as const)
      await forgetEvents(databases.of(schema));
    await catchUpAll(databases);
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
