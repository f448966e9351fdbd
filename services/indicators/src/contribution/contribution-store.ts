import { groupBy, mapBy, type Page, type PageRequest, pagesByParent, toDomain } from '@kapstok/kit';
import { CONTRIBUTION_STRENGTH, wordsOf } from '@kapstok/schema';
import { sql } from 'kysely';
import type { Tables } from '../database-types.ts';
import type { Contribution } from './contribution.ts';

/** Links between actions and indicators. */
export class ContributionStore {
  readonly #tables: Tables;

  constructor(tables: Tables) {
    this.#tables = tables;
  }

  byIds = async (ids: readonly string[]): Promise<Map<string, Contribution>> => {
    const rows = await this.#tables.prisma.contribution.findMany({ where: { id: { in: [...ids] } } });
    return mapBy(rows.map(toDomain<Contribution>), (contribution) => contribution.id);
  };

  /** The links of these actions, by the code of the indicator. */
  byActions = async (actionIds: readonly string[]): Promise<Map<string, Contribution[]>> => {
    const rows = await this.#tables.prisma.contribution.findMany({
      where: { actionId: { in: [...actionIds] } },
      orderBy: [{ indicator: { code: 'asc' } }, { id: 'asc' }],
    });
    return groupBy(rows.map(toDomain<Contribution>), (contribution) => contribution.actionId);
  };

  /** One page of the links of each indicator, strongest first. */
  pages = (request: PageRequest, indicatorIds: readonly string[]): Promise<Map<string, Page>> => {
    const strongestFirst = wordsOf(CONTRIBUTION_STRENGTH);
    const rows = sql`
      select indicator_id, id, array_position(${strongestFirst}::text[], strength)::text from contribution
      where indicator_id = any (${indicatorIds}::uuid[])`;
    return pagesByParent(this.#tables.sql, rows, request);
  };
}
