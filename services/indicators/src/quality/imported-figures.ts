import { type BulkSession, newId } from '@kapstok/kit';
import { insertRows } from '../change/rows.ts';
import { declaredBy } from '../indicator/declared-dimensions.ts';
import {
  firstOfEach,
  type KnownFigure,
  lastVintages,
  pairOf,
  readKnown,
  WARNING,
} from '../record/known-figures.ts';
import { type CheckedIndicator, checkFigure } from './quality-checks.ts';

/**
 * The most new figures of a file that are asked about: more questions than this nobody answers, and each is looked at
 * beside all that is known of its place. Of a larger file none is.
 */
export const MOST_CHECKED = 2000;

/** A figure that a file brought. */
interface Imported extends KnownFigure, Pick<CheckedIndicator, 'frequency' | 'isCumulative'> {
  readonly programmeId: string;
  /** Declared breakdowns as the definition has them. */
  readonly declared: string | null;
}

/** Keeps what looks odd about the figures that `select` names; how many questions that makes. */
export async function warnOfImported(session: BulkSession, select: string): Promise<number> {
  const { rows } = await session.query<Imported>(
    `select o.id, o.programme_id as "programmeId", o.indicator_id as "indicatorId", o.place_id as "placeId",
       o.period_start::text as "periodStart", o.period_end::text as "periodEnd", o.dimensions, o.series,
       version.version, coalesce(version.unit, indicator.unit) as unit, o.value::text as value,
       o.vintage::text as vintage, o.is_break as "isBreak", o.source_id as "sourceId", indicator.frequency,
       coalesce(version.is_cumulative, indicator.is_cumulative) as "isCumulative", version.dimensions as declared
     from observation o join indicator_version version on version.id = o.version_id
     join indicator on indicator.id = o.indicator_id where o.id in (${select}) order by o.id`,
  );
  const known = await readKnown(session, rows);
  const all = rows.flatMap((figure) => findingsOf(figure, known.get(pairOf(figure)) ?? []));
  await insertRows(session, 'quality_warning', WARNING, all);
  return all.length;
}

function findingsOf(
  { programmeId, frequency, isCumulative, declared, ...figure }: Imported,
  known: KnownFigure[],
) {
  const others = lastVintages(
    known.filter(({ id, vintage }) => id !== figure.id && vintage <= figure.vintage),
  );
  const indicator = { frequency, isCumulative, declared: declaredBy({ dimensions: declared }) };
  return firstOfEach(checkFigure(figure, others, indicator)).map((finding) => ({
    ...{ ...finding, id: newId(), programmeId, observationId: figure.id },
  }));
}
