import type { Queryable } from '@kapstok/kit';

/**
 * Keeps a period as it is until the change ends: whoever reports in it or decides holds it with others, whoever closes
 * or locks it holds it alone. Not a row lock: partners may not change the row, so they cannot lock it.
 */
export async function holdPeriod(db: Queryable, periodId: string, how: 'TOGETHER' | 'ALONE'): Promise<void> {
  const lock = how === 'ALONE' ? 'pg_advisory_xact_lock' : 'pg_advisory_xact_lock_shared';
  await db.query(`select ${lock}(hashtextextended('kapstok period ' || $1::text, 0))`, [periodId]);
}

/**
 * Lets changes of one progress update come one after the other. What one of them does can take from the next the right
 * to change the row, and what may not be changed cannot be locked: look at it again after this, before locking it.
 */
export async function holdUpdate(db: Queryable, id: string): Promise<void> {
  await db.query(`select pg_advisory_xact_lock(hashtextextended('kapstok progress ' || $1::text, 0))`, [id]);
}
