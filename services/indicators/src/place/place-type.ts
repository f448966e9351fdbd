import { enumValues } from '@kapstok/kit';
import { PLACE_LEVEL } from '@kapstok/schema';
import { builder } from '../builder.ts';
import { PlaceRef } from '../refs.ts';
import { isNisCode } from './place.ts';

export const PlaceLevelEnum = builder.enumType('PlaceLevel', {
  description: 'What kind of place it is.',
  values: enumValues(PLACE_LEVEL),
});

PlaceRef.implement({
  description:
    'A country, region, province, district, municipality or neighbourhood. Programmes share places: the same NIS code is the same place.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Stable identifier, opaque.' }),
    nisCode: t.exposeString('nisCode', {
      description: 'Code of the Belgian statistical office: five digits, such as `34022` for Kortrijk.',
    }),
    name: t.exposeString('name', { description: 'Name, in the language of the place.' }),
    level: t.field({
      type: PlaceLevelEnum,
      description: 'What kind of place it is.',
      resolve: ({ level }) => level,
    }),
    parent: t.field({
      type: PlaceRef,
      nullable: true,
      description: 'The place in which it lies. Null when none is stated.',
      resolve: ({ parentId }, _args, { loaders, places }) =>
        parentId === null ? null : loaders.load('place', null, parentId, places.byIds),
    }),
    parts: t.field({
      type: [PlaceRef],
      description: 'The places that lie directly inside it, by NIS code.',
      resolve: async ({ id }, _args, { loaders, places }) =>
        (await loaders.load('place parts', null, id, places.parts)) ?? [],
    }),
    validFrom: t.field({
      type: 'Date',
      nullable: true,
      description: 'First day on which the NIS code was in use. Null when it always was, or nobody noted it.',
      resolve: ({ validFrom }) => validFrom,
    }),
    validTo: t.field({
      type: 'Date',
      nullable: true,
      description:
        'Last day on which the NIS code was in use, such as before a merger. Null while it is in use.',
      resolve: ({ validTo }) => validTo,
    }),
  }),
});

builder.asEntity(PlaceRef, {
  key: builder.selection<{ id: string }>('id'),
  resolveReference: ({ id }, { loaders, places }) => loaders.loadId('place', id, places.byIds),
});

builder.queryField('place', (t) =>
  t.field({
    type: PlaceRef,
    nullable: true,
    description: 'One place. Null when no programme lists a place with this code.',
    args: {
      nisCode: t.arg.string({ required: true, description: 'NIS code: five digits, such as `34022`.' }),
    },
    resolve: (_root, { nisCode }, { loaders, places }) =>
      isNisCode(nisCode) ? loaders.load('place by nis code', null, nisCode, places.byNisCodes) : null,
  }),
);
