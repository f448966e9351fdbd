import {
  groupBy,
  inProgrammes,
  mapBy,
  type Page,
  type PageRequest,
  pagesByParent,
  toDomain,
} from '@kapstok/kit';
import type { Programmes, TraceState } from '@kapstok/schema';
import { sql } from 'kysely';
import type { Tables } from '../database-types.ts';
import type { PublishedFigure } from './published-figure.ts';

/** Numbers in speeches and on pages. */
export class PublishedStore {
  readonly #tables: Tables;

  constructor(tables: Tables) {
    this.#tables = tables;
  }

  byIds = async (ids: readonly string[]): Promise<Map<string, PublishedFigure>> => {
    const rows = await this.#tables.prisma.publishedFigure.findMany({ where: { id: { in: [...ids] } } });
    const decimals = rows.map((row) => ({ ...row, value: row.value?.toFixed() ?? null }));
    return mapBy(decimals.map(toDomain<PublishedFigure>), ({ id }) => id);
  };

  /** The numbers that rest on these observations, by code. */
  byObservations = async (ids: readonly string[]): Promise<Map<string, PublishedFigure[]>> => {
    const rows = await this.#tables.prisma.publishedFigure.findMany({
      where: { observationId: { in: [...ids] } },
      orderBy: [{ code: 'asc' }, { id: 'asc' }],
    });
    const decimals = rows.map((row) => ({ ...row, value: row.value?.toFixed() ?? null }));
    return groupBy(decimals.map(toDomain<PublishedFigure>), ({ observationId }) => observationId ?? '');
  };

  /**
   * One page of the numbers of each programme, by day and code; without day first. Outside the programmes that the
   * viewer steers: those of which the observation is told, and those behind which there is none.
   */
  pages = (
    trace: TraceState | null,
    steered: Programmes,
    request: PageRequest,
    programmeIds: readonly string[],
  ): Promise<Map<string, Page>> => {
    const rows = sql`
      select programme_id, id, concat_ws(chr(1), coalesce(said_on::text, ''), code) from published_figure
      where programme_id = any (${programmeIds}::uuid[]) and (untraceable is not null
        or ${inProgrammes(steered, sql`programme_id`)} or exists (select from known_observation told
          where told.id = published_figure.observation_id and told.value_reason is distinct from 'SUPPRESSED'))
        and (${trace}::text is null or ${trace}::text =
        case when observation_id is not null then 'TRACED' when untraceable is null then 'OPEN' else 'UNTRACEABLE' end)`;
    return pagesByParent(this.#tables.sql, rows, request);
  };
}
