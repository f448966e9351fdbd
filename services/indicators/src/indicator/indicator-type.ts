import { readableBy } from '@kapstok/kit';
import { builder, Source, titleFields } from '../builder.ts';
import { BlockRef, IndicatorRef, PlaceRef, PolicyDomainRef, ProgrammeRef } from '../refs.ts';
import { loadSource } from '../source/source-field.ts';
import {
  CountBasisEnum,
  DirectionEnum,
  FrequencyEnum,
  ResultLevelEnum,
  UnitEnum,
} from './indicator-words.ts';

IndicatorRef.implement({
  description:
    'What a programme watches to see whether anything changes. It says how something stands, not why: actions contribute to it, and so does much else.',
  isReadable: readableBy('FIGURES'),
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Stable identifier, opaque.' }),
    code: t.exposeString('code', { description: 'Code, unique within the programme.' }),
    ...titleFields(t),
    level: t.field({
      type: ResultLevelEnum,
      description: 'What kind of result it measures. Impact is never computed from outputs.',
      resolve: ({ level }) => level,
    }),
    unit: t.field({
      type: UnitEnum,
      description: 'In what its values are given, under the newest version of its definition.',
      resolve: ({ currentUnit }) => currentUnit,
    }),
    direction: t.field({
      type: DirectionEnum,
      description: 'Which way is progress.',
      resolve: ({ direction }) => direction,
    }),
    isCumulative: t.exposeBoolean('isCumulative', {
      description: 'Whether each value includes those of the periods before.',
    }),
    countBasis: t.field({
      type: CountBasisEnum,
      description: 'How persons or things that occur twice are counted.',
      resolve: ({ countBasis }) => countBasis,
    }),
    frequency: t.field({
      type: FrequencyEnum,
      description: 'How often a new value is expected.',
      resolve: ({ frequency }) => frequency,
    }),
    version: t.exposeInt('version', {
      description: 'Counts its changes; give it as `expectedVersion`. Observations do not count.',
    }),
    programme: t.field({
      type: ProgrammeRef,
      nullable: true,
      description: 'The programme that watches it. Null when the actions service cannot be reached.',
      resolve: ({ programmeId }) => ({ id: programmeId }),
    }),
    domain: t.field({
      type: PolicyDomainRef,
      nullable: true,
      description:
        'The policy domain that it speaks of. Null when it is about the whole programme, or the actions service cannot be reached.',
      resolve: ({ domainId }) => (domainId === null ? null : { id: domainId }),
    }),
    block: t.field({
      type: BlockRef,
      nullable: true,
      description: 'The block inside that domain. Null when it is about none, or actions cannot be reached.',
      resolve: ({ blockId }) => (blockId === null ? null : { id: blockId }),
    }),
    places: t.field({
      type: [PlaceRef],
      description: 'The places of which it has observations, by NIS code.',
      resolve: async ({ id }, _args, { loaders, places }) => {
        const seen = (await loaders.load('observed places', null, id, places.observed)) ?? [];
        const found = await Promise.all(
          seen.map(({ placeId }) => loaders.load('place', null, placeId, places.byIds)),
        );
        return found.filter((place) => place !== null);
      },
    }),
    note: t.exposeString('note', {
      nullable: true,
      description: 'What a reader should know of it, in the language of whoever wrote it. Null when nothing.',
    }),
    source: t.field({
      type: Source,
      nullable: true,
      description: 'Where it is described. Null when no source is named.',
      resolve: (indicator, _args, context) => loadSource(indicator, context),
    }),
  }),
});

builder.asEntity(IndicatorRef, {
  key: builder.selection<{ id: string }>('id'),
  resolveReference: ({ id }, { loaders, indicators }) => loaders.loadId('indicator', id, indicators.byIds),
});

builder.queryField('indicator', (t) =>
  t.field({
    type: IndicatorRef,
    nullable: true,
    description: 'One indicator. Null when there is none with this id, or it is not for you.',
    args: { id: t.arg.id({ required: true, description: 'The id of the indicator.' }) },
    resolve: (_root, { id }, { loaders, indicators }) => loaders.loadId('indicator', id, indicators.byIds),
  }),
);
