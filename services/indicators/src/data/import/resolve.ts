import type { BulkSession } from '@kapstok/kit';
import { sqlText } from '@kapstok/kit';
import { type Headers, languagesIn } from './staging.ts';

/** How many digits are too many is looked at when it is a number: bounds make this ten times slower. */
const NUMBER = '^-?[0-9]+(\\.[0-9]+)?$';
const LONGEST_NUMBER = 25;

/** The day or, of a month or year, its last day; null when there is no such day. */
const LAST_DAY = `case
  when text ~ '^[1-9][0-9]{3}$' then make_date(text::int, 12, 31)
  when text ~ '^[1-9][0-9]{3}-(0[1-9]|1[0-2])$' then (make_date(left(text, 4)::int, right(text, 2)::int, 1) + interval '1 month - 1 day')::date
  when text ~ '^[1-9][0-9]{3}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$'
    and right(text, 2)::int <= extract(day from make_date(left(text, 4)::int, substr(text, 6, 2)::int, 1) + interval '1 month - 1 day')
    then make_date(left(text, 4)::int, substr(text, 6, 2)::int, right(text, 2)::int)
  end`;

/**
 * Finds what each line means: ids for what it names, days and numbers for what it writes; null for what is none. What
 * repeats is read once: a million figures have some hundred periods.
 */
export async function resolve(
  session: BulkSession,
  headers: Headers,
  { today, decimal }: { readonly today: string; readonly decimal: '.' | ',' },
): Promise<void> {
  await session.query(`create temporary table named_day on commit drop as
    select text, ${LAST_DAY} as day from (
      select period_start as text from staged union select period_end from staged union select vintage from staged) one`);
  await session.query('analyze named_day');
  const number = (name: string): string => {
    const dotted = decimal === ',' ? `replace(s.${name}, ',', '.')` : `s.${name}`;
    return `case when s.${name} = '' then null when ${dotted} ~ '${NUMBER}' and length(s.${name}) <= ${LONGEST_NUMBER} then ${dotted}::numeric else 'NaN' end as ${name}`;
  };
  const flag = (name: string): string =>
    `case s.${name} when 'true' then true when 'false' then false when '' then false end as ${name}`;
  await session.query(`create temporary table resolved on commit drop as
    select s.line,
      case when s.value_reason = 'SUPPRESSED' then 'WITHHELD' when s.is_derived = 'true' then 'DERIVED' end as skip,
      name.programme_id, indicator.id as indicator_id, indicator.domain_id, version.id as version_id, place.id as place_id,
      source.id as source_id, s.source <> '' as names_source, s.unit in ('', coalesce(version.unit, indicator.unit)) as is_unit,
      starts.day as period_start, ends.day as period_end, s.dimensions, coalesce(nullif(s.series, ''), 'main') as series,
      ${number('value')}, nullif(s.value_reason, '') as value_reason, ${number('numerator')}, ${number('denominator')},
      ${flag('is_break')}, ${flag('is_estimate')}, ${flag('is_provisional')}, ${flag('is_confidential')},
      ${flag('is_structural_zero')},
      ${qualitative(headers)} as qualitative, nullif(s.note, '') as note,
      s.vintage <> '' as names_vintage,
      case when s.vintage = '' then ${sqlText(today)}::date else published.day end as vintage,
      case length(s.vintage) when 4 then 'YEAR' when 7 then 'MONTH' else 'DAY' end as vintage_precision
    from staged s
    left join programme_name name on name.slug = s.programme
    left join indicator on indicator.programme_id = name.programme_id and indicator.code = s.indicator
    left join indicator_version version on version.indicator_id = indicator.id and version.version::text = s.version
    left join place on place.nis_code = s.place
    left join source on source.programme_id = name.programme_id and source.key = s.source
    left join named_day starts on starts.text = s.period_start and length(s.period_start) = 10
    left join named_day ends on ends.text = s.period_end and length(s.period_end) = 10
    left join named_day published on published.text = s.vintage`);
  await session.query('analyze resolved');
}

function qualitative(headers: Headers): string {
  const parts = languagesIn(headers, 'qualitative').map(
    (language) => `'${language}', nullif(s.qualitative_${language}, '')`,
  );
  if (parts.length === 0) return 'null::jsonb';
  return `nullif(jsonb_strip_nulls(jsonb_build_object(${parts.join(', ')})), '{}'::jsonb)`;
}
