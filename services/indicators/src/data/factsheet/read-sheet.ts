import { type BulkSession, HubError, programmesOf } from '@kapstok/kit';
import { ofProgrammes } from '@kapstok/kit/data';
import { type IndicatorUnit, type LocalText, MAIN_SERIES, type Viewer } from '@kapstok/schema';
import { isNisCode } from '../../place/place.ts';
import { drawUp, type SheetFigure, type SheetIndicator } from './sheet.ts';

/** What a sheet is asked for. */
export interface SheetQuestion {
  readonly nisCode: string;
  /** Null: the last year of which the place has figures. */
  readonly year: number | null;
  /** Null: every programme that the viewer reads. */
  readonly programme: string | null;
}

export interface SheetNames {
  readonly title: LocalText;
  readonly unit: IndicatorUnit;
  readonly programme: string;
}

/** A fact sheet with everything that its page shows. */
export interface FactSheet {
  readonly place: { readonly name: string; readonly nisCode: string };
  readonly province: string | null;
  /** Null: there is no figure at all. */
  readonly year: number | null;
  readonly indicators: readonly SheetIndicator[];
  readonly names: ReadonlyMap<string, SheetNames>;
  readonly citations: ReadonlyMap<string, string>;
}

const MOST_FIGURES = 20_000;

interface PlaceRow {
  readonly id: string;
  readonly name: string;
  readonly level: string;
}

/** Reads a sheet. Throws NOT_FOUND where there is no such place. */
export async function readSheet(
  session: BulkSession,
  viewer: Viewer,
  question: SheetQuestion,
): Promise<FactSheet> {
  const lineage = await readLineage(session, question.nisCode);
  const [own] = lineage;
  if (own === undefined)
    throw new HubError('NOT_FOUND', 'There is no place with this NIS code: five digits, such as 34022.');
  const province = lineage.find(({ level }) => level === 'PROVINCE' && own.level !== 'PROVINCE') ?? null;
  const readable = readableOf(viewer, question.programme);
  const year = question.year ?? (await lastYear(session, own.id, readable));
  const shared = {
    place: { name: own.name, nisCode: question.nisCode },
    province: province?.name ?? null,
    year,
  };
  if (year === null) return { ...shared, indicators: [], names: new Map(), citations: new Map() };
  const figures = await readFigures(session, { own, lineage, year, readable });
  const groups = await readGroups(session, viewer);
  const ofYear = (wanted: number) =>
    lastPeriods(figures.filter(({ periodEnd }) => Number(periodEnd.slice(0, 4)) === wanted));
  const indicators = drawUp(ofYear(year), ofYear(year - 1), {
    own: own.id,
    province: province?.id ?? null,
    peersOf: (indicatorId) => groups.get(indicatorId) ?? null,
  });
  return { ...shared, indicators, names: await readNames(session), citations: await readCitations(session) };
}

/** The condition that rows are of programmes that are asked for and may be read. */
function readableOf(viewer: Viewer, programme: string | null): (values: unknown[]) => string {
  const may = ofProgrammes(programmesOf(viewer, 'FIGURES'), 'o.programme_id');
  return (values) => {
    if (programme === null) return may;
    values.push(programme);
    return `${may} and o.programme_id = (select programme_id from programme_name where slug = $${values.length})`;
  };
}

/** The place, and those in which it lies, the nearest first. */
async function readLineage(session: BulkSession, nisCode: string): Promise<PlaceRow[]> {
  if (!isNisCode(nisCode)) return [];
  const { rows } = await session.query<PlaceRow>(
    `with recursive up (id, name, level, parent_id, step) as (
       select id, name, level, parent_id, 1 from place where nis_code = $1
       union all select p.id, p.name, p.level, p.parent_id, step + 1 from up join place p on p.id = up.parent_id where step < 10)
     select id, name, level from up order by step`,
    [nisCode],
  );
  return rows;
}

async function lastYear(
  session: BulkSession,
  placeId: string,
  readable: (values: unknown[]) => string,
): Promise<number | null> {
  const values: unknown[] = [placeId, MAIN_SERIES];
  const { rows } = await session.query<{ year: number | null }>(
    `select extract(year from max(o.period_end))::int as year from known_observation o
     where o.place_id = $1 and o.series = $2 and o.value is not null and ${readable(values)}`,
    values,
  );
  return rows[0]?.year ?? null;
}

async function readFigures(
  session: BulkSession,
  {
    own,
    lineage,
    year,
    readable,
  }: { own: PlaceRow; lineage: readonly PlaceRow[]; year: number; readable: (values: unknown[]) => string },
): Promise<SheetFigure[]> {
  const values: unknown[] = [
    own.id,
    own.level,
    lineage.map(({ id }) => id),
    MAIN_SERIES,
    `${year - 1}-01-01`,
    `${year}-12-31`,
  ];
  const { rows } = await session.query<Record<string, string> & { is_break: boolean }>(
    `select distinct on (o.indicator_id, o.place_id, o.dimensions, o.version_id, o.period_start, o.period_end)
       o.id, o.programme_id, o.indicator_id, o.version_id, o.place_id, o.dimensions, o.period_end::text as period_end, o.is_break,
       o.source_id, coalesce(trim_scale(o.value)::text, '') as value, coalesce(o.value_reason, '') as reason,
       coalesce(trim_scale(o.numerator)::text, '') as numerator, coalesce(trim_scale(o.denominator)::text, '') as denominator
     from known_observation o join place on place.id = o.place_id
     where o.series = $4 and o.period_end between $5::date and $6::date and (place.level = $2 or place.id = any ($3::uuid[]))
       and ${readable(values)}
       and o.indicator_id in (select indicator_id from known_observation mine where mine.place_id = $1 and mine.series = $4
         and mine.period_end between $5::date and $6::date)
     order by o.indicator_id, o.place_id, o.dimensions, o.version_id, o.period_start, o.period_end, o.vintage desc
     limit ${MOST_FIGURES}`,
    values,
  );
  return rows.map((row) => {
    const cell = (name: string): string => row[name] ?? '';
    return {
      value: cell('value'),
      reason: cell('reason'),
      numerator: cell('numerator'),
      denominator: cell('denominator'),
      indicatorId: cell('indicator_id'),
      versionId: cell('version_id'),
      placeId: cell('place_id'),
      dimensions: cell('dimensions'),
      periodEnd: cell('period_end'),
      isBreak: row.is_break,
      sourceId: cell('source_id'),
    };
  });
}

/** Of several periods in a year the last, under the newest definition that has one. */
function lastPeriods(figures: readonly SheetFigure[]): SheetFigure[] {
  const last = new Map<string, SheetFigure>();
  for (const figure of figures) {
    const key = `${figure.indicatorId} ${figure.placeId} ${figure.dimensions}`;
    const known = last.get(key);
    if (known === undefined || known.periodEnd <= figure.periodEnd) last.set(key, figure);
  }
  return [...last.values()];
}

/** The places beside which each indicator is set, where a programme chose some. */
async function readGroups(session: BulkSession, viewer: Viewer): Promise<Map<string, Set<string>>> {
  const steered = ofProgrammes(programmesOf(viewer, 'INTERNAL'), 'comparison_group.programme_id');
  const { rows } = await session.query<{ indicator: string; places: string[] }>(
    `select indicator_id as indicator, array_agg(place_id::text) as places
     from comparison_group join comparison_member on group_id = comparison_group.id
     where similar_indicator_id is null or ${steered} group by indicator_id`,
  );
  return new Map(rows.map(({ indicator, places }) => [indicator, new Set(places)]));
}

async function readNames(session: BulkSession): Promise<Map<string, SheetNames>> {
  const { rows } = await session.query<SheetNames & { id: string }>(
    `select indicator.id, title, unit, coalesce(slug, '') as programme
     from indicator left join programme_name using (programme_id)`,
  );
  return new Map(rows.map((row) => [row.id, row]));
}

async function readCitations(session: BulkSession): Promise<Map<string, string>> {
  const { rows } = await session.query<{ id: string; citation: string }>('select id, citation from source');
  return new Map(rows.map(({ id, citation }) => [id, citation]));
}
