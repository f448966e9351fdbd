import {
  groupBy,
  inProgrammes,
  mapBy,
  type Page,
  type PageRequest,
  pagesInOrder,
  toDomain,
} from '@kapstok/kit';
import type { Programmes } from '@kapstok/schema';
import { type RawBuilder, sql } from 'kysely';
import type { Tables } from '../database-types.ts';
import type { Rights } from '../rights/rights.ts';
import { organisationRows } from '../rights/row-conditions.ts';
import type { Organisation, OrganisationFilter, OrganisationLink } from './organisation.ts';

const ALL = '00000000-0000-0000-0000-000000000000';
const BY_NAME = {
  from: sql`organisation`,
  parent: sql`${ALL}::uuid`,
  id: sql`organisation.id`,
  keys: [{ by: sql`lower(organisation.name)`, as: 'text' }],
} as const;

/** Organisations and what became of them. */
export class OrganisationStore {
  readonly #tables: Tables;

  constructor(tables: Tables) {
    this.#tables = tables;
  }

  byIds = async (ids: readonly string[]): Promise<Map<string, Organisation>> => {
    const { rows } = await sql<Organisation>`
      select id, code, name, enterprise_number as "enterpriseNumber", kind, is_internal as "isInternal",
        parent_id as "parentId", url, is_synthetic as "isSynthetic", note, version, source_key as "sourceKey",
        array(select programme_id from shared_listing listing
          where listing.row_id = organisation.id and listing.table_name = 'organisation') as "programmeIds"
      from organisation where id = any (${ids}::uuid[])`.execute(this.#tables.sql);
    return mapBy(rows, (organisation) => organisation.id);
  };

  /** One page of all organisations, by name whatever its capitals. */
  page = async (
    filter: OrganisationFilter,
    rights: Rights,
    request: PageRequest,
  ): Promise<Page | undefined> => {
    const where = sql`${matches(filter, rights)} and ${organisationRows(rights, 'organisation')}`;
    return (await pagesInOrder(this.#tables.sql, { ...BY_NAME, where }, request, [ALL])).get(ALL);
  };

  predecessors = (plan: Programmes, ids: readonly string[]): Promise<Map<string, OrganisationLink[]>> =>
    this.#links('successorId', plan, ids);

  successors = (plan: Programmes, ids: readonly string[]): Promise<Map<string, OrganisationLink[]>> =>
    this.#links('predecessorId', plan, ids);

  /** Several programmes may state the same link: it is given once, as the programme loaded last states it. */
  async #links(end: 'predecessorId' | 'successorId', plan: Programmes, ids: readonly string[]) {
    const rows = await this.#tables.prisma.organisationLineage.findMany({
      where: { [end]: { in: [...ids] }, ...(plan === '*' ? {} : { programmeId: { in: [...plan] } }) },
      orderBy: [{ programmeId: 'asc' }],
    });
    const links = mapBy(rows.map(toDomain<OrganisationLink>), (l) => `${l.predecessorId} ${l.successorId}`);
    const byTime = [...links.values()].sort((a, b) => compare(sortKey(a), sortKey(b)));
    return groupBy(byTime, (link) => link[end]);
  }
}

const sortKey = (link: OrganisationLink) =>
  `${link.happenedOn ?? '9999'} ${link.predecessorId} ${link.successorId}`;
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function matches(filter: OrganisationFilter, { plan }: Rights): RawBuilder<unknown> {
  const parts: RawBuilder<unknown>[] = [sql`true`];
  if (filter.kinds != null) parts.push(sql`kind = any (${filter.kinds}::text[])`);
  if (filter.isInternal != null) parts.push(sql`is_internal = ${filter.isInternal}`);
  if (filter.name != null) parts.push(sql`strpos(lower(name), lower(${filter.name}::text)) > 0`);
  if (filter.programmeId != null)
    parts.push(sql`exists (
      select from shared_listing listing where listing.row_id = organisation.id
        and listing.table_name = 'organisation' and listing.programme_id::text = lower(${filter.programmeId})
        and ${inProgrammes(plan, sql`listing.programme_id`)})`);
  return sql.join(parts, sql` and `);
}
