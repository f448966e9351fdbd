import { HubError } from '@kapstok/kit';
import { builder } from '../builder.ts';
import type { Context } from '../context.ts';
import type { Indicator } from '../indicator/indicator.ts';
import { isNisCode } from './place.ts';

/** Which place is asked about: one by id or NIS code, or none. */
export interface PlaceArgs {
  readonly place?: string | null | undefined;
  readonly nisCode?: string | null | undefined;
}

const LEFT_OUT =
  "With neither `place` nor `nisCode`: the place of the indicator's baseline (of several, the one most observed); " +
  'without baseline, the place most observed.';

/** The arguments by which a field about one place is asked. */
export const placeArgs = builder.args((t) => ({
  place: t.id({ description: `The id of the place. ${LEFT_OUT}` }),
  nisCode: t.string({ description: `NIS code of the place, instead of \`place\`. ${LEFT_OUT}` }),
}));

/** The id of the place asked about; null when there is no such place. */
export async function choosePlace(
  indicator: Indicator,
  { place, nisCode }: PlaceArgs,
  { loaders, places, headlines }: Context,
): Promise<string | null> {
  if (place != null && nisCode != null)
    throw new HubError('BAD_USER_INPUT', 'place and nisCode are both given; give one of them.');
  if (place != null) return (await loaders.loadId('place', place, places.byIds))?.id ?? null;
  if (nisCode == null) return loaders.load('home place', null, indicator.id, headlines.homePlaces);
  if (!isNisCode(nisCode)) return null;
  return (await loaders.load('place by nis code', null, nisCode, places.byNisCodes))?.id ?? null;
}
