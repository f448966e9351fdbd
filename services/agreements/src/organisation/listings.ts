import type { Queryable } from '@kapstok/kit';

/**
 * Looks at the plans of all programmes, also those of which the viewer reads nothing: organisations are shared, and nobody
 * changes one behind the back of another city, or takes a code that one has.
 */
async function acrossPlans<T>(db: Queryable, look: () => Promise<T>): Promise<T> {
  const { rows } = await db.query<{ plan: string }>(
    `select current_setting('kapstok.reads_plan', true) as plan`,
  );
  await db.query(`select set_config('kapstok.reads_plan', '*', true)`);
  const found = await look();
  await db.query(`select set_config('kapstok.reads_plan', $1, true)`, [rows[0]?.plan ?? '']);
  return found;
}

/** The programmes that list an organisation. */
export const listingsOf = (db: Queryable, organisationId: string): Promise<string[]> =>
  acrossPlans(db, async () => {
    const { rows } = await db.query<{ id: string }>(
      `select programme_id as id from shared_listing where row_id = $1 and table_name = 'organisation' order by 1`,
      [organisationId],
    );
    return rows.map(({ id }) => id);
  });

/** Whether some organisation has this code. */
export const codeIsTaken = (db: Queryable, code: string): Promise<boolean> =>
  acrossPlans(db, async () => {
    const { rows } = await db.query('select from organisation where code = $1', [code]);
    return rows.length > 0;
  });
