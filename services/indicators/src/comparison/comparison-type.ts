import { builder, DatePrecision, partialDateFields, Source, textField, titleFields } from '../builder.ts';
import { IndicatorRef, PlaceRef } from '../refs.ts';
import { loadSource } from '../source/source-field.ts';
import { type ComparisonGroup, type ExternalFactor, wasAtWork } from './comparison.ts';

export const ExternalFactorRef = builder.objectRef<ExternalFactor>('ExternalFactor').implement({
  description:
    'Something outside the programme that may have moved figures, such as a crisis or a new way of measuring.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Stable identifier, opaque.' }),
    code: t.exposeString('code', { description: 'Code, unique within the programme.' }),
    ...titleFields(t),
    description: textField(t, 'description', 'What happened and why it matters.'),
    fromOn: t.field({
      type: 'Date',
      description: 'Begin; the last possible day when only month or year is known.',
      resolve: ({ fromOn }) => fromOn,
    }),
    fromOnPrecision: t.field({
      type: DatePrecision,
      description: 'How much of `fromOn` is known.',
      resolve: ({ fromOnPrecision }) => fromOnPrecision,
    }),
    ...partialDateFields(t, 'untilOn', 'End; none while it goes on.'),
    isAboutAll: t.boolean({
      description: 'Whether it concerns every indicator of the programme rather than this one.',
      resolve: ({ indicatorId }) => indicatorId === null,
    }),
    source: t.field({
      type: Source,
      nullable: true,
      description: 'Where it is said. Null when no source is named.',
      resolve: (factor, _args, context) => loadSource(factor, context),
    }),
  }),
});

export const ComparisonGroupRef = builder.objectRef<ComparisonGroup>('ComparisonGroup').implement({
  description:
    'Places beside which the figures of the city are set. A difference between them proves no effect.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Stable identifier, opaque.' }),
    code: t.exposeString('code', { description: 'Code, unique within the programme.' }),
    ...titleFields(t),
    places: t.field({
      type: [PlaceRef],
      description: 'The places, by NIS code.',
      resolve: async ({ members }, _args, { loaders, places }) => {
        const found = await Promise.all(
          members.map(({ placeId }) => loaders.load('place', null, placeId, places.byIds)),
        );
        return found.filter((place) => place !== null);
      },
    }),
    note: t.exposeString('note', {
      nullable: true,
      description: 'Who chose them, and why. Null when nobody said.',
    }),
    source: t.field({
      type: Source,
      nullable: true,
      description: 'Where it is said. Null when no source is named.',
      resolve: (group, _args, context) => loadSource(group, context),
    }),
  }),
});

builder.objectFields(IndicatorRef, (t) => ({
  externalFactors: t.field({
    type: [ExternalFactorRef],
    description:
      'What happened outside the programme and may have moved it, oldest first: what concerns this indicator and what concerns all.',
    args: {
      from: t.arg({ type: 'Date', description: 'Only what may have been at work on this day or later.' }),
      to: t.arg({ type: 'Date', description: 'Only what may have been at work on this day or earlier.' }),
    },
    resolve: async ({ id, programmeId }, { from, to }, { loaders, comparisons }) => {
      const all = (await loaders.load('external factors', null, programmeId, comparisons.factors)) ?? [];
      return all
        .filter(({ indicatorId }) => indicatorId === null || indicatorId === id)
        .filter((factor) => wasAtWork(factor, from ?? null, to ?? null));
    },
  }),
  comparisonGroups: t.field({
    type: [ComparisonGroupRef],
    description: 'Groups of places beside which its figures are set, by code.',
    resolve: async ({ id }, _args, { loaders, comparisons }) =>
      (await loaders.load('comparison groups', null, id, comparisons.groups)) ?? [],
  }),
}));
