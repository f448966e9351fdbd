import {
  CHANGE_INPUT,
  ChangeRefused,
  type ChangeResult,
  type FieldBuilder,
  needRow,
  textOf,
} from '@kapstok/kit';
import { mutation } from '../builder.ts';
import {
  languageField,
  languageOf,
  needPlace,
  needSource,
  steeredIndicator,
  takeFigures,
  WHO_STEERS,
} from '../change/needs-type.ts';
import type { Context } from '../context.ts';
import { tellsOf } from '../contribution/followed-actions.ts';
import { loadObservation } from '../observation/load-observation.ts';
import type { Observation } from '../observation/observation.ts';
import { ObservationRef, QualityWarningRef } from '../refs.ts';
import { cellFields, figureFields } from './figure-input-type.ts';
import { keepObservations } from './keep-observations.ts';
import { auditOf, newObservation } from './read-figure-type.ts';

const showObservation = {
  field: 'observation',
  type: ObservationRef,
  description: 'The observation that was recorded, or that stands in its way. Null when it is not for you.',
  load: (id: string, context: Context) => loadObservation(id, null, context),
};

/** `warnings`, of a payload whose object is an observation. */
const warnings = (t: FieldBuilder<Context, ChangeResult>) => ({
  warnings: t.field({
    type: [QualityWarningRef],
    description: 'What looks odd about it: questions that somebody can answer, never a wall. Empty: nothing.',
    resolve: async ({ objectId, userErrors }, _args, { loaders, quality }) =>
      objectId === null || userErrors.length > 0
        ? []
        : ((await loaders.load('warnings', null, objectId, quality.byObservations)) ?? []),
  }),
});

mutation({
  name: 'recordObservation',
  description: `Records a figure that was published, or that none was. Figures of other series, definitions and vintages stay beside it. ${WHO_STEERS}`,
  asks: 'Of which indicator, place and period what was published, where and when.',
  input: (t) => ({
    indicatorId: t.id({ required: true, description: 'The indicator that it is a figure of.' }),
    ...cellFields(t),
    ...figureFields(t),
    language: languageField(t),
  }),
  objectType: 'Observation',
  shows: showObservation,
  more: warnings,
  async change(input, context, db) {
    const indicator = await steeredIndicator(input.indicatorId, context);
    const { id, programmeId } = indicator;
    await takeFigures(db, [id]);
    const row = newObservation(
      input,
      {
        indicator,
        definitions: (await context.indicators.definitions([id])).get(id) ?? [],
        placeId: (await needPlace(input.nisCode, 'nisCode', programmeId, context, db)).id,
        sourceId: await needSource(input.sourceKey, programmeId, context),
        language: await languageOf(input.language, programmeId, db),
      },
      context,
    );
    const [clash] = await keepObservations(db, [row]);
    if (clash !== undefined) throw clash.refusal;
    return {
      objectId: row.id,
      audit: { what: 'OBSERVATION_RECORDED', programmeId, before: null, after: auditOf(row) },
      tells: await tellsOf(db, programmeId, [id]),
    };
  },
});

mutation({
  name: 'reviseObservation',
  description: `Records what was published later of the same cell: a further vintage, beside the ones before. \`isBreak\` is as before when it is left out. ${WHO_STEERS}`,
  asks: 'Which observation was revised, when and to what.',
  input: (t) => ({
    observationId: t.id({ required: true, description: 'The observation that was revised, in any vintage.' }),
    ...figureFields(t),
    language: languageField(t),
    because: t.string({ description: CHANGE_INPUT.reason }),
  }),
  objectType: 'Observation',
  shows: showObservation,
  more: warnings,
  async change(input, context, db) {
    const { observations, indicators } = context;
    const before = await needRow(input.observationId, 'observationId', 'observation', observations.byIds);
    const indicator = await steeredIndicator(before.indicatorId, context, 'observationId');
    const { id, programmeId } = indicator;
    await takeFigures(db, [id]);
    const definitions = (await indicators.definitions([id])).get(id) ?? [];
    const row = newObservation(
      {
        ...input,
        isBreak: input.isBreak ?? before.isBreak,
        periodStart: before.periodStart,
        periodEnd: before.periodEnd,
        series: before.series,
        definitionVersion: definitions.find((one) => one.id === before.versionId)?.version ?? null,
      },
      {
        ...{ indicator, definitions, placeId: before.placeId },
        sourceId: await needSource(input.sourceKey, programmeId, context),
        language: await languageOf(input.language, programmeId, db),
      },
      context,
    );
    checkLater(row.vintage, before);
    const revised = { ...row, dimensions: before.dimensions };
    const [clash] = await keepObservations(db, [revised]);
    if (clash !== undefined) throw clash.refusal;
    return {
      objectId: row.id,
      audit: {
        what: 'OBSERVATION_REVISED',
        programmeId,
        before: { observationId: before.id, value: before.value, vintage: before.vintage },
        after: auditOf(revised),
        reason: textOf(input.because, 'because', 1000),
      },
      tells: await tellsOf(db, programmeId, [id]),
    };
  },
});

function checkLater(vintage: string, before: Observation): void {
  if (vintage > before.vintage) return;
  const message = `A revision is published later than what it revises, which is of ${before.vintage}.`;
  throw new ChangeRefused('BAD_USER_INPUT', message, { path: 'vintage', objectId: before.id });
}
