import {
  groupBy,
  inProgrammes,
  type Page,
  type PageRequest,
  pagesByParent,
  pagesInOrder,
} from '@kapstok/kit';
import type { Programmes } from '@kapstok/schema';
import { type RawBuilder, sql } from 'kysely';
import type { Tables } from '../database-types.ts';
import type { IndicatorFilter, IndicatorOwner, ListMember } from './membership.ts';

type Rows = RawBuilder<unknown>;
const ofOwner = (ids: readonly string[], column: string): Rows =>
  sql`${sql.ref(column)} = any (${ids}::uuid[])`;

/** An indicator is about a domain or block when it says so, or when an action there contributes to it. */
const aboutPart =
  (column: 'domain_id' | 'block_id') =>
  (ids: readonly string[]): Rows =>
    sql`
    select ${sql.ref(column)}, id from indicator where ${ofOwner(ids, column)}
    union
    select plan_action.${sql.ref(column)}, contribution.indicator_id
    from plan_action join contribution on contribution.action_id = plan_action.action_id
    where ${ofOwner(ids, `plan_action.${column}`)}`;

/** Which indicators each owner has: pairs of owner and indicator, each once. */
const MEMBERS = {
  programme: (ids) => sql`select programme_id, id from indicator where ${ofOwner(ids, 'programme_id')}`,
  domain: aboutPart('domain_id'),
  block: aboutPart('block_id'),
  action: (ids) => sql`select action_id, indicator_id from contribution where ${ofOwner(ids, 'action_id')}`,
  place: (ids) =>
    sql`select distinct place_id, indicator_id from known_observation where ${ofOwner(ids, 'place_id')}`,
} as const satisfies Record<IndicatorOwner, (ids: readonly string[]) => Rows>;

const OF_PROGRAMME = {
  from: sql`indicator`,
  parent: sql`indicator.programme_id`,
  id: sql`indicator.id`,
  keys: [{ by: sql`indicator.code`, as: 'text' }],
} as const;

/** Lists of indicators and what is summed up of them. */
export class IndicatorListStore {
  readonly #tables: Tables;

  constructor(tables: Tables) {
    this.#tables = tables;
  }

  /** One page of the indicators of each owner in these programmes, by code. */
  pages = (
    owner: IndicatorOwner,
    among: Programmes,
    filter: IndicatorFilter,
    request: PageRequest,
    ids: readonly string[],
  ): Promise<Map<string, Page>> => {
    const { sql: db } = this.#tables;
    const where = matches(among, filter);
    if (owner === 'programme') return pagesInOrder(db, { ...OF_PROGRAMME, where }, request, ids);
    const rows = sql`
      select member.owner_id, indicator.id, indicator.code
      from (${MEMBERS[owner](ids)}) as member (owner_id, indicator_id)
      join indicator on indicator.id = member.indicator_id where ${where}`;
    return pagesByParent(db, rows, request);
  };

  /** All indicators of each owner in these programmes, as far as sums need them. A baseline or target without a number is none yet. */
  members = async (
    owner: IndicatorOwner,
    among: Programmes,
    filter: IndicatorFilter,
    ids: readonly string[],
  ): Promise<Map<string, ListMember[]>> => {
    const { rows } = await sql<ListMember & { ownerId: string }>`
      select member.owner_id as "ownerId", indicator.id, indicator.level,
        exists (select from known_baseline b where b.indicator_id = indicator.id and b.value is not null) as "hasBaseline",
        exists (select from target t where t.indicator_id = indicator.id and t.value is not null) as "hasTarget",
        exists (select from known_observation o where o.indicator_id = indicator.id and o.value is not null) as "hasValue"
      from (${MEMBERS[owner](ids)}) as member (owner_id, indicator_id)
      join indicator on indicator.id = member.indicator_id where ${matches(among, filter)}
      order by indicator.code, indicator.id`.execute(this.#tables.sql);
    return groupBy(rows, (row) => row.ownerId);
  };
}

function matches(among: Programmes, { level, code }: IndicatorFilter): Rows {
  const parts: Rows[] = [inProgrammes(among, sql`indicator.programme_id`)];
  if (level != null) parts.push(sql`indicator.level = ${level}`);
  if (code != null) parts.push(sql`indicator.code = ${code}`);
  return sql.join(parts, sql` and `);
}
