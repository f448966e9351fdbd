import { groupBy, type Queryable } from '@kapstok/kit';
import { RELEASE_LEVELS, type Release, type ReleaseLevel } from '../withholding/release.ts';
import {
  type Declaration,
  figureOf,
  type LastVintage,
  type ObservedVintage,
  reportOf,
} from './figure-release.ts';
import { tellBaselines, tellFigures } from './tell-figures.ts';

/** A release that is to be kept. */
export interface NewRelease {
  readonly id: string;
  readonly programmeId: string;
  readonly number: number;
  readonly decidedOn: string;
  readonly note: string | null;
  readonly release: Release;
  readonly vintages: readonly LastVintage[];
}

/** The numbers of people that earlier releases kept, each as one text. */
export interface KeptNumbers {
  readonly ofObservations: ReadonlyMap<string, { readonly figureId: string; readonly numbers: string }>;
  readonly ofFigures: ReadonlyMap<string, string>;
}

/** All vintages of a programme, each line oldest first. */
export async function readVintages(db: Queryable, programmeId: string): Promise<ObservedVintage[]> {
  const { rows } = await db.query<ObservedVintage & { value: string | null }>(
    `select o.id, concat_ws(' ', o.indicator_id, o.version_id, o.series) as measure, coalesce(v.unit, i.unit) as unit,
       o.place_id as "placeId", o.period_start::text as "periodStart", o.period_end::text as "periodEnd",
       o.dimensions, o.value::float8 as value, o.numerator::float8 as numerator,
       o.denominator::float8 as denominator, o.vintage::text as vintage, o.is_confidential as "isConfidential",
       o.is_structural_zero as "isStructuralZero", o.xmin::text as state
     from observation o join indicator i on i.id = o.indicator_id join indicator_version v on v.id = o.version_id
     where o.programme_id = $1
     order by o.indicator_id, o.place_id, o.dimensions, o.series, o.version_id, o.period_start, o.period_end, o.vintage`,
    [programmeId],
  );
  return rows;
}

export async function readPlaceParents(db: Queryable): Promise<Map<string, string | null>> {
  const { rows } = await db.query<{ id: string; parent_id: string | null }>(
    'select id, parent_id from place',
  );
  return new Map(rows.map(({ id, parent_id }) => [id, parent_id]));
}

/** Whoever releases figures of a programme waits here for whoever does so. */
export async function takeReleases(db: Queryable, programmeId: string): Promise<void> {
  await db.query(`select pg_advisory_xact_lock(hashtext('figure_release'), hashtext($1))`, [programmeId]);
}

/** What earlier releases decided, oldest first. */
export async function readEarlier(db: Queryable, programmeId: string): Promise<Release[]> {
  const { rows: releases } = await db.query<{ id: string; declaration: Declaration }>(
    'select id, declaration from figure_release where programme_id = $1 order by number',
    [programmeId],
  );
  const { rows: cells } = await db.query<StoredCell>(
    `select release_id, figure_id as "figureId", measure, members, numbers, shown_to, small_for
     from release_cell where programme_id = $1`,
    [programmeId],
  );
  const cellsOf = groupBy(cells, ({ release_id }) => release_id);
  return releases.map(({ id, declaration }) => releaseOf(declaration, cellsOf.get(id) ?? []));
}

/** What earlier releases kept of the figures, by observation and by figure. */
export async function readKeptNumbers(db: Queryable, programmeId: string): Promise<KeptNumbers> {
  const { rows } = await db.query<{ observation_id: string; figure_id: string; numbers: readonly number[] }>(
    `select observation_id, figure_id, numbers from release_cell join figure_release release on release.id = release_id
     where release_cell.programme_id = $1 order by release.number`,
    [programmeId],
  );
  const kept = rows.map((row) => ({ ...row, numbers: row.numbers.join(' ') }));
  return {
    ofObservations: new Map(
      kept.map(({ observation_id, figure_id, numbers }) => [
        observation_id,
        { figureId: figure_id, numbers },
      ]),
    ),
    ofFigures: new Map(kept.map(({ figure_id, numbers }) => [figure_id, numbers])),
  };
}

/** Whether a programme has a release, or more observations than this. */
export async function isReleasedOrLarge(db: Queryable, programmeId: string, most: number): Promise<boolean> {
  const { rows } = await db.query<{ is_it: boolean }>(
    `select exists (select from figure_release where programme_id = $1)
       or (select count(*) > $2::int from (select from observation where programme_id = $1 limit $2::int + 1) one) as is_it`,
    [programmeId, most],
  );
  return rows[0]?.is_it ?? false;
}

export async function saveRelease(
  db: Queryable,
  { id, programmeId, release, vintages, ...rest }: NewRelease,
): Promise<void> {
  const { axes, formulas } = release.cube;
  await db.query(
    `insert into figure_release (id, programme_id, number, decided_on, note, declaration, report)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [
      id,
      programmeId,
      rest.number,
      rest.decidedOn,
      rest.note,
      JSON.stringify({ axes, formulas }),
      JSON.stringify(reportOf(release)),
    ],
  );
  const figures = new Map(release.cube.figures.map((figure) => [figure.id, figure]));
  const cells = vintages.flatMap(({ observed, figureId }) => {
    const figure = figures.get(figureId);
    if (figure === undefined) return [];
    const levels = (wanted: 'shown' | 'small') =>
      RELEASE_LEVELS.filter((level) => release.decisions[level][wanted].has(figureId));
    return {
      observation_id: observed.id,
      figure_id: figureId,
      measure: figure.measure,
      members: figure.at,
      numbers: figure.numbers,
      shown_to: levels('shown'),
      small_for: levels('small'),
    };
  });
  await db.query(
    `insert into release_cell (release_id, programme_id, observation_id, figure_id, measure, members, numbers, shown_to, small_for)
     select $1, $2, cell.* from json_to_recordset($3) as cell (observation_id uuid, figure_id uuid, measure text,
       members text[], numbers double precision[], shown_to text[], small_for text[])`,
    [id, programmeId, JSON.stringify(cells)],
  );
  await tellFigures(
    db,
    { id, programmeId },
    vintages.map(({ observed }) => observed),
  );
  await tellBaselines(db, { id, programmeId });
}

interface StoredCell {
  readonly release_id: string;
  readonly figureId: string;
  readonly measure: string;
  readonly members: readonly string[];
  readonly numbers: readonly number[];
  readonly shown_to: readonly string[];
  readonly small_for: readonly string[];
}

function releaseOf(declaration: Declaration, cells: readonly StoredCell[]): Release {
  const idsWhere = (isIt: (cell: StoredCell) => boolean) =>
    new Set(cells.filter(isIt).map(({ figureId }) => figureId));
  const decisionFor = (level: ReleaseLevel) => ({
    shown: idsWhere(({ shown_to }) => shown_to.includes(level)),
    small: idsWhere(({ small_for }) => small_for.includes(level)),
    exposed: [],
  });
  return {
    cube: { ...declaration, figures: cells.map(figureOf) },
    decisions: { PARTNER: decisionFor('PARTNER'), PUBLIC: decisionFor('PUBLIC') },
  };
}
