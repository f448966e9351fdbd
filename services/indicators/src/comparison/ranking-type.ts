import { builder, Figure } from '../builder.ts';
import { toDecimal } from '../formula/fraction.ts';
import type { Indicator } from '../indicator/indicator.ts';
import { loadObservation } from '../observation/load-observation.ts';
import { choosePlace, placeArgs } from '../place/place-field.ts';
import { ObservationRef, PlaceRef } from '../refs.ts';
import { ComparisonGroupRef } from './comparison-type.ts';
import { loadPlaceCells } from './load-place-cells.ts';
import { type RankedPlace, type Ranking, rank } from './ranking.ts';

interface Asked {
  readonly indicator: Indicator;
  readonly asOf: string | null;
  readonly ownId: string | null;
}

const RankedPlaceRef = builder.objectRef<RankedPlace & Asked>('RankedPlace').implement({
  description: 'One place among those of a comparison group.',
  fields: (t) => ({
    rank: t.exposeInt('rank', {
      description: '1 is best, or highest where neither direction is better. Equals share a rank.',
    }),
    place: t.field({
      type: PlaceRef,
      nullable: true,
      description: 'The place. Null when it may not be read.',
      resolve: ({ placeId }, _args, { loaders, places }) =>
        loaders.load('place', null, placeId, places.byIds),
    }),
    isOwn: t.boolean({
      description: 'Whether it is the place that is compared with the group.',
      resolve: ({ placeId, ownId }) => placeId === ownId,
    }),
    observation: t.field({
      type: ObservationRef,
      nullable: true,
      description: 'Its observation. Null when it may not be read.',
      resolve: ({ cell, asOf }, _args, context) => loadObservation(cell.observationId, asOf, context),
    }),
    fromMedian: t.field({
      type: Figure,
      description:
        'Its figure less the median, in the unit of the indicator, for percentages in PERCENTAGE_POINTS.',
      resolve: ({ fromMedian, indicator }) => {
        const unit = indicator.currentUnit;
        const shown = unit === 'PERCENT' ? 'PERCENTAGE_POINTS' : unit;
        return { value: toDecimal(fromMedian), reason: null, unit: shown };
      },
    }),
  }),
});

const RankingRef = builder.objectRef<Ranking & Asked>('Ranking').implement({
  description:
    'The places of a comparison group, and the one compared with them, by their figure of one period under one definition.',
  fields: (t) => ({
    periodStart: t.field({
      type: 'Date',
      description: 'First day of the period.',
      resolve: ({ start }) => start,
    }),
    periodEnd: t.field({ type: 'Date', description: 'Last day of the period.', resolve: ({ end }) => end }),
    definitionVersion: t.int({
      description: 'Number of the version of the definition under which all were measured.',
      resolve: ({ version }) => version,
    }),
    median: t.field({
      type: Figure,
      description: 'The median of the places that have a number, in the unit of the indicator.',
      resolve: ({ median, indicator }) => ({
        ...{ value: toDecimal(median), reason: null, unit: indicator.currentUnit },
      }),
    }),
    ranked: t.field({
      type: [RankedPlaceRef],
      description: 'The places that have a number, the best first.',
      resolve: ({ ranked, indicator, asOf, ownId }) =>
        ranked.map((one) => ({ ...one, indicator, asOf, ownId })),
    }),
    missing: t.field({
      type: [PlaceRef],
      description: 'The places without a number of that period and definition, by NIS code.',
      resolve: async ({ missing }, _args, { loaders, places }) => {
        const found = await Promise.all(missing.map((id) => loaders.load('place', null, id, places.byIds)));
        return found.filter((place) => place !== null);
      },
    }),
  }),
});

builder.objectField(ComparisonGroupRef, 'ranking', (t) =>
  t.field({
    type: RankingRef,
    nullable: true,
    description:
      'Where one place stands among those of the group: ranks, and how far each is from the median. A rank says nothing of why. Null when no period has a number.',
    args: {
      ...placeArgs,
      on: t.arg({
        type: 'Date',
        description: 'A day of the period; the last period in which most places have a number when left out.',
      }),
      asOf: t.arg({
        type: 'Date',
        description: 'From what was published by this day; from everything published so far when left out.',
      }),
    },
    resolve: async ({ indicatorId, members }, { on = null, asOf = null, ...args }, context) => {
      const { loaders, indicators } = context;
      const indicator = await loaders.load('indicator', null, indicatorId, indicators.byIds);
      if (indicator === null) return null;
      const ownId = await choosePlace(indicator, args, context);
      const ids = [
        ...new Set([...members.map(({ placeId }) => placeId), ...(ownId === null ? [] : [ownId])]),
      ];
      const cells = await Promise.all(ids.map((id) => loadPlaceCells(indicator, id, asOf, context)));
      const ranking = rank(cells, indicator.direction, on);
      return ranking === null ? null : { ...ranking, indicator, asOf, ownId };
    },
  }),
);
