import type { IndicatorUnit } from '@kapstok/schema';
import type { Context } from '../context.ts';
import { type Indicator, type IndicatorDefinition, newestOf, unitUnder } from './indicator.ts';

const definitionsOf = async (id: string, { loaders, indicators }: Context): Promise<IndicatorDefinition[]> =>
  (await loaders.load('definitions', null, id, indicators.definitions)) ?? [];

/** In what the values of an indicator are given under its newest definition. */
export const currentUnit = async (indicator: Indicator, context: Context): Promise<IndicatorUnit> =>
  unitUnder(indicator, newestOf(await definitionsOf(indicator.id, context)));

/** In what a value was given that was measured under one version of the definition; null when it may not be read. */
export async function unitOfValue(
  { indicatorId, versionId }: { readonly indicatorId: string; readonly versionId?: string },
  context: Context,
): Promise<IndicatorUnit | null> {
  const { loaders, indicators } = context;
  const indicator = await loaders.load('indicator', null, indicatorId, indicators.byIds);
  if (indicator === null) return null;
  const definitions = await definitionsOf(indicatorId, context);
  const own = definitions.find(({ id }) => id === versionId);
  return unitUnder(indicator, own ?? newestOf(definitions));
}
