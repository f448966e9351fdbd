import { enumValues, localText } from '@kapstok/kit';
import {
  type MissingReason,
  TREND_OBSTACLE,
  TREND_RULE,
  TREND_VERDICT,
  type TrendObstacle,
} from '@kapstok/schema';
import { builder, Figure } from '../builder.ts';
import { calculatedObservation } from '../formula/load-calculated-observation.ts';
import { loadObservation } from '../observation/load-observation.ts';
import { choosePlace, placeArgs } from '../place/place-field.ts';
import { IndicatorRef, ObservationRef, PlaceRef } from '../refs.ts';
import { loadHeadline, loadTrend, type Trend } from './load-headline.ts';
import { lastPoint } from './trend.ts';

const Verdict = builder.enumType('TrendVerdict', {
  description: 'Which way an indicator went, by the published rule.',
  values: enumValues(TREND_VERDICT),
});
export const ObstacleEnum = builder.enumType('TrendObstacle', {
  description: 'Why no trend can be drawn.',
  values: enumValues(TREND_OBSTACLE),
});

const whyNoChange = (obstacle: TrendObstacle | null): MissingReason =>
  obstacle === 'BREAK_BETWEEN' || obstacle === 'DEFINITION_CHANGED' ? 'BREAK_IN_SERIES' : 'NOT_APPLICABLE';

const TrendRef = builder.objectRef<Trend>('Trend').implement({
  description: 'Which way an indicator went between two values, and by which rule. It says nothing of why.',
  fields: (t) => ({
    verdict: t.field({
      type: Verdict,
      description: 'Which way it went, judged by `rule`.',
      resolve: ({ verdict }) => verdict,
    }),
    obstacle: t.field({
      type: ObstacleEnum,
      nullable: true,
      description: 'Why no trend can be drawn. Null when one can.',
      resolve: ({ obstacle }) => obstacle,
    }),
    rule: t.string({
      description: 'The rule by which it was judged, in the language asked for; the same for all indicators.',
      resolve: (_trend, _args, { viewer }) => localText(TREND_RULE, viewer) ?? '',
    }),
    place: t.field({
      type: PlaceRef,
      nullable: true,
      description:
        'The place whose values are compared. Null when there is no such place, or nothing was observed.',
      resolve: ({ placeId }, _args, { loaders, places }) =>
        placeId === null ? null : loaders.load('place', null, placeId, places.byIds),
    }),
    from: t.field({
      type: ObservationRef,
      nullable: true,
      description:
        'The first observation. Null when there is none: then the baseline alone is the first value, the value was calculated, or there is none.',
      resolve: ({ firstObservationId, asOf }, _args, context) =>
        firstObservationId === null ? null : loadObservation(firstObservationId, asOf, context),
    }),
    to: t.field({
      type: ObservationRef,
      nullable: true,
      description: 'The last observation with a number. Null when there is none, or it was calculated.',
      resolve: ({ lastObservationId, asOf }, _args, context) =>
        lastObservationId === null ? null : loadObservation(lastObservationId, asOf, context),
    }),
    change: t.field({
      type: Figure,
      description:
        'Last less first value, in the unit of the indicator (for PERCENT: in percentage points). Missing when the two do not compare.',
      resolve: ({ change, obstacle, indicator }) => ({
        value: change,
        reason: change === null ? whyNoChange(obstacle) : null,
        unit: indicator.currentUnit,
      }),
    }),
  }),
});

const asOfAbout = 'As it was known on this day; everything published so far when left out.';

builder.objectFields(IndicatorRef, (t) => ({
  latest: t.field({
    type: ObservationRef,
    nullable: true,
    description:
      'The observation of the last period at one place that has a number: main series, no breakdown, newest definition. When none has a number, the last without. Of a calculated indicator what its formula gives for that period; `calculated` then has its inputs. Null when nothing is known there.',
    args: { ...placeArgs, asOf: t.arg({ type: 'Date', description: asOfAbout }) },
    resolve: async (indicator, args, context) => {
      const asOf = args.asOf ?? null;
      const placeId = await choosePlace(indicator, args, context);
      const last = lastPoint(await loadHeadline(indicator, placeId, asOf, context));
      if (last === null || placeId === null) return null;
      if (last.observationId !== null) return loadObservation(last.observationId, asOf, context);
      const period = { start: last.periodStart, end: last.periodEnd };
      return calculatedObservation(indicator, { placeId, asOf, period }, context);
    },
  }),
  trend: t.field({
    type: TrendRef,
    description: 'Which way it went at one place. `rule` says in words how that is judged.',
    args: {
      ...placeArgs,
      from: t.arg({
        type: 'Date',
        description:
          'Compare with the first value of a period that begins on this day or later, not with the baseline.',
      }),
      to: t.arg({ type: 'Date', description: 'Only periods that end by this day.' }),
      asOf: t.arg({ type: 'Date', description: asOfAbout }),
    },
    resolve: (indicator, args, context) => loadTrend(indicator, args, context),
  }),
}));
