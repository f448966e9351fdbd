import { localText, textLanguage } from '@kapstok/kit';
import { RELIABLE_FROM, WITHHELD_EXPLANATION } from '@kapstok/schema';
import { builder, DatePrecision, Figure, Language, Source, textField } from '../builder.ts';
import { calculatedFigure } from '../formula/load-calculated.ts';
import { unitOfValue } from '../indicator/load-unit.ts';
import { CalculatedFigureRef, IndicatorRef, ObservationRef, PlaceRef } from '../refs.ts';
import { isUnreliable } from '../release/figure-release.ts';
import { loadSource } from '../source/source-field.ts';
import { type Dimension, parseDimensions } from './dimensions.ts';
import { loadObservation } from './load-observation.ts';

export const DimensionValue = builder.objectRef<Dimension>('DimensionValue').implement({
  description: 'One way in which a figure is broken down, such as origin: non-belgian.',
  fields: (t) => ({
    name: t.exposeString('name', { description: 'By what, such as `origin`.' }),
    value: t.exposeString('value', { description: 'Which part, such as `non-belgian`.' }),
  }),
});

ObservationRef.implement({
  description:
    'One published figure of an indicator, or the statement that there is none. Indicator, place, period and breakdown are its cell; publications that differ on a cell stand beside each other as series, revisions follow each other as vintages.',
  fields: (t) => ({
    id: t.exposeID('id', {
      description: 'Stable identifier, opaque. Of a calculated figure no change takes it.',
    }),
    code: t.exposeString('code', {
      description: 'Code, unique within the programme; of a calculated figure made of indicator and period.',
    }),
    indicator: t.field({
      type: IndicatorRef,
      nullable: true,
      description: 'The indicator. Null when it may not be read.',
      resolve: ({ indicatorId }, _args, { loaders, indicators }) =>
        loaders.load('indicator', null, indicatorId, indicators.byIds),
    }),
    place: t.field({
      type: PlaceRef,
      nullable: true,
      description: 'The place. Null when it may not be read.',
      resolve: ({ placeId }, _args, { loaders, places }) =>
        loaders.load('place', null, placeId, places.byIds),
    }),
    periodStart: t.field({
      type: 'Date',
      description: 'First day of the period.',
      resolve: ({ periodStart }) => periodStart,
    }),
    periodEnd: t.field({
      type: 'Date',
      description: 'Last day of the period; the first again for a figure of one day.',
      resolve: ({ periodEnd }) => periodEnd,
    }),
    dimensions: t.field({
      type: [DimensionValue],
      description: 'By what it is broken down, by name; empty for the total.',
      resolve: ({ dimensions }) => parseDimensions(dimensions) ?? [],
    }),
    series: t.exposeString('series', {
      description: '`main`, or the name of another publication that says something else of the same cell.',
    }),
    figure: t.field({
      type: Figure,
      description:
        'The number, in the unit of the indicator, with its parts when it is a ratio and they are known.',
      resolve: async (row, _args, context) => {
        if (row.calculated !== undefined) return calculatedFigure(row.calculated);
        const { value, valueReason: reason, numerator, denominator } = row;
        return { value, reason, numerator, denominator, unit: await unitOfValue(row, context) };
      },
    }),
    isUnreliable: t.boolean({
      description: `Whether it is a rate on fewer than ${RELIABLE_FROM} people, which says little. False when nobody says on how many it is.`,
      resolve: ({ denominator }) => isUnreliable(denominator),
    }),
    withheldBecause: t.string({
      nullable: true,
      description:
        'Why the number is withheld from you, in the language asked for: the same whatever its size. Null when it is not withheld.',
      resolve: ({ valueReason }, _args, { viewer }) =>
        valueReason === 'SUPPRESSED' ? localText(WITHHELD_EXPLANATION, viewer) : null,
    }),
    qualitative: textField(
      t,
      'qualitative',
      'What was said in words, such as when no figure was given; withheld with the number.',
    ),
    qualitativeLanguage: t.field({
      type: Language,
      nullable: true,
      description: 'The language in which `qualitative` is given. Null when there is none.',
      resolve: ({ qualitative }, _args, { viewer }) => textLanguage(qualitative, viewer),
    }),
    vintage: t.field({
      type: 'Date',
      description:
        'When it was published; the last possible day when only month or year is known. Of a calculated figure that of its last input.',
      resolve: ({ vintage }) => vintage,
    }),
    vintagePrecision: t.field({
      type: DatePrecision,
      description: 'How much of `vintage` is known.',
      resolve: ({ vintagePrecision }) => vintagePrecision,
    }),
    supersedes: t.field({
      type: ObservationRef,
      nullable: true,
      description:
        'The vintage before, of the same cell, series and definition. Null when this is the first publication known.',
      resolve: async ({ id, asOf, calculated }, _args, context) => {
        if (calculated !== undefined) return null;
        const before = await context.loaders.load('superseded', null, id, context.observations.superseded);
        return before === null ? null : loadObservation(before, asOf, context);
      },
    }),
    alternatives: t.field({
      type: [ObservationRef],
      description:
        'What other series, or the same under another definition, say of the same cell, as known on the day that the question is about; by series and definition. Conflicting figures are never averaged.',
      resolve: async ({ id, asOf, calculated }, _args, context) => {
        if (calculated !== undefined) return [];
        const { loaders, observations } = context;
        const found = await loaders.load('alternatives', asOf, id, (ids) =>
          observations.alternatives(asOf, ids),
        );
        const loaded = await Promise.all((found ?? []).map((one) => loadObservation(one.id, asOf, context)));
        return loaded.filter((one) => one !== null);
      },
    }),
    isBreak: t.exposeBoolean('isBreak', {
      description: 'Whether the way of measuring changed with this period: nothing before compares.',
    }),
    isEstimate: t.exposeBoolean('isEstimate', { description: 'Whether it is an estimate.' }),
    isProvisional: t.exposeBoolean('isProvisional', {
      description: 'Whether its publisher calls it provisional.',
    }),
    isConfidential: t.exposeBoolean('isConfidential', {
      description:
        'Whether its publisher calls it confidential. False where the number is withheld from you: the mark is one, whatever the cause.',
    }),
    isDerived: t.exposeBoolean('isDerived', {
      description:
        'Whether it was computed from what a source says rather than read there; so is what a formula gives.',
    }),
    isStructuralZero: t.exposeBoolean('isStructuralZero', {
      description:
        'Whether the rules make it nought, so that nobody can ever be counted here. Such a nought is told; any other is a small number.',
    }),
    definitionVersion: t.int({
      description: 'Number of the version of the definition under which it was measured.',
      resolve: async ({ indicatorId, versionId }, _args, { loaders, indicators }) => {
        const all = await loaders.load('definitions', null, indicatorId, indicators.definitions);
        return all?.find(({ id }) => id === versionId)?.version ?? 0;
      },
    }),
    calculated: t.field({
      type: CalculatedFigureRef,
      nullable: true,
      description:
        'How the hub derived it at this moment, with its inputs. Null when it was published and recorded here.',
      resolve: ({ calculated }) => calculated ?? null,
    }),
    note: t.exposeString('note', {
      nullable: true,
      description:
        'Internal remark, in the language of whoever wrote it. Null when none, or for who does not steer the programme.',
      reads: 'INTERNAL',
    }),
    source: t.field({
      type: Source,
      nullable: true,
      description:
        'Where it was published. Null when the source may not be read, and of a calculated figure: its inputs have sources.',
      resolve: (observation, _args, context) => loadSource(observation, context),
    }),
  }),
});
