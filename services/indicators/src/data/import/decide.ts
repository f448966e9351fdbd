import { type BulkSession, sqlText } from '@kapstok/kit';
import { type Problems, problemsOf } from './checks.ts';
import { type Headers, languagesIn } from './staging.ts';

const LINE = ['indicator_id', 'place_id', 'dimensions', 'series', 'version_id', 'period_start', 'period_end'];
const sameLine = (one: string, other: string): string =>
  LINE.map((name) => `${one}.${name} = ${other}.${name}`).join(' and ');

/** What became of a line. */
export const OUTCOMES = ['INSERTED', 'REVISED', 'UNCHANGED', 'WITHHELD', 'DERIVED'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** What there is to say of a figure, and whether the file has a column for it. */
function contentOf(headers: Headers): Readonly<Record<string, boolean>> {
  const given = (name: string): boolean => headers.has(name);
  return {
    value: true,
    value_reason: true,
    numerator: given('numerator'),
    denominator: given('denominator'),
    is_break: given('is_break'),
    is_estimate: given('is_estimate'),
    is_provisional: given('is_provisional'),
    is_confidential: given('is_confidential'),
    is_structural_zero: given('is_structural_zero'),
    qualitative: languagesIn(headers, 'qualitative').length > 0,
    note: given('note'),
    source_id: given('source'),
  };
}

/**
 * Sets each line beside what was known of its cell, series and definition when it was published. What says the same is
 * unchanged; what says something else of the same day is a revision of today, since nothing that was published is
 * ever overwritten. What a file does not say stays as it was.
 */
export async function decide(session: BulkSession, headers: Headers, today: string): Promise<Problems> {
  const content = contentOf(headers);
  const said = Object.entries(content).filter(([, isSaid]) => isSaid);
  const isSame = said.map(([name]) => sameCell(name)).join(' and ');
  const taken = Object.entries(content).map(
    ([name, isSaid]) => `${isSaid ? saidOr(name) : unsaid(name)} as ${name}`,
  );
  await session.query(`create temporary table decided on commit drop as
    select line, programme_id, ${LINE.join(', ')}, ${Object.keys(content).join(', ')}, outcome, names_vintage,
      case when outcome = 'REVISED' and known_vintage >= vintage then ${sqlText(today)}::date else vintage end as vintage,
      case when outcome = 'REVISED' and known_vintage >= vintage then 'DAY' else vintage_precision end as vintage_precision
    from (
      select distinct on (r.line) r.line, r.programme_id, ${LINE.map((name) => `r.${name}`).join(', ')}, ${taken.join(', ')},
        r.vintage, r.vintage_precision, r.names_vintage, o.vintage as known_vintage,
        coalesce(r.skip, case when o.id is null then 'INSERTED' when ${isSame} then 'UNCHANGED' else 'REVISED' end) as outcome
      from resolved r
      left join observation o on r.skip is null and ${sameLine('o', 'r')} and (o.vintage <= r.vintage or not r.names_vintage)
      order by r.line, o.vintage desc nulls last) compared`);
  await session.query('analyze decided');
  return problemsOf(session, `${LATE} union all ${REPEATED} union all ${SOURCELESS}`);
}

const sameCell = (name: string): string =>
  name === 'note' || name === 'source_id'
    ? `(r.${name} is null or r.${name} is not distinct from o.${name})`
    : `r.${name} is not distinct from o.${name}`;

/** An empty remark or source takes none away: the remark may not have been for whoever exported the file. */
const saidOr = (name: string): string =>
  name === 'note' || name === 'source_id' ? `coalesce(r.${name}, o.${name})` : `r.${name}`;

/** What a file has no column for stays as it was; but what is no nought any more was no structural one. */
const unsaid = (name: string): string =>
  name === 'is_structural_zero'
    ? 'coalesce(o.is_structural_zero, false) and r.value is not distinct from 0 and r.numerator is null'
    : `coalesce(o.${name}, r.${name})`;

/** A revision is published after what it revises. */
const LATE = `select d.line, 'vintage', 'is of a figure that is published with another value: a revision has a vintage after '
    || (select max(o.vintage) from observation o where ${sameLine('o', 'd')})
  from decided d where d.outcome = 'REVISED' and exists (
    select from observation o where ${sameLine('o', 'd')} and o.vintage >= d.vintage)`;

/** One publication says one thing of a cell. */
const REPEATED = `select line, 'vintage', 'repeats an earlier line: same indicator, version, place, period, dimensions, series and vintage'
  from (select line, row_number() over (partition by ${LINE.join(', ')}, vintage order by line) as nth
    from decided where outcome in ('INSERTED', 'REVISED')) new where nth > 1`;

const SOURCELESS = `select line, 'source', 'is empty: say where the figure was published, with the key of a source'
  from decided where outcome in ('INSERTED', 'REVISED') and source_id is null`;

/** Keeps the new figures and revisions; nothing else is touched. */
export async function keep(session: BulkSession): Promise<void> {
  await session.query(`insert into observation (id, programme_id, code, ${LINE.join(', ')}, value, value_reason, numerator,
      denominator, qualitative, vintage, vintage_precision, is_break, is_estimate, is_provisional, is_confidential,
      is_derived, is_structural_zero, note, source_id)
    select new_id(), programme_id, 'o-' || left(md5(concat_ws(' ', ${LINE.join(', ')}, vintage)), 20), ${LINE.join(', ')}, value, value_reason,
      numerator, denominator, qualitative, vintage, vintage_precision, is_break, is_estimate, is_provisional,
      is_confidential, false, is_structural_zero, note, source_id
    from decided where outcome in ('INSERTED', 'REVISED')`);
}

/** The ids of the figures that were kept. */
export const NEW_FIGURES = `select o.id from decided d join observation o on ${sameLine('o', 'd')} and o.vintage = d.vintage
  where d.outcome in ('INSERTED', 'REVISED')`;

/** How many lines came to which end. */
export async function countOutcomes(session: BulkSession): Promise<Readonly<Record<Outcome, number>>> {
  const { rows } = await session.query<{ outcome: Outcome; count: string }>(
    'select outcome, count(*) as count from decided group by outcome',
  );
  const counts = new Map(rows.map(({ outcome, count }) => [outcome, Number(count)]));
  return Object.fromEntries(OUTCOMES.map((outcome) => [outcome, counts.get(outcome) ?? 0])) as Record<
    Outcome,
    number
  >;
}

/** The programmes of which figures are kept. */
export async function programmesIn(session: BulkSession): Promise<readonly { id: string; slug: string }[]> {
  const { rows } = await session.query<{ id: string; slug: string }>(
    `select programme_id as id, slug from programme_name where programme_id in (
       select distinct programme_id from decided where outcome in ('INSERTED', 'REVISED')) order by slug`,
  );
  return rows;
}
