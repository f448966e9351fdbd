import { mapBy, type Queryable, toDomain } from '@kapstok/kit';
import { sql } from 'kysely';
import type { Tables } from '../database-types.ts';
import { RELEASE_LEVELS, type Release, type ReleaseLevel } from '../withholding/release.ts';
import {
  type Declaration,
  type FigureRelease,
  figureOf,
  isUnreliable,
  type LastVintage,
  type ObservedVintage,
  reportOf,
  type Told,
} from './figure-release.ts';

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

/** Releases of figures, and what each level is told. */
export class ReleaseStore {
  readonly #tables: Tables;

  constructor(tables: Tables) {
    this.#tables = tables;
  }

  byIds = async (ids: readonly string[]): Promise<Map<string, FigureRelease>> => {
    const rows = await this.#tables.prisma.figureRelease.findMany({
      where: { id: { in: [...ids] } },
      omit: { declaration: true },
    });
    return mapBy(
      rows.map((row) => toDomain<FigureRelease>(row)),
      ({ id }) => id,
    );
  };

  /** The releases of each programme, the latest first. */
  byProgrammes = async (ids: readonly string[]): Promise<Map<string, FigureRelease[]>> => {
    const rows = await this.#tables.prisma.figureRelease.findMany({
      where: { programmeId: { in: [...ids] } },
      omit: { declaration: true },
      orderBy: { number: 'desc' },
    });
    const found = new Map<string, FigureRelease[]>(ids.map((id) => [id, []]));
    for (const row of rows) found.get(row.programmeId)?.push(toDomain<FigureRelease>(row));
    return found;
  };

  /**
   * What a level is told of observations, by the last release that has them. An observation that is missing from the
   * answer was never released at this level: nothing of it is told.
   */
  told = async (level: ReleaseLevel, ids: readonly string[]): Promise<Map<string, Told>> => {
    const { rows } = await sql<{
      observation_id: string;
      is_withheld: boolean;
      value: string | null;
      numerator: string | null;
      denominator: string | null;
    }>`
      select distinct on (observation_id) observation_id, is_withheld, value::text, numerator::text, denominator::text
      from told_figure where level = ${level} and observation_id = any (${ids}::uuid[])
      order by observation_id, release_id desc`.execute(this.#tables.sql);
    return new Map(
      rows.map(({ observation_id, is_withheld, ...figure }) => [
        observation_id,
        is_withheld
          ? { isWithheld: true as const }
          : { isWithheld: false as const, ...figure, isUnreliable: isUnreliable(figure.denominator) },
      ]),
    );
  };

  /** All vintages of a programme, each line oldest first. */
  vintages = async (db: Queryable, programmeId: string): Promise<ObservedVintage[]> => {
    const { rows } = await db.query<ObservedVintage & { value: string | null }>(
      `select o.id, concat_ws(' ', o.indicator_id, o.version_id, o.series) as measure, i.unit,
         o.place_id as "placeId", o.period_start::text as "periodStart", o.period_end::text as "periodEnd",
         o.dimensions, o.value::float8 as value, o.numerator::float8 as numerator,
         o.denominator::float8 as denominator, o.vintage::text as vintage, o.is_confidential as "isConfidential"
       from observation o join indicator i on i.id = o.indicator_id
       where o.programme_id = $1
       order by o.indicator_id, o.place_id, o.dimensions, o.series, o.version_id, o.period_start, o.period_end, o.vintage`,
      [programmeId],
    );
    return rows;
  };

  placeParents = async (db: Queryable): Promise<Map<string, string | null>> => {
    const { rows } = await db.query<{ id: string; parent_id: string | null }>(
      'select id, parent_id from place',
    );
    return new Map(rows.map(({ id, parent_id }) => [id, parent_id]));
  };

  /** What earlier releases decided, oldest first; waits for whoever releases figures of the programme meanwhile. */
  earlier = async (db: Queryable, programmeId: string): Promise<Release[]> => {
    await db.query(`select pg_advisory_xact_lock(hashtext('figure_release'), hashtext($1))`, [programmeId]);
    const { rows: releases } = await db.query<{ id: string; declaration: Declaration }>(
      'select id, declaration from figure_release where programme_id = $1 order by number',
      [programmeId],
    );
    const { rows: cells } = await db.query<StoredCell>(
      `select release_id, figure_id as "figureId", measure, members, numbers, shown_to, small_for
       from release_cell where programme_id = $1`,
      [programmeId],
    );
    return releases.map(({ id, declaration }) => ({
      ...releaseOf(
        declaration,
        cells.filter((cell) => cell.release_id === id),
      ),
    }));
  };

  save = async (
    db: Queryable,
    { id, programmeId, release, vintages, ...rest }: NewRelease,
  ): Promise<void> => {
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
    // What counts no people is told as it is; of the rest, what was decided. Numbers come from the observations.
    await db.query(
      `insert into told_figure (release_id, programme_id, level, observation_id, is_withheld, value, numerator, denominator)
       select $1, $2, level, o.id, hidden,
         case when not hidden then o.value end, case when not hidden then o.numerator end,
         case when not hidden then o.denominator end
       from unnest($3::uuid[]) as told (id) join observation o on o.id = told.id
       cross join unnest($4::text[]) as level
       left join release_cell cell on cell.release_id = $1 and cell.observation_id = o.id
       cross join lateral (select o.is_confidential or (cell.observation_id is not null and not level = any (cell.shown_to)) as hidden) decided`,
      [id, programmeId, vintages.map(({ observed }) => observed.id), [...RELEASE_LEVELS]],
    );
  };
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
