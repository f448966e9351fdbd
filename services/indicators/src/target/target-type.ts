import type { FieldBuilder } from '@kapstok/kit';
import { builder, Figure, Source } from '../builder.ts';
import type { Context } from '../context.ts';
import type { Indicator } from '../indicator/indicator.ts';
import { unitOfValue } from '../indicator/load-unit.ts';
import { choosePlace, type PlaceArgs, placeArgs } from '../place/place-field.ts';
import { IndicatorRef, PlaceRef } from '../refs.ts';
import { loadSource } from '../source/source-field.ts';
import { type Baseline, type PeriodFigure, type Target, targetOn } from './target.ts';

/** The fields that baselines and targets share. */
function periodFigureFields<Row extends PeriodFigure>(t: FieldBuilder<Context, Row>) {
  return {
    place: t.field({
      type: PlaceRef,
      nullable: true,
      description: 'The place it is about. Null when it may not be read.',
      resolve: ({ placeId }, _args, { loaders, places }) =>
        loaders.load('place', null, placeId, places.byIds),
    }),
    periodStart: t.field({
      type: 'Date',
      description: 'First day of the period it is about.',
      resolve: ({ periodStart }) => periodStart,
    }),
    periodEnd: t.field({
      type: 'Date',
      description: 'Last day of that period.',
      resolve: ({ periodEnd }) => periodEnd,
    }),
    figure: t.field({
      type: Figure,
      description: 'The number, in the unit of the indicator.',
      resolve: async ({ indicatorId, value, valueReason }, _args, context) => ({
        ...{ value, reason: valueReason, unit: await unitOfValue({ indicatorId }, context) },
      }),
    }),
    source: t.field({
      type: Source,
      nullable: true,
      description: 'Where it was said. Null when no source is named.',
      resolve: (row, _args, context) => loadSource(row, context),
    }),
  };
}

export const BaselineRef = builder.objectRef<Baseline>('Baseline').implement({
  description: 'The figure from which a programme starts to compare, at one place.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Stable identifier, opaque.' }),
    version: t.exposeInt('version', { description: 'Counts its changes; give it as `expectedVersion`.' }),
    ...periodFigureFields(t),
  }),
});

export const TargetRef = builder.objectRef<Target>('Target').implement({
  description: 'A figure that the programme wants to see at a place over a period.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Stable identifier, opaque.' }),
    code: t.exposeString('code', { description: 'Code, unique within the programme.' }),
    version: t.exposeInt('version', { description: 'Counts its changes; give it as `expectedVersion`.' }),
    ...periodFigureFields(t),
    note: t.exposeString('note', {
      nullable: true,
      description: 'Internal remark. Null when none, or for who does not steer the programme.',
      reads: 'INTERNAL',
    }),
  }),
});

/** The baseline at the place asked about. */
export async function loadBaseline(
  indicator: Indicator,
  args: PlaceArgs,
  context: Context,
): Promise<Baseline | null> {
  const placeId = await choosePlace(indicator, args, context);
  if (placeId === null) return null;
  return context.loaders.load('baseline', null, `${indicator.id} ${placeId}`, context.targets.baselines);
}

const loadTargets = async ({ id }: Indicator, { loaders, targets }: Context) =>
  (await loaders.load('targets', null, id, targets.byIndicators)) ?? [];

builder.objectFields(IndicatorRef, (t) => ({
  baseline: t.field({
    type: BaselineRef,
    nullable: true,
    description:
      'The figure from which the programme starts to compare, at one place. Null when none was set there.',
    args: placeArgs,
    resolve: (indicator, args, context) => loadBaseline(indicator, args, context),
  }),
  target: t.field({
    type: TargetRef,
    nullable: true,
    description:
      'The target at one place to look at on a day: the first whose period ends on that day or later, else the last there was. Null when none was set there.',
    args: { ...placeArgs, on: t.arg({ type: 'Date', description: 'The day; today when left out.' }) },
    resolve: async (indicator, { on, ...args }, context) => {
      const placeId = await choosePlace(indicator, args, context);
      return placeId === null
        ? null
        : targetOn(await loadTargets(indicator, context), placeId, on ?? context.today);
    },
  }),
  targets: t.field({
    type: [TargetRef],
    description: 'All its targets at all places, by the end of their period.',
    resolve: (indicator, _args, context) => loadTargets(indicator, context),
  }),
}));
