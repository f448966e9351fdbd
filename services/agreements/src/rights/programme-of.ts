import type { Context } from '../context.ts';
import type { Place } from './place-store.ts';
import { rightsOf } from './rights.ts';

/** The programme of a part of a plan of which only the id arrived; asked for viewers who do not read every one. */
export const programmeOf =
  (place: Place) =>
  ({ id }: { readonly id: string }, context: Context): Promise<string | null> =>
    context.loaders.loadId(`programme of ${place}`, id, async (ids) =>
      context.places.programmes(place, await rightsOf(context), ids),
    );
