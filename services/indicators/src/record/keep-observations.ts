import { ChangeRefused, groupBy, newId, type Queryable } from '@kapstok/kit';
import { insertRows } from '../change/rows.ts';
import { declaredBy } from '../indicator/declared-dimensions.ts';
import { unitUnder } from '../indicator/indicator.ts';
import { type CheckedFigure, checkFigure } from '../quality/quality-checks.ts';
import {
  firstOfEach,
  type KnownFigure,
  lastVintages,
  lineOf,
  pairOf,
  readKnown,
  WARNING,
} from './known-figures.ts';
import type { NewObservation } from './new-observation.ts';

const OBSERVATION = {
  ...{
    id: 'uuid',
    programmeId: 'uuid',
    code: 'text',
    indicatorId: 'uuid',
    versionId: 'uuid',
    placeId: 'uuid',
  },
  ...{ periodStart: 'date', periodEnd: 'date', dimensions: 'text', series: 'text', value: 'numeric' },
  ...{ valueReason: 'text', numerator: 'numeric', denominator: 'numeric', qualitative: 'jsonb' },
  ...{ vintage: 'date', vintagePrecision: 'text', isBreak: 'boolean', isEstimate: 'boolean' },
  ...{ isProvisional: 'boolean', isConfidential: 'boolean', isDerived: 'boolean', note: 'text' },
  isStructuralZero: 'boolean',
  ...{ sourceId: 'uuid', batchId: 'uuid' },
} as const;
/** A figure that cannot be kept, by its place in the list. */
export interface Clash {
  readonly index: number;
  readonly refusal: ChangeRefused;
}

/**
 * Adds observations with what looks odd about them; nothing that was there changes. Take the figures of their
 * indicators before. `clashes` tells which rows cannot be kept; then nothing is.
 */
export async function keepObservations(
  db: Queryable,
  rows: readonly NewObservation[],
  batchId: string | null = null,
): Promise<readonly Clash[]> {
  const known = await readKnown(db, rows);
  const clashes = findClashes(rows, known);
  if (clashes.length > 0) return clashes;
  await insertRows(
    db,
    'observation',
    OBSERVATION,
    rows.map((row) => ({ ...row, batchId })),
  );
  await insertRows(db, 'quality_warning', WARNING, warningsOf(rows, known));
  return [];
}

const checked = (row: NewObservation): CheckedFigure => ({
  ...row,
  version: row.definition.version,
  unit: unitUnder(row.indicator, row.definition),
});

/** A line has one figure of a day: a revision is published later. */
function findClashes(rows: readonly NewObservation[], known: ReadonlyMap<string, KnownFigure[]>): Clash[] {
  const taken = new Map<string, string | null>();
  for (const [pair, figures] of known)
    for (const figure of figures) taken.set(`${pair}\0${lineOf(figure)}\0${figure.vintage}`, figure.id);
  return rows.flatMap((row, index) => {
    const key = `${pairOf(row)}\0${lineOf(checked(row))}\0${row.vintage}`;
    const there = taken.get(key);
    if (there === undefined) {
      taken.set(key, null);
      return [];
    }
    const message = `There is a figure of ${row.vintage} of this cell, series and definition already. A revision has a later vintage; what another publication says is another series.`;
    const about = there === null ? {} : { objectId: there };
    return [{ index, refusal: new ChangeRefused('CONFLICT', message, { path: 'vintage', ...about }) }];
  });
}

/** What is odd about each, beside what was known and what comes with it. */
function warningsOf(rows: readonly NewObservation[], known: ReadonlyMap<string, KnownFigure[]>) {
  const fresh = groupBy(
    rows.map((row) => ({ ...checked(row), id: row.id, indicatorId: row.indicatorId, placeId: row.placeId })),
    pairOf,
  );
  return rows.flatMap((row) => {
    const figure = checked(row);
    const around = [...(known.get(pairOf(row)) ?? []), ...(fresh.get(pairOf(row)) ?? [])];
    const others = lastVintages(around.filter(({ id, vintage }) => id !== row.id && vintage <= row.vintage));
    return firstOfEach(
      checkFigure(figure, others, {
        frequency: row.indicator.frequency,
        isCumulative: row.definition.isCumulative ?? row.indicator.isCumulative,
        declared: declaredBy(row.definition),
      }),
    ).map((finding) => ({ ...finding, id: newId(), programmeId: row.programmeId, observationId: row.id }));
  });
}
