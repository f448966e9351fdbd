import { EMPTY_PAGE, loadPage, pageRequest, readableBy } from '@kapstok/kit';
import { loadObservation } from '../observation/load-observation.ts';
import { ObservationConnection } from '../observation/observation-list-type.ts';
import { ObservationBatchRef, QualityWarningRef } from '../refs.ts';

ObservationBatchRef.implement({
  description: 'Observations that somebody recorded together, all or none of them.',
  isReadable: readableBy('INTERNAL'),
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Stable identifier, opaque.' }),
    recordedOn: t.field({
      type: 'Date',
      description: 'When they were recorded, UTC.',
      resolve: ({ recordedOn }) => recordedOn,
    }),
    rowCount: t.exposeInt('rowCount', { description: 'How many they were.' }),
    observations: t.field({
      type: ObservationConnection,
      description: 'The observations, in the order of the rows.',
      args: {
        first: t.arg.int({ description: 'How many rows, 1 to 100; 20 when left out.' }),
        after: t.arg.string({ description: 'Start after this cursor; from the beginning when left out.' }),
      },
      resolve: async ({ id }, args, context) => {
        const { loaders, batches } = context;
        const request = pageRequest(args);
        const page = await loaders.load('batch', request, id, (ids) => batches.pages(request, ids));
        return loadPage(page ?? EMPTY_PAGE, (key) => loadObservation(key, null, context));
      },
    }),
    warnings: t.field({
      type: [QualityWarningRef],
      description: 'What looks odd about them, by row: questions that somebody can answer.',
      resolve: async ({ id }, _args, { loaders, quality }) =>
        (await loaders.load('warnings of batch', null, id, quality.byBatches)) ?? [],
    }),
  }),
});
