import { localText, textLanguage } from '@kapstok/kit';
import { builder, Language, Source } from '../builder.ts';
import type { Context } from '../context.ts';
import { PlaceLevelEnum } from '../place/place-type.ts';
import { IndicatorRef } from '../refs.ts';
import { loadSource } from '../source/source-field.ts';
import { type DeclaredDimension, declaredBy } from './declared-dimensions.ts';
import { definitionOn, type Indicator, type IndicatorDefinition } from './indicator.ts';
import { CountBasisEnum, UnitEnum } from './indicator-words.ts';

const DeclaredDimensionRef = builder.objectRef<DeclaredDimension>('DeclaredDimension').implement({
  description: 'One way in which figures may be broken down, as a definition declares it.',
  fields: (t) => ({
    name: t.exposeString('name', { description: 'By what, such as `origin`.' }),
    values: t.stringList({
      description: 'Its values in their order; for a ladder from the lowest step up.',
      resolve: ({ values }) => [...values],
    }),
    isOverlapping: t.exposeBoolean('isOverlapping', {
      description: 'Whether somebody can be in several values, so that parts do not add up to the whole.',
    }),
  }),
});

const DefinitionRef = builder.objectRef<IndicatorDefinition>('IndicatorDefinition').implement({
  description:
    'One version of what an indicator counts or measures. Figures under different versions do not compare.',
  fields: (t) => ({
    version: t.exposeInt('version', {
      description: 'Number of the version, from 1; the highest is the newest.',
    }),
    text: t.string({
      description:
        'What is counted or measured, in the language asked for, else in the one `textLanguage` names.',
      resolve: ({ definition }, _args, { viewer }) => localText(definition, viewer) ?? '',
    }),
    textLanguage: t.field({
      type: Language,
      nullable: true,
      description: 'The language in which `text` is given. Null when there is no text in any.',
      resolve: ({ definition }, _args, { viewer }) => textLanguage(definition, viewer),
    }),
    formula: t.exposeString('formula', {
      nullable: true,
      description: 'How it is computed. Null when not stated.',
    }),
    calculation: t.exposeString('calculation', {
      nullable: true,
      description:
        'The formula by which the hub derives its values from those of other indicators. Null when values are observed.',
    }),
    unit: t.field({
      type: UnitEnum,
      description: 'In what values under this version are given.',
      resolve: async (definition, _args, context) => {
        const { loaders, indicators } = context;
        const indicator = await loaders.load('indicator', null, definition.indicatorId, indicators.byIds);
        // A definition is read through its indicator, and so the indicator is there.
        return definition.unit ?? indicator?.unit ?? 'COUNT';
      },
    }),
    isCumulative: t.exposeBoolean('isCumulative', {
      nullable: true,
      description:
        'Whether each value includes those of the periods before. Null: as the indicator was defined first.',
    }),
    countBasis: t.field({
      type: CountBasisEnum,
      nullable: true,
      description: 'How what occurs twice is counted. Null: as the indicator was defined first.',
      resolve: ({ countBasis }) => countBasis,
    }),
    placeLevel: t.field({
      type: PlaceLevelEnum,
      nullable: true,
      description: 'The smallest kind of place for which it is published. Null when not stated.',
      resolve: ({ placeLevel }) => placeLevel,
    }),
    dimensions: t.field({
      type: [DeclaredDimensionRef],
      nullable: true,
      description: 'By what figures may be broken down, by name. Null when nothing is declared: by anything.',
      resolve: (definition) => declaredBy(definition),
    }),
    validFrom: t.field({
      type: 'Date',
      nullable: true,
      description: 'First day on which it was the definition in use. Null when not known.',
      resolve: ({ validFrom }) => validFrom,
    }),
    validTo: t.field({
      type: 'Date',
      nullable: true,
      description: 'Last such day. Null while it is in use, or when not known.',
      resolve: ({ validTo }) => validTo,
    }),
    source: t.field({
      type: Source,
      nullable: true,
      description: 'Where it is described. Null when no source is named.',
      resolve: (definition, _args, context) => loadSource(definition, context),
    }),
  }),
});

export const loadDefinitions = async ({ id }: Indicator, { loaders, indicators }: Context) =>
  (await loaders.load('definitions', null, id, indicators.definitions)) ?? [];

builder.objectFields(IndicatorRef, (t) => ({
  definition: t.field({
    type: DefinitionRef,
    nullable: true,
    description:
      'The version of the definition in use on a day: the newest whose days are not known to lie elsewhere. Null when there is none.',
    args: { asOf: t.arg({ type: 'Date', description: 'The day; today when left out.' }) },
    resolve: async (indicator, { asOf }, context) =>
      definitionOn(await loadDefinitions(indicator, context), asOf ?? context.today),
  }),
  definitions: t.field({
    type: [DefinitionRef],
    description: 'All versions of its definition, oldest first.',
    resolve: (indicator, _args, context) => loadDefinitions(indicator, context),
  }),
}));
