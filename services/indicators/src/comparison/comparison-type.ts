import { enumValues, reads } from '@kapstok/kit';
import { COMPARISON_RULE } from '@kapstok/schema';
import { builder, DatePrecision, partialDateFields, Source, textField, titleFields } from '../builder.ts';
import { IndicatorRef, PlaceRef } from '../refs.ts';
import { loadSource } from '../source/source-field.ts';
import {
  type ComparisonGroup,
  type ExternalFactor,
  type SimilarRule,
  similarOf,
  wasAtWork,
} from './comparison.ts';

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

const RuleEnum = builder.enumType('ComparisonRule', {
  description: 'How the places of a comparison group were chosen.',
  values: enumValues(COMPARISON_RULE),
});

const SimilarRef = builder.objectRef<SimilarRule>('SimilarPlaces').implement({
  description: 'The rule by which places were found as similar to one place.',
  fields: (t) => ({
    indicator: t.field({
      type: IndicatorRef,
      nullable: true,
      description: 'The indicator by which they are similar. Null when it may not be read.',
      resolve: ({ indicatorId }, _args, { loaders, indicators }) =>
        loaders.load('indicator', null, indicatorId, indicators.byIds),
    }),
    place: t.field({
      type: PlaceRef,
      nullable: true,
      description: 'The place to which they are similar. Null when it may not be read.',
      resolve: ({ placeId }, _args, { loaders, places }) =>
        loaders.load('place', null, placeId, places.byIds),
    }),
    periodStart: t.field({
      type: 'Date',
      description: 'First day of the period compared.',
      resolve: ({ periodStart }) => periodStart,
    }),
    periodEnd: t.field({
      type: 'Date',
      description: 'Last day of that period.',
      resolve: ({ periodEnd }) => periodEnd,
    }),
    withinPercent: t.exposeInt('withinPercent', {
      description: 'By how many percent of the figure of that place theirs differ at most.',
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
    version: t.exposeInt('version', { description: 'Counts its changes; give it as `expectedVersion`.' }),
    rule: t.field({
      type: RuleEnum,
      description: 'How the places were chosen.',
      resolve: ({ similarIndicatorId }) => (similarIndicatorId === null ? 'LISTED' : 'SIMILAR'),
    }),
    similarTo: t.field({
      type: SimilarRef,
      nullable: true,
      description: 'By what the places were found, when somebody made the group. Null when they were named.',
      resolve: similarOf,
    }),
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
    description:
      'Groups of places beside which its figures are set, by code. Places that were found by how close their figures are say how large those are: only who steers the programme reads them.',
    resolve: async ({ id, programmeId }, _args, { loaders, comparisons, viewer }) => {
      const all = (await loaders.load('comparison groups', null, id, comparisons.groups)) ?? [];
      const isSteering = reads(viewer, 'INTERNAL', programmeId);
      return all.filter(({ similarIndicatorId }) => isSteering || similarIndicatorId === null);
    },
  }),
}));
