import { groupBy, type Queryable } from '@kapstok/kit';
import type { CheckedFigure, Finding } from '../quality/quality-checks.ts';

/** The columns of a warning, to add many. */
export const WARNING = {
  ...{ id: 'uuid', programmeId: 'uuid', observationId: 'uuid', code: 'text', message: 'text', path: 'text' },
} as const;

/** Figures known before, of one indicator at one place: every vintage. */
export interface KnownFigure extends CheckedFigure {
  readonly id: string;
  readonly indicatorId: string;
  readonly placeId: string;
}

export const pairOf = (row: { readonly indicatorId: string; readonly placeId: string }): string =>
  `${row.indicatorId} ${row.placeId}`;

/** What is known of the indicators and places of some rows. */
export async function readKnown(
  db: Queryable,
  rows: readonly Pick<KnownFigure, 'indicatorId' | 'placeId'>[],
): Promise<ReadonlyMap<string, KnownFigure[]>> {
  const pairs = [...new Set(rows.map(pairOf))].map((pair) => pair.split(' '));
  const found = await db.query<KnownFigure>(
    `select o.id, o.indicator_id as "indicatorId", o.place_id as "placeId", o.period_start::text as "periodStart",
       o.period_end::text as "periodEnd", o.dimensions, o.series, version.version,
       coalesce(version.unit, indicator.unit) as unit, o.value::text as value, o.vintage::text as vintage,
       o.is_break as "isBreak", o.source_id as "sourceId"
     from unnest($1::uuid[], $2::uuid[]) as asked (indicator_id, place_id)
     join observation o on o.indicator_id = asked.indicator_id and o.place_id = asked.place_id
     join indicator_version version on version.id = o.version_id
     join indicator on indicator.id = o.indicator_id
     order by o.vintage, o.id`,
    [pairs.map(([indicator]) => indicator), pairs.map(([, place]) => place)],
  );
  return groupBy(found.rows, pairOf);
}

/** What tells one line of figures from another, at one place. */
export const lineOf = (
  figure: Omit<CheckedFigure, 'unit' | 'value' | 'isBreak' | 'sourceId' | 'vintage'>,
): string =>
  [figure.dimensions, figure.series, figure.version, figure.periodStart, figure.periodEnd].join('\0');

/** Each line as it was last known; `figures` come in the order of their vintages. */
export function lastVintages(figures: readonly KnownFigure[]): KnownFigure[] {
  const last = new Map<string, KnownFigure>();
  for (const figure of [...figures].sort((a, b) =>
    a.vintage < b.vintage ? -1 : a.vintage > b.vintage ? 1 : 0,
  ))
    last.set(lineOf(figure), figure);
  return [...last.values()];
}

/** A figure has one warning of a kind. */
export function firstOfEach(findings: readonly Finding[]): readonly Finding[] {
  return findings.filter(({ code }, i) => findings.findIndex((other) => other.code === code) === i);
}
