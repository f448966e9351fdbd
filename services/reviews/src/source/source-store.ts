import { inProgrammes, mapBy, type SourceValue, toDomain } from '@kapstok/kit';
import type { Programmes } from '@kapstok/schema';
import { sql } from 'kysely';
import type { Tables } from '../database-types.ts';

type Row = SourceValue & { readonly id: string };

/** Where rows come from. */
export class SourceStore {
  readonly #tables: Tables;

  constructor(tables: Tables) {
    this.#tables = tables;
  }

  /** Sources belong to the plan of their programme. */
  byIds = async (plan: Programmes, ids: readonly string[]): Promise<Map<string, SourceValue>> => {
    const ofPlan = plan === '*' ? {} : { programmeId: { in: [...plan] } };
    const rows = await this.#tables.prisma.source.findMany({ where: { id: { in: [...ids] }, ...ofPlan } });
    return mapBy(rows.map(toDomain<Row>), (source) => source.id);
  };

  /** The source of each template, taken from a programme that lists the template and may be read. */
  byTemplates = async (plan: Programmes, ids: readonly string[]): Promise<Map<string, SourceValue>> => {
    const { rows } = await sql<Row & { templateId: string }>`
      select distinct on (template.id) template.id as "templateId", source.id, source.key, source.citation,
        source.url, source.published_on as "publishedOn", source.published_on_precision as "publishedOnPrecision",
        source.retrieved_on as "retrievedOn", source.note
      from test_template template
      join shared_listing listing on listing.row_id = template.id and listing.table_name = 'test_template'
      join source on source.programme_id = listing.programme_id and source.key = template.source_key
      where template.id = any (${ids}::uuid[]) and ${inProgrammes(plan, sql`listing.programme_id`)}
      order by template.id, source.id`.execute(this.#tables.sql);
    return mapBy(rows, (row) => row.templateId);
  };
}
