import { mapBy, type Page, type PageRequest, pagesByParent, toDomain } from '@kapstok/kit';
import { type Insertable, type RawBuilder, sql, type Updateable } from 'kysely';
import type { Tables } from '../database-types.ts';
import type { DB } from '../generated/kysely/types.ts';
import type { Rights } from '../rights/rights.ts';
import { recommendationRows } from '../rights/row-conditions.ts';
import type { Recommendation, RecommendationState } from './recommendation.ts';

/** Which recommendations of a list are wanted; what is left out does not restrict. */
export interface RecommendationFilter {
  readonly status?: readonly string[] | null | undefined;
  readonly isOverdue?: boolean | null | undefined;
}

/** Whose recommendations: of a test, of all tests of a programme, or owned by an organisation. */
export type RecommendationOwner = 'test' | 'programme' | 'organisation';

const OWNER = {
  test: sql`recommendation.test_id`,
  programme: sql`recommendation.programme_id`,
  organisation: sql`recommendation.owner_id`,
} as const satisfies Record<RecommendationOwner, RawBuilder<unknown>>;

/** Which page of whose recommendations. */
export interface RecommendationPage {
  readonly owner: RecommendationOwner;
  readonly filter: RecommendationFilter;
  readonly today: string;
  readonly rights: Rights;
  readonly request: PageRequest;
}

/** Recommendations of tests. */
export class RecommendationStore {
  readonly #tables: Tables;

  constructor(tables: Tables) {
    this.#tables = tables;
  }

  byIds = async (ids: readonly string[]): Promise<Map<string, Recommendation>> => {
    const rows = await this.#tables.prisma.recommendation.findMany({ where: { id: { in: [...ids] } } });
    return mapBy(rows.map(toDomain<Recommendation>), (recommendation) => recommendation.id);
  };

  states = async (today: string, ids: readonly string[]): Promise<Map<string, RecommendationState>> => {
    const { rows } = await sql<RecommendationState>`
      select id, is_open as "isOpen", is_overdue as "isOverdue"
      from recommendation_state(${today}::date) where id = any (${ids}::uuid[])`.execute(this.#tables.sql);
    return mapBy(rows, (state) => state.id);
  };

  byTest = async (testId: string): Promise<Recommendation[]> => {
    const rows = await this.#tables.prisma.recommendation.findMany({
      where: { testId },
      orderBy: [{ code: 'asc' }, { id: 'asc' }],
    });
    return rows.map(toDomain<Recommendation>);
  };

  add = async (row: Insertable<DB['recommendation']>): Promise<void> => {
    await this.#tables.sql.insertInto('recommendation').values(row).execute();
  };

  /** Changes a recommendation that is locked. */
  set = async (id: string, values: Updateable<DB['recommendation']>): Promise<void> => {
    await this.#tables.sql.updateTable('recommendation').set(values).where('id', '=', id).execute();
  };

  /** One page of the recommendations of each owner: open ones first, then by due day, those without one last. */
  pages = (
    { owner, filter, today, rights, request }: RecommendationPage,
    ids: readonly string[],
  ): Promise<Map<string, Page>> => {
    const rows = sql`
      select ${OWNER[owner]}, recommendation.id,
        concat_ws(' ', case when state.is_open then 1 else 2 end, coalesce(recommendation.due_on::text, '~'),
          recommendation.code)
      from recommendation join recommendation_state(${today}::date) state on state.id = recommendation.id
      join poverty_test test on test.id = recommendation.test_id
      where ${OWNER[owner]} = any (${ids}::uuid[]) and ${recommendationRows(rights)} and ${matches(filter)}`;
    return pagesByParent(this.#tables.sql, rows, request);
  };
}

function matches({ status, isOverdue }: RecommendationFilter): RawBuilder<unknown> {
  const parts: RawBuilder<unknown>[] = [sql`true`];
  if (status != null) parts.push(sql`recommendation.status = any (${status}::text[])`);
  if (isOverdue != null) parts.push(sql`state.is_overdue = ${isOverdue}`);
  return sql.join(parts, sql` and `);
}
