import { programmesOf } from '@kapstok/kit';
import type { Context } from '../context.ts';
import type { Place } from './place-store.ts';

/** The programme of a part of a plan of which only the id arrived; asked for viewers who do not read every one. */
export const programmeOf =
  (place: Place) =>
  ({ id }: { readonly id: string }, { loaders, places, viewer }: Context): Promise<string | null> =>
    loaders.loadId(`programme of ${place}`, id, (ids) =>
      places.programmes(place, programmesOf(viewer, 'PLAN'), ids),
    );
