// An indicator's figures with their trend, by the rule that the hub publishes.

/** Indicators of poverty at large with the domains they are about, and their main series at their home place. */
export const INDICATORS = `
  with wanted as (
    select * from indicators.indicator
    where level = 'IMPACT' and programme_id = (select id from actions.programme where slug = $1)),
  candidate as (
    select b.indicator_id, b.place_id, 1 as rank from indicators.baseline b join wanted on wanted.id = b.indicator_id
    union all
    select distinct o.indicator_id, o.place_id, 2 from indicators.observation o join wanted on wanted.id = o.indicator_id
    where not exists (select from indicators.baseline b where b.indicator_id = o.indicator_id)),
  home as (
    select distinct on (c.indicator_id) c.indicator_id, c.place_id
    from candidate c join indicators.place p on p.id = c.place_id
    order by c.indicator_id, case when (select count(*) from candidate o where o.indicator_id = c.indicator_id) > 1
      then (select count(*) from indicators.observation o
        where o.indicator_id = c.indicator_id and o.place_id = c.place_id) end desc, p.nis_code)
  select wanted.code, wanted.unit, wanted.direction,
    (select array_agg(d.id::text) from (
      select wanted.domain_id as id where wanted.domain_id is not null
      union
      select plan.domain_id from indicators.contribution c join indicators.plan_action plan on plan.action_id = c.action_id
      where c.indicator_id = wanted.id) d) as domains,
    (select json_build_object('periodStart', b.period_start, 'periodEnd', b.period_end,
      'value', trim_scale(b.value)::text, 'reason', b.value_reason, 'source', s.key)
     from indicators.baseline b left join indicators.source s on s.id = b.source_id
     where b.indicator_id = wanted.id and b.place_id = home.place_id) as baseline,
    (select json_build_object('periodEnd', t.period_end, 'value', trim_scale(t.value)::text,
      'reason', t.value_reason, 'source', s.key)
     from indicators.target t left join indicators.source s on s.id = t.source_id
     where t.indicator_id = wanted.id and t.place_id = home.place_id
     order by t.period_end < $2::date, abs(t.period_end - $2::date), t.period_start limit 1) as target,
    (select json_agg(json_build_object('periodStart', o.period_start, 'periodEnd', o.period_end, 'version', o.version,
      'value', trim_scale(o.value)::text, 'reason', o.value_reason, 'source', s.key, 'isBreak', o.is_break)
      order by o.period_end, o.period_start, o.version)
     from (
      select distinct on (o.version_id, o.period_start, o.period_end) o.*, v.version
      from indicators.observation o join indicators.indicator_version v on v.id = o.version_id
      where o.indicator_id = wanted.id and o.place_id = home.place_id and o.dimensions = '' and o.series = 'main'
      order by o.version_id, o.period_start, o.period_end, o.vintage desc) o
     left join indicators.source s on s.id = o.source_id) as points
  from wanted left join home on home.indicator_id = wanted.id
  order by wanted.code collate "C", wanted.id`;

interface Valued {
  readonly periodEnd: string;
  readonly value: string | null;
  readonly reason: string | null;
  readonly source: string | null;
}
interface Point extends Valued {
  readonly periodStart: string;
  readonly version: number;
  readonly isBreak: boolean;
}
export interface IndicatorRow {
  readonly code: string;
  readonly unit: string;
  readonly direction: string;
  readonly domains: readonly string[] | null;
  readonly baseline: (Valued & { readonly periodStart: string }) | null;
  readonly target: Valued | null;
  readonly points: readonly Point[] | null;
}

/** The indicator as the question asks for it. */
export function indicatorOf({ code, unit, direction, baseline, target, points }: IndicatorRow) {
  const all = points ?? [];
  const last = all.findLast(({ value }) => value !== null);
  return {
    code,
    unit,
    baseline: shown(baseline),
    latest: shown(last ?? all.at(-1) ?? null),
    target: shown(target),
    trend: trendOf(direction, baseline, last, all),
  };
}

const shown = (valued: Valued | null) =>
  valued === null
    ? null
    : {
        periodEnd: valued.periodEnd,
        figure: { value: valued.value, reason: valued.reason },
        source: valued.source === null ? null : { key: valued.source },
      };

function trendOf(
  direction: string,
  baseline: IndicatorRow['baseline'],
  last: Point | undefined,
  points: readonly Point[],
) {
  if (baseline?.value == null) return obstructed('NO_FIRST_VALUE');
  if (last === undefined || last.periodEnd <= baseline.periodEnd) return obstructed('NO_LATER_VALUE');
  const twins = points.filter(
    (point) => point.periodStart === baseline.periodStart && point.periodEnd === baseline.periodEnd,
  );
  const first = twins.find(({ version }) => version === last.version) ?? twins[0];
  const between = points.filter((p) => p.periodEnd > baseline.periodEnd && p.periodEnd <= last.periodEnd);
  const isRedefined =
    first === undefined
      ? between.some(({ version }) => version !== last.version)
      : first.version !== last.version;
  if (isRedefined) return obstructed('DEFINITION_CHANGED', 'BREAK_IN_SERIES');
  if (between.some((point) => point.isBreak && point.version === last.version))
    return obstructed('BREAK_BETWEEN', 'BREAK_IN_SERIES');
  // Figures have few digits: a double is exact after rounding to the eight decimals that the files allow.
  const [before, after] = [Number(first?.value ?? baseline.value), Number(last.value)];
  const change = Number((after - before).toFixed(8));
  const shownChange = { value: String(change), reason: null };
  if (direction === 'NEITHER')
    return { verdict: 'NOT_COMPARABLE', obstacle: 'NO_DIRECTION', change: shownChange };
  const isSmall = change === 0 || 100 * Math.abs(change) < 2 * Math.abs(before);
  const isBetter = change > 0 === (direction === 'HIGHER_IS_BETTER');
  const verdict = isSmall ? 'UNCHANGED' : isBetter ? 'IMPROVING' : 'WORSENING';
  return { verdict, obstacle: null, change: shownChange };
}

const obstructed = (obstacle: string, reason = 'NOT_APPLICABLE') => ({
  verdict: 'NOT_COMPARABLE',
  obstacle,
  change: { value: null, reason },
});
