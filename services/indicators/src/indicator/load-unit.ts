import type { IndicatorUnit } from '@kapstok/schema';
import type { Context } from '../context.ts';
import { unitUnder } from './indicator.ts';

/** In what a value was given that was measured under one version of the definition; null when it may not be read. */
export async function unitOfValue(
  { indicatorId, versionId }: { readonly indicatorId: string; readonly versionId?: string },
  { loaders, indicators }: Context,
): Promise<IndicatorUnit | null> {
  const indicator = await loaders.load('indicator', null, indicatorId, indicators.byIds);
  if (indicator === null || versionId === undefined || !indicator.hasUnits)
    return indicator?.currentUnit ?? null;
  const definitions = await loaders.load('definitions', null, indicatorId, indicators.definitions);
  return unitUnder(indicator, definitions?.find(({ id }) => id === versionId) ?? null);
}
