import type { Tables } from '../database-types.ts';

/** Browsers in which people are signed in. */
export class SessionStore {
  readonly #tables: Tables;

  constructor(tables: Tables) {
    this.#tables = tables;
  }

  /** Ends every open session of an account, inside a change; how many. */
  endAll = async (accountId: string, now: Date): Promise<number> => {
    const { numUpdatedRows } = await this.#tables.sql
      .updateTable('browser_session')
      .set({ ended_at: now })
      .where('account_id', '=', accountId)
      .where('ended_at', 'is', null)
      .executeTakeFirst();
    return Number(numUpdatedRows);
  };
}
