import { builder, Figure } from '../builder.ts';
import type { Context } from '../context.ts';
import type { CellRow } from '../formula/cell.ts';
import type { Period } from '../formula/expression.ts';
import { HUNDRED, over, times, toDecimal } from '../formula/fraction.ts';
import { declaredBy } from '../indicator/declared-dimensions.ts';
import { loadDefinitions } from '../indicator/definition-type.ts';
import { type Indicator, newestOf } from '../indicator/indicator.ts';
import { loadObservation } from '../observation/load-observation.ts';
import { choosePlace, placeArgs } from '../place/place-field.ts';
import { IndicatorRef, ObservationRef, PlaceRef } from '../refs.ts';
import {
  type CellSum,
  dimensionsOfCell,
  matrixOf,
  type TransitionCell,
  type TransitionMatrix,
  transitionSteps,
} from './transition.ts';

interface Asked {
  readonly indicator: Indicator;
  readonly placeId: string;
  readonly asOf: string | null;
}
type AskedMatrix = TransitionMatrix & Asked;
type AskedCell = TransitionCell & Asked;

const sumFigure = ({ value, reason }: CellSum, indicator: Indicator) => ({
  ...{ value: value === null ? null : toDecimal(value), reason, unit: indicator.currentUnit },
});

const CellRef = builder.objectRef<AskedCell>('TransitionCell').implement({
  description: 'How many went from one step to another; a number, never who.',
  fields: (t) => ({
    from: t.exposeString('from', { description: 'The step at the begin of the period.' }),
    to: t.exposeString('to', { description: 'The step at its end.' }),
    figure: t.field({
      type: Figure,
      description: 'How many, in the unit of the indicator. Missing when no observation gives it.',
      resolve: ({ cell, indicator }) => ({
        value: cell?.value ?? null,
        reason: cell === null ? 'NOT_PUBLISHED' : cell.reason,
        unit: indicator.currentUnit,
      }),
    }),
    observation: t.field({
      type: ObservationRef,
      nullable: true,
      description: 'The observation that gives it. Null when there is none.',
      resolve: ({ cell, asOf }, _args, context) =>
        cell === null ? null : loadObservation(cell.observationId, asOf, context),
    }),
  }),
});

const MatrixRef = builder.objectRef<AskedMatrix>('TransitionMatrix').implement({
  description:
    'How a group of people moved between steps in one period: aggregates alone. A sum is missing as soon as one of its cells is.',
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
      resolve: ({ start }) => start,
    }),
    periodEnd: t.field({ type: 'Date', description: 'Last day of the period.', resolve: ({ end }) => end }),
    fromSteps: t.stringList({
      description: 'The steps at the begin, in their order; of a ladder from the lowest up.',
      resolve: ({ fromSteps }) => [...fromSteps],
    }),
    toSteps: t.stringList({
      description: 'The steps at the end, in their order.',
      resolve: ({ toSteps }) => [...toSteps],
    }),
    isLadder: t.exposeBoolean('isLadder', {
      description: 'Whether both have the same steps in the same order, so that there is an up and a down.',
    }),
    cells: t.field({
      type: [CellRef],
      description: 'How many went from each step to each, row by row.',
      resolve: ({ cells, indicator, placeId, asOf }) =>
        cells.map((one) => ({ ...one, indicator, placeId, asOf })),
    }),
    movedUp: t.field({
      type: Figure,
      description: 'How many are on a higher step at the end. Missing when a cell is, or there is no ladder.',
      resolve: ({ up, indicator }) => sumFigure(up, indicator),
    }),
    stayed: t.field({
      type: Figure,
      description: 'How many are on the same step. Missing when a cell is, or there is no ladder.',
      resolve: ({ same, indicator }) => sumFigure(same, indicator),
    }),
    movedDown: t.field({
      type: Figure,
      description: 'How many are on a lower step. Missing when a cell is, or there is no ladder.',
      resolve: ({ down, indicator }) => sumFigure(down, indicator),
    }),
    total: t.field({
      type: Figure,
      description: 'How many there are in all. Missing when a cell is.',
      resolve: ({ total, indicator }) => sumFigure(total, indicator),
    }),
    movedUpShare: t.field({
      type: Figure,
      description: 'The share that is on a higher step, in percent, with both its parts.',
      resolve: ({ up, total }) => {
        if (up.value === null || total.value === null)
          return { value: null, reason: up.reason ?? total.reason, unit: 'PERCENT' };
        const parts = {
          numerator: toDecimal(up.value),
          denominator: toDecimal(total.value),
          unit: 'PERCENT',
        };
        const share = over(up.value, total.value);
        if (share === null) return { value: null, reason: 'DIVISION_BY_ZERO' as const, ...parts };
        return { value: toDecimal(times(HUNDRED, share)), reason: null, ...parts };
      },
    }),
  }),
});

builder.objectField(IndicatorRef, 'transitions', (t) =>
  t.field({
    type: [MatrixRef],
    nullable: true,
    description:
      'How people moved between steps, one matrix for each period, oldest first: of an indicator whose newest definition declares the dimensions `from` and `to`. Null of any other.',
    args: {
      ...placeArgs,
      asOf: t.arg({
        type: 'Date',
        description: 'From what was published by this day; from everything published so far when left out.',
      }),
    },
    resolve: async (indicator, { asOf = null, ...place }, context) => {
      const newest = newestOf(await loadDefinitions(indicator, context));
      const steps = newest === null ? null : transitionSteps(declaredBy(newest));
      const placeId = await choosePlace(indicator, place, context);
      if (newest === null || steps === null) return null;
      if (placeId === null) return [];
      const lines = await readCells(indicator, placeId, asOf, steps, context);
      return periodsOf(lines, newest.version).map((period) => ({
        ...matrixOf(steps, period, newest.version, (from, to) =>
          cellAt(lines, from, to, period, newest.version),
        ),
        ...{ indicator, placeId, asOf },
      }));
    },
  }),
);

type Lines = ReadonlyMap<string, readonly CellRow[]>;

async function readCells(
  { id }: Indicator,
  placeId: string,
  asOf: string | null,
  { fromSteps, toSteps }: Pick<TransitionMatrix, 'fromSteps' | 'toSteps'>,
  { loaders, cells }: Context,
): Promise<Lines> {
  const all = fromSteps.flatMap((from) => toSteps.map((to) => dimensionsOfCell(from, to)));
  const rows = await Promise.all(
    all.map((dimensions) =>
      loaders.load('cells', asOf, `${id} ${placeId} ${dimensions}`, (keys) => cells.lines(asOf, keys)),
    ),
  );
  return new Map(all.map((dimensions, i) => [dimensions, rows[i] ?? []]));
}

function periodsOf(lines: Lines, version: number): Period[] {
  const periods = new Map<string, Period>();
  for (const rows of lines.values())
    for (const { start, end, version: own } of rows)
      if (own === version) periods.set(`${end} ${start}`, { start, end });
  return [...periods].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, period]) => period);
}

function cellAt(
  lines: Lines,
  from: string,
  to: string,
  { start, end }: Period,
  version: number,
): CellRow | null {
  const rows = lines.get(dimensionsOfCell(from, to)) ?? [];
  return rows.find((row) => row.start === start && row.end === end && row.version === version) ?? null;
}
