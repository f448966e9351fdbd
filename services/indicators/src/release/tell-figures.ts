import { ChangeRefused, type Queryable } from '@kapstok/kit';
import { PEOPLE_UNITS } from '../withholding/observed-cube.ts';
import { RELEASE_LEVELS } from '../withholding/release.ts';
import type { ObservedVintage } from './figure-release.ts';

/** What of an observation is told as it is, withheld or not: none of it says how large the number is. */
const AS_IT_IS = [
  'code',
  'indicator_id',
  'version_id',
  'place_id',
  'period_start',
  'period_end',
  'dimensions',
  'series',
  'vintage',
  'vintage_precision',
  'is_break',
  'is_estimate',
  'is_provisional',
  'is_derived',
  'source_id',
];
/** What is told only with the number. */
const WITH_NUMBER = ['value', 'numerator', 'denominator', 'qualitative'];
const SAID = [
  ...AS_IT_IS,
  ...WITH_NUMBER,
  'value_reason',
  'is_confidential',
  'is_withheld',
  'is_structural_zero',
];
const ALREADY = SAID.map((name) => `told_figure.${name}`).join(', ');
const NOW = SAID.map((name) => `excluded.${name}`).join(', ');

/**
 * Tells each level the observations of a release, where it says anything else of them than was told before. What counts no
 * people is told as it is; of the rest, what was decided. One mark stands for all that is withheld. What is not any more
 * as it was when that was decided would be told undecided: then nothing is.
 */
export async function tellFigures(
  db: Queryable,
  release: { readonly id: string; readonly programmeId: string },
  observed: readonly ObservedVintage[],
): Promise<void> {
  const { rows } = await db
    .query<{ same: string }>(
      `with seen as (
       select * from unnest($3::uuid[], $4::text[]) as seen (id, state)
     ), told as (
       insert into told_figure (observation_id, level, programme_id, ${SAID.join(', ')}, release_id)
       select o.id, by_level, $2, ${AS_IT_IS.map((name) => `o.${name}`).join(', ')},
         ${WITH_NUMBER.map((name) => `case when not hidden then o.${name} end`).join(', ')},
         case when hidden then 'SUPPRESSED' else o.value_reason end, false, hidden,
         o.is_structural_zero and not hidden, $1
       from seen join observation o on o.id = seen.id
       cross join unnest($5::text[]) as read (by_level)
       left join release_cell cell on cell.release_id = $1 and cell.observation_id = o.id
       cross join lateral (select o.is_confidential
         or (cell.observation_id is not null and not by_level = any (cell.shown_to)) as hidden) decided
       on conflict (observation_id, level) do update set (${SAID.join(', ')}, release_id) = (${NOW}, excluded.release_id)
       where (${ALREADY}) is distinct from (${NOW})
     )
     select count(*) as same from seen join observation o on o.id = seen.id and o.xmin::text = seen.state`,
      [
        release.id,
        release.programmeId,
        observed.map(({ id }) => id),
        observed.map(({ state }) => state),
        [...RELEASE_LEVELS],
      ],
    )
    .catch(asMoved);
  if (Number(rows[0]?.same) < observed.length) throw moved();
}

const moved = (): ChangeRefused =>
  new ChangeRefused(
    'CONFLICT',
    'An import changed figures while it was decided which are shown. Nothing was released; release them again.',
    { path: 'programmeId' },
  );

/** An observation or baseline that was there a moment ago, and was deleted since. */
function asMoved(error: unknown): never {
  throw (error as { code?: unknown } | null)?.code === '23503' ? moved() : error;
}

/**
 * Tells each level the baselines: those of numbers of people where the figure of their cell is told and is the same,
 * others where no figure of their cell is withheld.
 */
export async function tellBaselines(
  db: Queryable,
  release: { readonly id: string; readonly programmeId: string },
): Promise<void> {
  await db
    .query(
      `insert into told_baseline (baseline_id, level, release_id, programme_id, indicator_id, place_id, period_start,
       period_end, value, value_reason, source_id, version)
     select b.id, by_level, $1, $2, b.indicator_id, b.place_id, b.period_start, b.period_end,
       case when not hidden then b.value end, case when hidden then 'SUPPRESSED' else b.value_reason end, b.source_id, b.version
     from baseline b join indicator on indicator.id = b.indicator_id
     cross join unnest($3::text[]) as read (by_level)
     cross join lateral (
       select coalesce(bool_or(told.is_withheld), false) as is_withheld, coalesce(bool_or(told.value = b.value), false) as is_told
       from told_figure told where told.indicator_id = b.indicator_id and told.place_id = b.place_id and told.dimensions = ''
         and told.period_start = b.period_start and told.period_end = b.period_end and told.level = by_level) cell
     cross join lateral (select b.value is not null and not cell.is_told
       and (cell.is_withheld or indicator.unit = any ($4::text[])) as hidden) decided
     where b.programme_id = $2
     on conflict (baseline_id, level) do update set release_id = excluded.release_id, place_id = excluded.place_id,
       period_start = excluded.period_start, period_end = excluded.period_end, value = excluded.value,
       value_reason = excluded.value_reason, source_id = excluded.source_id, version = excluded.version`,
      [release.id, release.programmeId, [...RELEASE_LEVELS], [...PEOPLE_UNITS]],
    )
    .catch(asMoved);
}
