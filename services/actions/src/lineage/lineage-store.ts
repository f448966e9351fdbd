import { groupBy, mapBy } from '@kapstok/kit';
import { sql } from 'kysely';
import type { Tables } from '../database-types.ts';
import type { LineageLink } from './lineage.ts';

/** Links between the actions of two plans. */
export class LineageStore {
  readonly #tables: Tables;

  constructor(tables: Tables) {
    this.#tables = tables;
  }

  byIds = async (ids: readonly string[]): Promise<Map<string, LineageLink>> => {
    const { rows } = await sql<LineageLink>`${LINK}
      select ${COLUMNS} from link where link.id = any (${ids}::uuid[])`.execute(this.#tables.sql);
    return mapBy(rows, ({ id }) => id);
  };

  /** What a programme says of the actions of the one before. */
  ofProgramme = async (programmeId: string): Promise<LineageLink[]> => {
    const { rows } = await sql<LineageLink>`${LINK}
      select ${COLUMNS} from link where link.programme_id = ${programmeId}`.execute(this.#tables.sql);
    return rows;
  };

  hasAction = async (programmeId: string, code: string): Promise<boolean> =>
    (await this.#tables.prisma.action.findMany({ where: { programmeId, code } })).length > 0;

  /** Takes a link away; whether it was still there. */
  remove = async (id: string): Promise<boolean> => {
    const { numAffectedRows } = await sql`delete from lineage_link where id = ${id}`.execute(
      this.#tables.sql,
    );
    return numAffectedRows === 1n;
  };

  /** The links that lead to or from these actions. */
  byActions = async (ids: readonly string[]): Promise<Map<string, LineageLink[]>> => {
    const { rows } = await sql<LineageLink & { of: string }>`${LINK}
      select asked.id as of, ${COLUMNS}
      from unnest(${ids}::uuid[]) asked(id)
      join link on link.to_action_id = asked.id or link.from_action_id = asked.id
      order by link.code, link.id`.execute(this.#tables.sql);
    return groupBy(rows, (row) => row.of);
  };
}

const LINK = sql`
  with link as (
    select l.*, earlier.id as from_action_id from lineage_link l
    left join programme on programme.slug = l.from_programme
    left join action earlier on earlier.programme_id = programme.id and earlier.code = l.from_action)`;

const COLUMNS = sql`link.id, link.programme_id as "programmeId", link.code, link.kind,
  link.from_programme as "fromProgramme", link.from_action as "fromAction", link.from_action_id as "fromActionId",
  link.to_action_id as "toActionId", link.basis, link.reason, link.source_id as "sourceId"`;
