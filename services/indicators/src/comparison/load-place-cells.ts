import type { Context } from '../context.ts';
import type { Indicator } from '../indicator/indicator.ts';
import type { PlaceCells } from './difference.ts';

/** The totals of the main series of an indicator at one place; all places of an answer are read together. */
export async function loadPlaceCells(
  { id }: Indicator,
  placeId: string,
  asOf: string | null,
  { loaders, cells }: Context,
): Promise<PlaceCells> {
  const key = `${id} ${placeId} `;
  return {
    placeId,
    cells: (await loaders.load('cells', asOf, key, (keys) => cells.lines(asOf, keys))) ?? [],
  };
}
