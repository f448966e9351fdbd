import { EMPTY_PAGE, HubError, loadPage, pageRequest } from '@kapstok/kit';
import { builder, connectionType } from '../builder.ts';
import { isNisCode } from '../place/place.ts';
import { IndicatorRef, ObservationRef } from '../refs.ts';
import { isDimensionName, isDimensionValue } from './dimensions.ts';
import { loadObservation } from './load-observation.ts';
import type { ObservationFilter } from './observation-store.ts';

export const ObservationConnection = connectionType('Observation', 'observations', ObservationRef);

const DimensionFilter = builder.inputType('DimensionFilter', {
  description: 'A breakdown that is wanted.',
  fields: (t) => ({
    name: t.string({ required: true, description: 'By what, such as `origin`.' }),
    value: t.string({ description: 'Which part, such as `non-belgian`; all parts when left out.' }),
  }),
});

interface FilterArgs {
  readonly nisCodes?: readonly string[] | null | undefined;
  readonly from?: string | null | undefined;
  readonly to?: string | null | undefined;
  readonly dimensions?: readonly { name: string; value?: string | null | undefined }[] | null | undefined;
  readonly allSeries?: boolean | null | undefined;
  readonly includeRevisions?: boolean | null | undefined;
  readonly asOf?: string | null | undefined;
}

function toFilter({
  nisCodes,
  from,
  to,
  dimensions,
  allSeries,
  includeRevisions,
  asOf,
}: FilterArgs): ObservationFilter {
  for (const { name, value } of dimensions ?? []) {
    if (!isDimensionName(name) || (value != null && !isDimensionValue(value)))
      throw new HubError(
        'BAD_USER_INPUT',
        'A dimension has a name and a value of lower-case letters, digits and hyphens, such as origin and non-belgian.',
      );
  }
  return {
    nisCodes: nisCodes?.filter(isNisCode) ?? null,
    from: from ?? null,
    to: to ?? null,
    dimensions: dimensions?.map(({ name, value }) => ({ name, value: value ?? null })) ?? null,
    allSeries: allSeries ?? false,
    includeRevisions: includeRevisions ?? false,
    asOf: asOf ?? null,
  };
}

builder.objectField(IndicatorRef, 'observations', (t) =>
  t.field({
    type: ObservationConnection,
    description:
      'Its observations by place (NIS code), period, breakdown, series, definition and vintage. Of each line the last vintage known is given, unless revisions are asked for.',
    args: {
      nisCodes: t.arg.stringList({ description: 'Only of these places; all when left out.' }),
      from: t.arg({ type: 'Date', description: 'Only periods that begin on this day or later.' }),
      to: t.arg({ type: 'Date', description: 'Only periods that end on this day or earlier.' }),
      dimensions: t.arg({
        type: [DimensionFilter],
        description: 'Only figures broken down by all of these; `[]` for totals alone; all when left out.',
      }),
      allSeries: t.arg.boolean({
        description: 'True: every series. Left out or false: the main series alone.',
      }),
      includeRevisions: t.arg.boolean({
        description:
          'True: every vintage; for who does not steer, those that were the last one at some release of figures. Left out or false: the last one known.',
      }),
      asOf: t.arg({
        type: 'Date',
        description:
          'Only what was published by this day; everything published so far when left out. Who does not steer is told the vintages that some release told.',
      }),
      first: t.arg.int({ description: 'How many rows, 1 to 100; 20 when left out.' }),
      after: t.arg.string({ description: 'Start after this cursor; from the beginning when left out.' }),
    },
    resolve: async ({ id }, args, context) => {
      const { loaders, observations } = context;
      const [request, filter] = [pageRequest(args), toFilter(args)];
      const page = await loaders.load('observations', [filter, request], id, (ids) =>
        observations.pages(filter, request, ids),
      );
      return loadPage(page ?? EMPTY_PAGE, (key) => loadObservation(key, filter.asOf, context));
    },
  }),
);
