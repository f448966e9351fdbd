import { groupBy, mapBy, toDomain } from '@kapstok/kit';
import { sql } from 'kysely';
import type { Tables } from '../database-types.ts';
import type { Block, Crosswalk, CrosswalkLink, PolicyDomain, SharedPartner } from './domain.ts';

const inOrder = [{ position: 'asc' as const }, { code: 'asc' as const }];

/** Policy domains, their blocks and their relations to other lists. */
export class DomainStore {
  readonly #tables: Tables;

  constructor(tables: Tables) {
    this.#tables = tables;
  }

  byIds = async (ids: readonly string[]): Promise<Map<string, PolicyDomain>> => {
    const rows = await this.#tables.prisma.policyDomain.findMany({ where: { id: { in: [...ids] } } });
    return mapBy(rows.map(toDomain<PolicyDomain>), (domain) => domain.id);
  };

  byProgrammes = async (ids: readonly string[]): Promise<Map<string, PolicyDomain[]>> => {
    const where = { programmeId: { in: [...ids] } };
    const rows = await this.#tables.prisma.policyDomain.findMany({ where, orderBy: inOrder });
    return groupBy(rows.map(toDomain<PolicyDomain>), (domain) => domain.programmeId);
  };

  blocksByIds = async (ids: readonly string[]): Promise<Map<string, Block>> => {
    const rows = await this.#tables.prisma.block.findMany({ where: { id: { in: [...ids] } } });
    return mapBy(rows.map(toDomain<Block>), (block) => block.id);
  };

  blocksByDomains = async (ids: readonly string[]): Promise<Map<string, Block[]>> => {
    const where = { domainId: { in: [...ids] } };
    const rows = await this.#tables.prisma.block.findMany({ where, orderBy: inOrder });
    return groupBy(rows.map(toDomain<Block>), (block) => block.domainId);
  };

  crosswalks = (ids: readonly string[]): Promise<Map<string, CrosswalkLink[]>> =>
    readCrosswalks(this.#tables, 'domain_crosswalk', 'domain_id', ids);

  crosswalksByIds = async (ids: readonly string[]): Promise<Map<string, Crosswalk>> => {
    const rows = await this.#tables.prisma.crosswalk.findMany({ where: { id: { in: [...ids] } } });
    return mapBy(rows.map(toDomain<Crosswalk>), (term) => term.id);
  };

  crosswalksOfProgrammes = async (ids: readonly string[]): Promise<Map<string, Crosswalk[]>> => {
    const where = { programmeId: { in: [...ids] } };
    const orderBy = [{ vocabulary: 'asc' as const }, { code: 'asc' as const }];
    const rows = await this.#tables.prisma.crosswalk.findMany({ where, orderBy });
    return groupBy(rows.map(toDomain<Crosswalk>), (term) => term.programmeId);
  };

  /** Organisations that take part in more than one block, by domain. */
  sharedPartners = async (domainIds: readonly string[]): Promise<Map<string, SharedPartner[]>> => {
    const { rows } = await sql<SharedPartner>`
      select action.domain_id as "domainId", participation.organisation_id as "organisationId",
        array_agg(distinct action.block_id) as "blockIds"
      from action join participation on participation.action_id = action.id
      where action.domain_id = any (${domainIds}::uuid[]) and action.block_id is not null
      group by 1, 2 having count(distinct action.block_id) > 1
      order by count(distinct action.block_id) desc, 2`.execute(this.#tables.sql);
    return groupBy(rows, (row) => row.domainId);
  };
}

/** The terms to which rows of one table are related. */
export async function readCrosswalks(
  { sql: db }: Tables,
  table: 'domain_crosswalk' | 'action_crosswalk',
  owner: 'domain_id' | 'action_id',
  ids: readonly string[],
): Promise<Map<string, CrosswalkLink[]>> {
  const { rows } = await sql<Crosswalk & Pick<CrosswalkLink, 'ownerId' | 'basis'>>`
    select link.${sql.ref(owner)} as "ownerId", link.basis, term.id,
      term.programme_id as "programmeId", term.code, term.vocabulary, term.notation,
      term.title, term.uri, term.source_id as "sourceId"
    from ${sql.table(table)} link join crosswalk term on term.id = link.crosswalk_id
    where link.${sql.ref(owner)} = any (${ids}::uuid[])
    order by term.vocabulary, term.code, term.id`.execute(db);
  return groupBy(
    rows.map(({ ownerId, basis, ...crosswalk }) => ({ ownerId, basis, crosswalk })),
    (link) => link.ownerId,
  );
}
