import {
  groupBy,
  inProgrammes,
  isSpoken,
  type Page,
  type PageRequest,
  pagesByParent,
  toDomain,
} from '@kapstok/kit';
import type { Programmes } from '@kapstok/schema';
import { sql } from 'kysely';
import type { Adjustment } from '../action/action.ts';
import type { Tables } from '../database-types.ts';

/** Dialogue sessions, what they were about and what came of them. */
export class DialogueStore {
  readonly #tables: Tables;

  constructor(tables: Tables) {
    this.#tables = tables;
  }

  /** One page of the sessions of each programme, latest first; of others those of organisations that are spoken for. */
  pages = (
    internal: Programmes,
    spoken: readonly string[],
    request: PageRequest,
    programmeIds: readonly string[],
  ): Promise<Map<string, Page>> =>
    pagesByParent(
      this.#tables.sql,
      sql`select programme_id, id, coalesce(held_on::text, '') || ' ' || code from dialogue_session
          where programme_id = any (${programmeIds}::uuid[])
            and (${inProgrammes(internal, sql`programme_id`)}
              or ${isSpoken(spoken, sql`organisation_id`, sql`programme_id`)})`,
      request,
      'DESC',
    );

  /** Ids of the domains that sessions were about. */
  domainIds = async (ids: readonly string[]): Promise<Map<string, { id: string; domainId: string }[]>> => {
    const { rows } = await sql<{ id: string; domainId: string }>`
      select session_id as id, domain_id as "domainId" from session_domain link join policy_domain on policy_domain.id = domain_id
      where session_id = any (${ids}::uuid[]) order by position, code, domain_id`.execute(this.#tables.sql);
    return groupBy(rows, ({ id }) => id);
  };

  /** Ids of the actions that sessions were about, or from which they came. */
  actionIds = async (ids: readonly string[]): Promise<Map<string, { id: string; actionId: string }[]>> => {
    const { rows } = await sql<{ id: string; actionId: string }>`
      select link.id, action.id as "actionId" from (
        select session_id as id, action_id from session_action where session_id = any (${ids}::uuid[])
        union select origin_id, id from action where origin_id = any (${ids}::uuid[])) link
      join action on action.id = link.action_id order by action.code, action.id`.execute(this.#tables.sql);
    return groupBy(rows, ({ id }) => id);
  };

  adjustments = async (ids: readonly string[]): Promise<Map<string, Adjustment[]>> => {
    const rows = await this.#tables.prisma.adjustment.findMany({
      where: { sessionId: { in: [...ids] } },
      orderBy: [{ adjustedOn: 'asc' }, { code: 'asc' }],
    });
    return groupBy(rows.map(toDomain<Adjustment>), ({ sessionId }) => sessionId ?? '');
  };

  link = async (
    table: 'session_domain' | 'session_action',
    { sessionId, programmeId }: { readonly sessionId: string; readonly programmeId: string },
    ids: readonly string[],
  ): Promise<void> => {
    const column = sql.ref(table === 'session_domain' ? 'domain_id' : 'action_id');
    await sql`insert into ${sql.ref(table)} (programme_id, session_id, ${column})
      select ${programmeId}, ${sessionId}, unnest(${[...ids]}::uuid[])`.execute(this.#tables.sql);
  };
}
