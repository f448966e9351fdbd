import {
  ChangeRefused,
  type ChangeResult,
  type FieldBuilder,
  notThere,
  type Queryable,
  refuseAll,
  type UserError,
} from '@kapstok/kit';
import type { Language } from '@kapstok/schema';
import { builder, mutation } from '../builder.ts';
import {
  languageField,
  languageOf,
  listPlaces,
  needProgramme,
  onlySteeringFigures,
  takeFigures,
} from '../change/needs-type.ts';
import { insertRow } from '../change/rows.ts';
import type { Context } from '../context.ts';
import { tellsOf } from '../contribution/followed-actions.ts';
import type { Indicator, IndicatorDefinition } from '../indicator/indicator.ts';
import { isNisCode, type Place } from '../place/place.ts';
import { ObservationBatchRef, QualityWarningRef } from '../refs.ts';
import { cellFields, figureFields } from './figure-input-type.ts';
import { keepObservations } from './keep-observations.ts';
import type { NewObservation } from './new-observation.ts';
import { type CellInput, type FigureInput, newObservation } from './read-figure-type.ts';

const MOST_ROWS = 1000;

const RowInput = builder.inputType('ObservationRowInput', {
  description: 'One figure of a list.',
  fields: (t) => ({
    indicatorCode: t.string({ required: true, description: 'Code of the indicator in the programme.' }),
    ...cellFields(t),
    ...figureFields(t),
  }),
});
type Row = CellInput & FigureInput & { indicatorCode: string; nisCode: string; sourceKey: string };

/** What rows name, read at once. */
interface Found {
  readonly indicators: ReadonlyMap<string, Indicator>;
  readonly definitions: ReadonlyMap<string, readonly IndicatorDefinition[]>;
  readonly places: ReadonlyMap<string, Place>;
  readonly sources: ReadonlyMap<string, string>;
  readonly language: Language;
}

mutation({
  name: 'recordObservations',
  description: `Records many figures, all of them or none: each row that is wrong is told in \`userErrors\`. For the director of the programme, and for coordinators where all indicators are of their domains.`,
  asks: `The figures, ${MOST_ROWS} at most, as \`recordObservation\` takes them.`,
  input: (t) => ({
    programmeId: t.id({ required: true, description: 'The programme whose indicators they are of.' }),
    rows: t.field({ type: [RowInput], required: true, description: `The figures, 1 to ${MOST_ROWS}.` }),
    language: languageField(t),
  }),
  objectType: 'ObservationBatch',
  shows: {
    field: 'batch',
    type: ObservationBatchRef,
    description: 'What was recorded. Null when nothing was.',
    load: (id, { loaders, batches }) => loaders.load('observation batch', null, id, batches.byIds),
  },
  more: (t: FieldBuilder<Context, ChangeResult>) => ({
    warnings: t.field({
      type: [QualityWarningRef],
      description: 'What looks odd about the figures, by row: questions that somebody can answer.',
      resolve: async ({ objectId }, _args, { loaders, quality }) =>
        objectId === null
          ? []
          : ((await loaders.load('warnings of batch', null, objectId, quality.byBatches)) ?? []),
    }),
  }),
  async change(input, context, db) {
    const { id: programmeId } = await needProgramme(db, input.programmeId);
    checkLength(input.rows);
    const language = await languageOf(input.language, programmeId, db);
    const found = await findAll(input.rows, programmeId, language, context);
    for (const { domainId } of found.indicators.values()) onlySteeringFigures(context, programmeId, domainId);
    const indicatorIds = [...found.indicators.values()].map(({ id }) => id);
    await takeFigures(db, indicatorIds);
    const rows = readRows(input.rows, found, context);
    const objectId = await keep(db, rows, programmeId, context);
    const after = { rowCount: rows.length, codes: rows.map(({ code }) => code) };
    const audit = { what: 'OBSERVATIONS_RECORDED', programmeId, before: null, after };
    return { objectId, audit, tells: await tellsOf(db, programmeId, indicatorIds) };
  },
});

function checkLength({ length }: readonly unknown[]): void {
  if (length >= 1 && length <= MOST_ROWS) return;
  const message = `There are ${length} rows; a list has 1 to ${MOST_ROWS}. Larger files are imported.`;
  throw new ChangeRefused('BAD_USER_INPUT', message, { path: 'rows' });
}

async function findAll(
  rows: readonly Row[],
  programmeId: string,
  language: Language,
  context: Context,
): Promise<Found> {
  const each = (pick: (row: Row) => string) => [...new Set(rows.map(pick))];
  const indicators = await context.indicators.byCodes(
    programmeId,
    each(({ indicatorCode }) => indicatorCode),
  );
  const ids = [...indicators.values()].map(({ id }) => id);
  return {
    ...{ indicators, language },
    definitions: await context.indicators.definitions(ids),
    places: await context.places.byNisCodes(each(({ nisCode }) => nisCode).filter(isNisCode)),
    sources: await context.sources.idsByKeys(
      programmeId,
      each(({ sourceKey }) => sourceKey),
    ),
  };
}

/** All rows, or all that is wrong with them. */
function readRows(rows: readonly Row[], found: Found, context: Context): NewObservation[] {
  const errors: UserError[] = [];
  const read = rows.flatMap((row, index) => {
    try {
      return [readRow(row, found, context)];
    } catch (error) {
      if (!(error instanceof ChangeRefused)) throw error;
      errors.push(ofRow(error, index));
      return [];
    }
  });
  refuseAll(errors);
  return read;
}

function readRow(row: Row, found: Found, context: Context): NewObservation {
  const indicator = found.indicators.get(row.indicatorCode);
  if (indicator === undefined) throw notThere('indicatorCode', 'indicator in the programme');
  const place = found.places.get(row.nisCode);
  if (place === undefined) throw notThere('nisCode', 'place');
  const sourceId = found.sources.get(row.sourceKey);
  if (sourceId === undefined) throw notThere('sourceKey', 'source of the programme');
  const definitions = found.definitions.get(indicator.id) ?? [];
  const about = { indicator, definitions, placeId: place.id, sourceId, language: found.language };
  return newObservation(row, about, context);
}

const ofRow = ({ code, message, path }: ChangeRefused, index: number): UserError => ({
  code: code as UserError['code'],
  message: `Row ${index + 1}: ${message}`,
  path: ['input', 'rows', String(index), ...(path?.slice(1) ?? [])],
});

async function keep(
  db: Queryable,
  rows: readonly NewObservation[],
  programmeId: string,
  { today }: Context,
): Promise<string> {
  await listPlaces(
    db,
    programmeId,
    rows.map(({ placeId }) => placeId),
  );
  const batch = { programmeId, recordedOn: today, rowCount: rows.length };
  const id = await insertRow(db, 'observation_batch', batch);
  const clashes = await keepObservations(db, rows, id);
  refuseAll(clashes.map(({ index, refusal }) => ofRow(refusal, index)));
  return id;
}
