import { groupBy, mapBy, type Queryable, runSql } from '@kapstok/kit';
import type { IndicatorDirection } from '@kapstok/schema';
import { type MissedDays, missedDays, type WantedFigure } from './missed.ts';
import { headlinePoints, homePlaces } from './row-conditions.ts';
import { judgeTrend, type TrendStart } from './trend.ts';

/** Where an indicator stands at its own place, as `Indicator.trend` says without arguments. */
export interface Judgement {
  readonly id: string;
  readonly isWorsening: boolean;
  readonly missed: readonly MissedDays[];
}

interface Judged {
  readonly id: string;
  readonly direction: IndicatorDirection;
  readonly placeId: string | null;
}

/** Judges indicators in the hub's own transaction; however many, in five statements. */
export async function judgeIndicators(
  db: Queryable,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Judgement>> {
  if (ids.length === 0) return new Map();
  const places = new Map((await runSql(db, homePlaces(ids))).map(({ id, placeId }) => [id, placeId]));
  const { rows } = await db.query<Omit<Judged, 'placeId'>>(
    'select id, direction from indicator where id = any ($1::uuid[])',
    [[...ids]],
  );
  const indicators = rows.map((row) => ({ ...row, placeId: places.get(row.id) ?? null }));
  const keys = indicators.flatMap(({ id, placeId }) => (placeId === null ? [] : [`${id} ${placeId}`]));
  const points = groupBy(await runSql(db, headlinePoints(null, keys)), ({ key }) => key);
  const baselines = groupBy(await figures<TrendStart>(db, 'baseline', keys), ({ key }) => key);
  const targets = groupBy(await figures<WantedFigure>(db, 'target', keys), ({ key }) => key);
  const judged = indicators.map(({ id, direction, placeId }) => {
    const key = `${id} ${placeId}`;
    const known = points.get(key) ?? [];
    const baseline = baselines.get(key)?.[0] ?? null;
    const { verdict } = judgeTrend({ direction, baseline, points: known });
    const missed = missedDays(direction, targets.get(key) ?? [], known);
    return { id, isWorsening: verdict === 'WORSENING', missed };
  });
  return mapBy(judged, ({ id }) => id);
}

/** The figures of `indicator place` in a table of them. */
async function figures<Row>(db: Queryable, table: 'baseline' | 'target', keys: readonly string[]) {
  const { rows } = await db.query<Row & { key: string }>(
    `select indicator_id || ' ' || place_id as key, period_start::text as "periodStart",
       period_end::text as "periodEnd", value
     from ${table} where indicator_id || ' ' || place_id = any ($1::text[]) order by period_end, id`,
    [[...keys]],
  );
  return rows;
}
