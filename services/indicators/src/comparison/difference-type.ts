import { HubError, localText } from '@kapstok/kit';
import { DIFFERENCE_CAVEAT, type MissingReason, type TrendObstacle } from '@kapstok/schema';
import { builder, Figure } from '../builder.ts';
import type { Context } from '../context.ts';
import { type Fraction, toDecimal } from '../formula/fraction.ts';
import type { Indicator } from '../indicator/indicator.ts';
import { loadObservation } from '../observation/load-observation.ts';
import { choosePlace, placeArgs } from '../place/place-field.ts';
import { IndicatorRef, ObservationRef, PlaceRef } from '../refs.ts';
import { ObstacleEnum } from '../trend/trend-type.ts';
import { wasAtWork } from './comparison.ts';
import { ExternalFactorRef } from './comparison-type.ts';
import { type Difference, differenceOf, type PlaceChange } from './difference.ts';
import { loadPlaceCells } from './load-place-cells.ts';

/** What is shown needs the indicator and the days beside the numbers. */
interface Asked {
  readonly indicator: Indicator;
  readonly asOf: string | null;
  readonly from: string;
  readonly to: string;
}
type AskedChange = PlaceChange & Asked;
type AskedDifference = Difference & Asked;

const reasonOf = (obstacle: TrendObstacle | null): MissingReason =>
  obstacle === 'BREAK_BETWEEN' || obstacle === 'DEFINITION_CHANGED' ? 'BREAK_IN_SERIES' : 'NOT_PUBLISHED';

/** A change, in the unit of the indicator; percentages differ by points. */
function changeFigure(
  value: Fraction | null,
  obstacle: TrendObstacle | null,
  { currentUnit: unit }: Indicator,
) {
  return {
    value: value === null ? null : toDecimal(value),
    reason: value === null ? reasonOf(obstacle) : null,
    unit: unit === 'PERCENT' ? 'PERCENTAGE_POINTS' : unit,
  };
}

const UNIT = 'in the unit of the indicator, for percentages in PERCENTAGE_POINTS';

const PlaceChangeRef = builder.objectRef<AskedChange>('PlaceChange').implement({
  description: 'How the figure of one place changed between two periods, or why that cannot be said.',
  fields: (t) => ({
    place: t.field({
      type: PlaceRef,
      nullable: true,
      description: 'The place. Null when it may not be read.',
      resolve: ({ placeId }, _args, { loaders, places }) =>
        loaders.load('place', null, placeId, places.byIds),
    }),
    from: t.field({
      type: ObservationRef,
      nullable: true,
      description: 'The first observation, in the vintage that was read. Null when there is none.',
      resolve: ({ first, asOf }, _args, context) =>
        first === null ? null : loadObservation(first.observationId, asOf, context),
    }),
    to: t.field({
      type: ObservationRef,
      nullable: true,
      description: 'The last observation, in the vintage that was read. Null when there is none.',
      resolve: ({ last, asOf }, _args, context) =>
        last === null ? null : loadObservation(last.observationId, asOf, context),
    }),
    change: t.field({
      type: Figure,
      description: `Last less first, ${UNIT}. Missing when the two do not compare.`,
      resolve: ({ change, obstacle, indicator }) => changeFigure(change, obstacle, indicator),
    }),
    obstacle: t.field({
      type: ObstacleEnum,
      nullable: true,
      description: 'Why the two do not compare. Null when they do.',
      resolve: ({ obstacle }) => obstacle,
    }),
  }),
});

const DifferenceRef = builder.objectRef<AskedDifference>('DifferenceOfDifferences').implement({
  description:
    'How the figure of one place changed, less how it changed elsewhere in the same time, with all that it was computed from. `caveat` says what it is not.',
  fields: (t) => ({
    own: t.field({
      type: PlaceChangeRef,
      description: 'The change in the place itself.',
      resolve: ({ own, ...rest }) => ({ ...rest, ...own }),
    }),
    compared: t.field({
      type: [PlaceChangeRef],
      description:
        'The changes in the places compared with, by NIS code; one that cannot be told does not count in the mean.',
      resolve: ({ compared, ...rest }) => compared.map((one) => ({ ...rest, ...one })),
    }),
    comparedChange: t.field({
      type: Figure,
      description: `The mean of the changes elsewhere, each place counting once, ${UNIT}. Missing when none is known.`,
      resolve: ({ mean, compared, indicator }) =>
        changeFigure(mean, compared[0]?.obstacle ?? null, indicator),
    }),
    difference: t.field({
      type: Figure,
      description: `Own change less the change elsewhere, ${UNIT}. Missing when one of the two is.`,
      resolve: ({ difference, own, compared, indicator }) =>
        changeFigure(difference, own.obstacle ?? compared[0]?.obstacle ?? null, indicator),
    }),
    caveat: t.string({
      description: 'What the difference is not, in the language asked for; the same for all.',
      resolve: (_difference, _args, { viewer }) => localText(DIFFERENCE_CAVEAT, viewer) ?? '',
    }),
    externalFactors: t.field({
      type: [ExternalFactorRef],
      description:
        'What happened outside the programme in that time and may have moved the figures, oldest first.',
      resolve: async ({ indicator, from, to }, _args, { loaders, comparisons }) => {
        const { id, programmeId } = indicator;
        const all = (await loaders.load('external factors', null, programmeId, comparisons.factors)) ?? [];
        return all.filter(
          (factor) =>
            (factor.indicatorId === null || factor.indicatorId === id) && wasAtWork(factor, from, to),
        );
      },
    }),
  }),
});

builder.objectField(IndicatorRef, 'differenceOfDifferences', (t) =>
  t.field({
    type: DifferenceRef,
    nullable: true,
    description:
      'Did it change otherwise than elsewhere? The change at one place between two days less that of another place, or less the mean of a comparison group. Null when there is no such place or group.',
    args: {
      ...placeArgs,
      comparisonNisCode: t.arg.string({ description: 'NIS code of the place to compare with.' }),
      comparisonGroup: t.arg.id({
        description: 'Id of a comparison group of the indicator, instead of `comparisonNisCode`.',
      }),
      from: t.arg({ type: 'Date', required: true, description: 'A day of the first period.' }),
      to: t.arg({ type: 'Date', required: true, description: 'A day of the last period.' }),
      asOf: t.arg({
        type: 'Date',
        description: 'From what was published by this day; from everything published so far when left out.',
      }),
    },
    resolve: async (indicator, { from, to, asOf = null, ...args }, context) => {
      if (from >= to) throw new HubError('BAD_USER_INPUT', 'from is a day before to.');
      const placeId = await choosePlace(indicator, args, context);
      const others = await comparedPlaces(indicator, args, context);
      if (placeId === null || others === null) return null;
      const [own, ...compared] = await Promise.all(
        [placeId, ...others.filter((id) => id !== placeId)].map((id) =>
          loadPlaceCells(indicator, id, asOf, context),
        ),
      );
      if (own === undefined) return null;
      return { ...differenceOf(own, compared, from, to), indicator, asOf, from, to };
    },
  }),
);

/** The places to compare with; null when there is no such place or group. */
async function comparedPlaces(
  indicator: Indicator,
  {
    comparisonNisCode,
    comparisonGroup,
  }: {
    readonly comparisonNisCode?: string | null | undefined;
    readonly comparisonGroup?: string | null | undefined;
  },
  context: Context,
): Promise<readonly string[] | null> {
  if ((comparisonNisCode == null) === (comparisonGroup == null))
    throw new HubError('BAD_USER_INPUT', 'Give comparisonNisCode or comparisonGroup: one of the two.');
  if (comparisonNisCode != null) {
    const id = await choosePlace(indicator, { nisCode: comparisonNisCode }, context);
    return id === null ? null : [id];
  }
  const { loaders, comparisons } = context;
  const groups = (await loaders.load('comparison groups', null, indicator.id, comparisons.groups)) ?? [];
  const group = groups.find(({ id }) => id === comparisonGroup?.toLowerCase());
  return group === undefined ? null : group.members.map(({ placeId }) => placeId);
}
