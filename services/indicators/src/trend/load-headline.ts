import type { Context } from '../context.ts';
import { toDecimal } from '../formula/fraction.ts';
import { type Calculated, calculate } from '../formula/load-calculated.ts';
import type { Indicator } from '../indicator/indicator.ts';
import { choosePlace, type PlaceArgs } from '../place/place-field.ts';
import { type HeadlinePoint, judgeTrend, type TrendJudgement } from './trend.ts';

/** A trend with what is needed to show it. */
export interface Trend extends TrendJudgement {
  readonly indicator: Indicator;
  readonly placeId: string | null;
  readonly asOf: string | null;
}

/** The main series of an indicator at one place, as known on a day. */
export async function loadHeadline(
  indicator: Indicator,
  placeId: string | null,
  asOf: string | null,
  context: Context,
): Promise<readonly HeadlinePoint[]> {
  if (placeId === null) return [];
  const { loaders, headlines } = context;
  const calculated = await calculate(indicator, { placeId, from: null, to: null, asOf }, context);
  if (calculated.length > 0) return pointsOf(calculated);
  const key = `${indicator.id} ${placeId}`;
  return (await loaders.load('headline', asOf, key, (keys) => headlines.points(asOf, keys))) ?? [];
}

/** Calculated values as points; where an input breaks, or is measured otherwise than before, the whole does. */
function pointsOf(calculated: readonly Calculated[]): HeadlinePoint[] {
  const versionsOf = ({ inputs }: Calculated) => inputs.map(({ cell }) => cell?.version ?? null);
  return calculated.map((one, i) => {
    const before = calculated[i - 1];
    const changed = versionsOf(one).some((version, place) => {
      const earlier = before === undefined ? version : versionsOf(before)[place];
      return version !== null && earlier != null && version !== earlier;
    });
    return {
      ...{ observationId: null, version: 1, periodStart: one.period.start, periodEnd: one.period.end },
      value: one.outcome.value === null ? null : toDecimal(one.outcome.value),
      isBreak: changed || one.inputs.some(({ cell }) => cell?.isBreak ?? false),
    };
  });
}

export interface TrendArgs extends PlaceArgs {
  readonly from?: string | null | undefined;
  readonly to?: string | null | undefined;
  readonly asOf?: string | null | undefined;
}

/** The trend of an indicator at one place; all indicators of the answer share three statements. */
export async function loadTrend(indicator: Indicator, args: TrendArgs, context: Context): Promise<Trend> {
  const asOf = args.asOf ?? null;
  const placeId = await choosePlace(indicator, args, context);
  const key = `${indicator.id} ${placeId}`;
  const [points, baseline] = await Promise.all([
    loadHeadline(indicator, placeId, asOf, context),
    placeId === null ? null : context.loaders.load('baseline', null, key, context.targets.baselines),
  ]);
  const { direction } = indicator;
  const judgement = judgeTrend({ direction, baseline, points, from: args.from, to: args.to });
  return { ...judgement, indicator, placeId, asOf };
}
