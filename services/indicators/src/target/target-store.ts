import { groupBy, mapBy, toDomain } from '@kapstok/kit';
import { sql } from 'kysely';
import type { Tables } from '../database-types.ts';
import type { Baseline, Target } from './target.ts';

/** A baseline, as the session may know it. */
const BASELINE = sql.raw(
  `id, programme_id as "programmeId", indicator_id as "indicatorId", place_id as "placeId",
   period_start::text as "periodStart", period_end::text as "periodEnd", trim_scale(value)::text as value,
   value_reason as "valueReason", source_id as "sourceId", version`,
);

/** Where programmes start from and what they want to reach. */
export class TargetStore {
  readonly #tables: Tables;

  constructor(tables: Tables) {
    this.#tables = tables;
  }

  /** Baselines by `indicator place`. */
  baselines = async (keys: readonly string[]): Promise<Map<string, Baseline>> => {
    const pairs = keys.map((key) => key.split(' '));
    const { rows } = await sql<Baseline>`
      select ${BASELINE} from known_baseline
      join unnest(${pairs.map(([indicator]) => indicator)}::uuid[], ${pairs.map(([, place]) => place)}::uuid[])
        as asked (indicator, place) on indicator_id = asked.indicator and place_id = asked.place`.execute(
      this.#tables.sql,
    );
    return mapBy(rows, ({ indicatorId, placeId }) => `${indicatorId} ${placeId}`);
  };

  /** All targets of these indicators, by the end of their period. */
  byIndicators = async (indicatorIds: readonly string[]): Promise<Map<string, Target[]>> => {
    const rows = await this.#tables.prisma.target.findMany({
      where: { indicatorId: { in: [...indicatorIds] } },
      orderBy: [{ periodEnd: 'asc' }, { periodStart: 'asc' }, { code: 'asc' }],
    });
    return groupBy(
      rows.map((row) => toDomain<Target>({ ...row, value: row.value?.toFixed() ?? null })),
      (target) => target.indicatorId,
    );
  };

  byIds = async (ids: readonly string[]): Promise<Map<string, Target>> => {
    const rows = await this.#tables.prisma.target.findMany({ where: { id: { in: [...ids] } } });
    const targets = rows.map((row) => toDomain<Target>({ ...row, value: row.value?.toFixed() ?? null }));
    return mapBy(targets, ({ id }) => id);
  };

  baselinesByIds = async (ids: readonly string[]): Promise<Map<string, Baseline>> => {
    const { rows } = await sql<Baseline>`
      select ${BASELINE} from known_baseline where id = any (${ids}::uuid[])`.execute(this.#tables.sql);
    return mapBy(rows, ({ id }) => id);
  };
}
