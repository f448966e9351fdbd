import { HubError } from '@kapstok/kit';
import { builder } from '../builder.ts';
import type { Context } from '../context.ts';
import { codesIn } from '../formula/expression.ts';
import { formulaOf, namedOf } from '../formula/load-calculated.ts';
import type { Indicator } from '../indicator/indicator.ts';
import { isNisCode } from './place.ts';

/** Which place is asked about: one by id or NIS code, or none. */
export interface PlaceArgs {
  readonly place?: string | null | undefined;
  readonly nisCode?: string | null | undefined;
}

const LEFT_OUT =
  "With neither `place` nor `nisCode`: the place of the indicator's baseline (of several, the one most observed); " +
  'without baseline, the place most observed; for a calculated indicator, that of the first it reads.';

/** The arguments by which a field about one place is asked. */
export const placeArgs = builder.args((t) => ({
  place: t.id({ description: `The id of the place. ${LEFT_OUT}` }),
  nisCode: t.string({ description: `NIS code of the place, instead of \`place\`. ${LEFT_OUT}` }),
}));

/** The id of the place asked about; null when there is no such place. */
export async function choosePlace(
  indicator: Indicator,
  { place, nisCode }: PlaceArgs,
  context: Context,
): Promise<string | null> {
  const { loaders, places } = context;
  if (place != null && nisCode != null)
    throw new HubError('BAD_USER_INPUT', 'place and nisCode are both given; give one of them.');
  if (place != null) return (await loaders.loadId('place', place, places.byIds))?.id ?? null;
  if (nisCode == null) return homePlace(indicator, context);
  if (!isNisCode(nisCode)) return null;
  return (await loaders.load('place by nis code', null, nisCode, places.byNisCodes))?.id ?? null;
}

/** A calculated indicator is at home where the first that its formula reads is. */
async function homePlace(indicator: Indicator, context: Context): Promise<string | null> {
  const { loaders, headlines } = context;
  const own = await loaders.load('home place', null, indicator.id, headlines.homePlaces);
  if (own !== null || !indicator.isCalculated) return own;
  const named = await namedOf(indicator.programmeId, context);
  const formula = formulaOf(indicator, named);
  const [code] = formula === null ? [] : codesIn(formula);
  const first = code === undefined ? undefined : named.get(code);
  return first === undefined ? null : loaders.load('home place', null, first.id, headlines.homePlaces);
}
