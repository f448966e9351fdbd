import { inProgrammes, mapBy, type SourceValue, toDomain } from '@kapstok/kit';
import type { Programmes } from '@kapstok/schema';
import { sql } from 'kysely';
import type { Tables } from './database-types.ts';

/** Where figures and statements come from. */
export class SourceStore {
  readonly #tables: Tables;

  constructor(tables: Tables) {
    this.#tables = tables;
  }

  /** Sources belong to the plan of their programme. */
  byIds = async (plan: Programmes, ids: readonly string[]): Promise<Map<string, SourceValue>> => {
    const ofPlan = plan === '*' ? {} : { programmeId: { in: [...plan] } };
    const rows = await this.#tables.prisma.source.findMany({ where: { id: { in: [...ids] }, ...ofPlan } });
    return mapBy(rows.map(toDomain<SourceValue & { id: string }>), (source) => source.id);
  };

  /**
   * The sources of organisations, which name theirs by key. Every programme that lists the organisation has such a
   * source; of those that may be read, that of the programme loaded last is given.
   */
  byOrganisations = async (plan: Programmes, ids: readonly string[]): Promise<Map<string, SourceValue>> => {
    const { rows } = await sql<SourceValue & { organisationId: string }>`
      select distinct on (organisation.id) organisation.id as "organisationId", source.key, source.citation, source.url,
        source.published_on as "publishedOn", source.published_on_precision as "publishedOnPrecision",
        source.retrieved_on as "retrievedOn", source.note
      from organisation
      join shared_listing listing on listing.row_id = organisation.id and listing.table_name = 'organisation'
      join source on source.programme_id = listing.programme_id and source.key = organisation.source_key
      where organisation.id = any (${ids}::uuid[]) and ${inProgrammes(plan, sql`listing.programme_id`)}
      order by organisation.id, listing.programme_id desc`.execute(this.#tables.sql);
    return mapBy(rows, (row) => row.organisationId);
  };
}
