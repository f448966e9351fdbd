import { inProgrammes, mapBy, type Page, type PageRequest, pagesByParent } from '@kapstok/kit';
import type { Programmes } from '@kapstok/schema';
import { sql } from 'kysely';
import type { Tables } from '../database-types.ts';
import type { GateBreach } from './breach.ts';

/** Money that passed a gate which had been closed. */
export class BreachStore {
  readonly #tables: Tables;

  constructor(tables: Tables) {
    this.#tables = tables;
  }

  byIds = async (ids: readonly string[]): Promise<Map<string, GateBreach>> => {
    const { rows } = await sql<GateBreach>`
      select id, programme_id as "programmeId", action_id as "actionId", passed_at as "passedAt",
        closed_at as "closedAt", heard_at as "heardAt", reason
      from gate_passage where id = any (${ids}::uuid[]) and closed_at is not null`.execute(this.#tables.sql);
    return mapBy(rows, ({ id }) => id);
  };

  /** One page of the breaches of each programme, latest first. */
  pages = (
    { drafts, request }: { readonly drafts: Programmes; readonly request: PageRequest },
    programmeIds: readonly string[],
  ): Promise<Map<string, Page>> => {
    const rows = sql`
      select programme_id, id, to_char(passed_at, 'YYYY-MM-DD HH24:MI:SS.US')
      from gate_passage where programme_id = any (${programmeIds}::uuid[]) and closed_at is not null
        and ${inProgrammes(drafts, sql`programme_id`)}`;
    return pagesByParent(this.#tables.sql, rows, request, 'DESC');
  };
}
