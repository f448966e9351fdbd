import { groupBy, inProgrammes, type Page, type PageRequest, pagesByParent } from '@kapstok/kit';
import type { LineageKind, Programmes } from '@kapstok/schema';
import { type RawBuilder, sql } from 'kysely';
import type { Tables } from '../database-types.ts';

/** How many actions of a programme a later plan says the same of. */
export interface FateCount {
  readonly programmeId: string;
  /** Null: no plan that the viewer reads says what became of them. */
  readonly kind: LineageKind | null;
  readonly count: number;
}

/** Which actions are asked about: of which this came, said by which later plans. */
export interface FateWish {
  readonly realisations: readonly string[];
  readonly among: Programmes;
}

/** What became of the actions of a programme in the plan after it. */
export class FateStore {
  readonly #tables: Tables;

  constructor(tables: Tables) {
    this.#tables = tables;
  }

  counts = async (wish: FateWish, programmeIds: readonly string[]): Promise<Map<string, FateCount[]>> => {
    const { rows } = await sql<FateCount>`
      select programme_id as "programmeId", kind, count(*)::int as count from (${fates(wish, programmeIds)}) fate
      group by 1, 2 order by kind nulls last`.execute(this.#tables.sql);
    return groupBy(rows, ({ programmeId }) => programmeId);
  };

  /** One page of the actions of each programme of which the next plan says this, by code. */
  pages = (
    wish: FateWish,
    kind: LineageKind | null,
    request: PageRequest,
    programmeIds: readonly string[],
  ): Promise<Map<string, Page>> =>
    pagesByParent(
      this.#tables.sql,
      sql`select programme_id, id, code from (${fates(wish, programmeIds)}) fate
          where kind is not distinct from ${kind}::text`,
      request,
    );
}

/** Each action once, counted as progress counts: one with parts through its parts. */
function fates({ realisations, among }: FateWish, programmeIds: readonly string[]): RawBuilder<unknown> {
  return sql`
    select action.programme_id, action.id, action.code, (
      select min(link.kind) from lineage_link link
      where link.from_programme = programme.slug and link.from_action = action.code
        and ${inProgrammes(among, sql`link.programme_id`)}) as kind
    from action join programme on programme.id = action.programme_id
    where action.programme_id = any (${programmeIds}::uuid[])
      and action.realisation = any (${[...realisations]}::text[])
      and not exists (select from action part where part.parent_id = action.id)`;
}
