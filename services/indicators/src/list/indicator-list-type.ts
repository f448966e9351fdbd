import { EMPTY_PAGE, isId, type LoadedPage, loadPage, pageRequest, programmesOf } from '@kapstok/kit';
import { builder, connectionType } from '../builder.ts';
import type { Context } from '../context.ts';
import type { Indicator } from '../indicator/indicator.ts';
import { ResultLevelEnum } from '../indicator/indicator-words.ts';
import { IndicatorRef, PlaceRef } from '../refs.ts';
import type { IndicatorFilter, IndicatorList, IndicatorOwner } from './membership.ts';

/** A page that knows of which list it is, so that the whole list can be summed up. */
export interface IndicatorPage extends LoadedPage<Indicator> {
  readonly list: IndicatorList;
}

const Filter = builder.inputType('IndicatorFilter', {
  description:
    'Which indicators of a list are wanted. What is left out does not restrict; what is given must all hold.',
  fields: (t) => ({
    level: t.field({ type: ResultLevelEnum, description: 'Only those that measure this kind of result.' }),
    code: t.string({ description: 'Only the indicator with this code.' }),
  }),
});

/** A connection whose pages are all `IndicatorPage`s: they are made by `loadIndicators` alone. */
export const IndicatorConnection = connectionType('Indicator', 'indicators', IndicatorRef);

/** The arguments of every list of indicators. */
export const indicatorListArgs = builder.args((t) => ({
  filter: t.field({ type: Filter, description: 'Which indicators; all when left out.' }),
  first: t.int({ description: 'How many rows, 1 to 100; 20 when left out.' }),
  after: t.string({ description: 'Start after this cursor; from the beginning when left out.' }),
}));

interface ListArgs {
  readonly filter?: IndicatorFilter | null | undefined;
  readonly first?: number | null | undefined;
  readonly after?: string | null | undefined;
}

/** One page of somebody's indicators; empty for what is no id. */
export async function loadIndicators(
  owner: IndicatorOwner,
  ownerId: string,
  args: ListArgs,
  { loaders, indicators, indicatorLists, viewer }: Context,
): Promise<IndicatorPage> {
  const request = pageRequest(args);
  const filter = args.filter ?? {};
  const id = ownerId.toLowerCase();
  const list = { owner, filter, id };
  if (!isId(id)) return { page: EMPTY_PAGE, nodes: [], list };
  const page = await loaders.load('indicators', [owner, filter, request], id, (ids) =>
    indicatorLists.pages(owner, programmesOf(viewer, 'FIGURES'), filter, request, ids),
  );
  const loaded = await loadPage(page ?? EMPTY_PAGE, (key) =>
    loaders.load('indicator', null, key, indicators.byIds),
  );
  return { ...loaded, list };
}

builder.objectField(PlaceRef, 'indicators', (t) =>
  t.field({
    type: IndicatorConnection,
    description:
      'The indicators that have observations of this place, across the programmes whose figures you may read, by code.',
    args: indicatorListArgs,
    resolve: ({ id }, args, context) => loadIndicators('place', id, args, context),
  }),
);
