import { builder, Figure } from '../builder.ts';
import type { NamedIndicator } from '../indicator/indicator-store.ts';
import { UnitEnum } from '../indicator/indicator-words.ts';
import { type Dimension, parseDimensions } from '../observation/dimensions.ts';
import { loadObservation } from '../observation/load-observation.ts';
import { DimensionValue } from '../observation/observation-type.ts';
import { choosePlace, placeArgs } from '../place/place-field.ts';
import { CalculatedFigureRef, IndicatorRef, ObservationRef, PlaceRef } from '../refs.ts';
import type { Input } from './evaluate.ts';
import { codesIn } from './expression.ts';
import { type Calculated, calculate, calculatedFigure, namedOf } from './load-calculated.ts';
import { FormulaError, parseFormula } from './parse-formula.ts';

/** An input with the day that the question is about. */
type AskedInput = Input & Pick<Calculated, 'asOf'> & { readonly indicatorId: string | null };

const InputRef = builder.objectRef<AskedInput>('CalculationInput').implement({
  description: 'One cell that a calculated figure rests on.',
  fields: (t) => ({
    indicator: t.field({
      type: IndicatorRef,
      nullable: true,
      description: 'The indicator that the formula names. Null when it may not be read.',
      resolve: ({ indicatorId }, _args, { loaders, indicators }) =>
        indicatorId === null ? null : loaders.load('indicator', null, indicatorId, indicators.byIds),
    }),
    code: t.exposeString('code', { description: 'The code by which the formula names the indicator.' }),
    dimensions: t.field({
      type: [DimensionValue],
      description: 'Which part of a breakdown, by name; empty for the total.',
      resolve: ({ dimensions }): Dimension[] => parseDimensions(dimensions) ?? [],
    }),
    periodStart: t.field({
      type: 'Date',
      description: 'First day of the period that was read.',
      resolve: ({ period }) => period.start,
    }),
    periodEnd: t.field({
      type: 'Date',
      description: 'Last day of that period.',
      resolve: ({ period }) => period.end,
    }),
    observation: t.field({
      type: ObservationRef,
      nullable: true,
      description: 'The observation in the vintage that was read. Null when there is none.',
      resolve: ({ cell, asOf }, _args, context) =>
        cell === null ? null : loadObservation(cell.observationId, asOf, context),
    }),
  }),
});

CalculatedFigureRef.implement({
  description:
    'A figure that the hub derived from others by a formula, at the moment of the question. It is never stored.',
  fields: (t) => ({
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
      resolve: ({ period }) => period.start,
    }),
    periodEnd: t.field({
      type: 'Date',
      description: 'Last day of the period.',
      resolve: ({ period }) => period.end,
    }),
    formula: t.string({
      description: 'The formula, as the definition gives it.',
      resolve: ({ indicator }) => indicator.calculation ?? '',
    }),
    figure: t.field({
      type: Figure,
      description:
        'The number, exact and rounded to eight decimals at the end alone; a ratio keeps both its parts. Missing when an input is, after a division by zero, and across a break in series.',
      resolve: (calculated) => calculatedFigure(calculated),
    }),
    inputs: t.field({
      type: [InputRef],
      description: 'What was read, in the order of the formula.',
      resolve: async ({ inputs, asOf, indicator }, _args, context) => {
        const named = await namedOf(indicator.programmeId, context);
        return inputs.map((input) => asked(input, asOf, named));
      },
    }),
    missingInput: t.field({
      type: InputRef,
      nullable: true,
      description:
        'The input because of which there is no number: it is missing, or a break lies before it. Null when there is a number, or no input is the cause.',
      resolve: async ({ outcome: { cause }, asOf, indicator }, _args, context) =>
        cause === null ? null : asked(cause, asOf, await namedOf(indicator.programmeId, context)),
    }),
  }),
});

const asked = (
  input: Input,
  asOf: string | null,
  named: ReadonlyMap<string, NamedIndicator>,
): AskedInput => ({
  ...input,
  asOf,
  indicatorId: named.get(input.code)?.id ?? null,
});

const CalculationRef = builder.objectRef<NamedIndicator>('Calculation').implement({
  description: 'How the hub derives the values of an indicator from those of others.',
  fields: (t) => ({
    formula: t.string({
      description: 'The formula over codes of indicators, as the definition gives it.',
      resolve: ({ calculation }) => calculation ?? '',
    }),
    unit: t.field({ type: UnitEnum, description: 'In what its results are.', resolve: ({ unit }) => unit }),
    indicators: t.field({
      type: [IndicatorRef],
      description: 'The indicators that it names itself, in its order.',
      resolve: async ({ calculation, programmeId }, _args, context) => {
        const named = await namedOf(programmeId, context);
        const ids = codesNamed(calculation ?? '').flatMap((code) => named.get(code)?.id ?? []);
        const { loaders, indicators } = context;
        const found = await Promise.all(
          ids.map((id) => loaders.load('indicator', null, id, indicators.byIds)),
        );
        return found.filter((one) => one !== null);
      },
    }),
  }),
});

function codesNamed(calculation: string): string[] {
  try {
    return codesIn(parseFormula(calculation));
  } catch (error) {
    if (error instanceof FormulaError) return [];
    throw error;
  }
}

builder.objectFields(IndicatorRef, (t) => ({
  calculation: t.field({
    type: CalculationRef,
    nullable: true,
    description: 'How its values are derived, by its newest definition. Null when they are observed.',
    resolve: async ({ code, programmeId, isCalculated }, _args, context) => {
      if (!isCalculated) return null;
      const own = (await namedOf(programmeId, context)).get(code);
      return own?.calculation == null ? null : own;
    },
  }),
  calculatedFigures: t.field({
    type: [CalculatedFigureRef],
    description:
      'Its derived values at one place, by period, the last 500 at most; one for each period of which some input is known. Empty when values are observed.',
    args: {
      ...placeArgs,
      from: t.arg({ type: 'Date', description: 'Only periods that begin on this day or later.' }),
      to: t.arg({ type: 'Date', description: 'Only periods that end on this day or earlier.' }),
      asOf: t.arg({
        type: 'Date',
        description: 'From what was published by this day; from everything published so far when left out.',
      }),
    },
    resolve: async (indicator, { from = null, to = null, asOf = null, ...place }, context) => {
      const placeId = await choosePlace(indicator, place, context);
      return [...(await calculate(indicator, { placeId, from, to, asOf }, context))];
    },
  }),
}));
