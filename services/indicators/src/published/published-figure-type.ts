import { EMPTY_PAGE, enumValues, loadPage, pageRequest, programmesOf } from '@kapstok/kit';
import { TRACE_STATE } from '@kapstok/schema';
import { builder, connectionType, partialDateFields, Source, textField } from '../builder.ts';
import { loadObservation } from '../observation/load-observation.ts';
import { ObservationRef, ProgrammeRef, PublishedFigureRef } from '../refs.ts';
import { loadSource } from '../source/source-field.ts';
import { toUnits } from '../trend/decimal.ts';
import { traceOf } from './published-figure.ts';

const TraceEnum = builder.enumType('TraceState', {
  description: 'Whether an observation stands behind a number that was printed or said.',
  values: enumValues(TRACE_STATE),
});

PublishedFigureRef.implement({
  description:
    'A number as it was printed or said, in a speech or on a page: traced to an observation, or marked untraceable.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Stable identifier, opaque.' }),
    code: t.exposeString('code', { description: 'Code, unique within the programme.' }),
    quote: textField(t, 'quote', 'The words in which it was printed or said.'),
    value: t.field({
      type: 'Decimal',
      nullable: true,
      description: 'The number in those words. Null when they give none, such as "one in five".',
      resolve: ({ value }) => value,
    }),
    saidIn: t.exposeString('saidIn', { description: 'Where: the speech, page or article.' }),
    ...partialDateFields(t, 'saidOn', 'When it was printed or said.'),
    url: t.exposeString('url', { nullable: true, description: 'Web address. Null when it has none.' }),
    trace: t.field({
      type: TraceEnum,
      description: 'Whether an observation stands behind it.',
      resolve: (figure) => traceOf(figure),
    }),
    observation: t.field({
      type: ObservationRef,
      nullable: true,
      description: 'The observation behind it. Null when there is none, or nobody looked yet.',
      resolve: ({ observationId }, _args, context) =>
        observationId === null ? null : loadObservation(observationId, null, context),
    }),
    agrees: t.boolean({
      nullable: true,
      description: 'Whether the number is that of the observation. Null when one of the two has none.',
      resolve: async ({ observationId, value }, _args, context) => {
        const found = observationId === null ? null : await loadObservation(observationId, null, context);
        return found?.value == null || value === null ? null : toUnits(found.value) === toUnits(value);
      },
    }),
    untraceable: t.exposeString('untraceable', {
      nullable: true,
      description: 'Why no observation stands behind it. Null when one does, or nobody looked yet.',
    }),
    source: t.field({
      type: Source,
      nullable: true,
      description: 'The source of the programme in which it was said. Null when none is named.',
      resolve: (figure, _args, context) => loadSource(figure, context),
    }),
    version: t.exposeInt('version', { description: 'Counts its changes; give it as `expectedVersion`.' }),
  }),
});

builder.objectField(ObservationRef, 'publishedAs', (t) =>
  t.field({
    type: [PublishedFigureRef],
    description: 'Where this figure was printed or said, by code; empty when nobody noted any.',
    resolve: async ({ id, valueReason }, _args, { loaders, published }) =>
      valueReason === 'SUPPRESSED'
        ? []
        : ((await loaders.loadId('published as', id, published.byObservations)) ?? []),
  }),
);

const Connection = connectionType('PublishedFigure', 'published figures', PublishedFigureRef);

builder.objectField(ProgrammeRef, 'publishedFigures', (t) =>
  t.field({
    type: Connection,
    nullable: true,
    description:
      'Numbers in speeches and on pages about the programme, by day and code: for who does not steer the programme, those whose observation is told and those behind which there is none. Null for who does not read its figures, or when the indicators service cannot be reached.',
    args: {
      trace: t.arg({ type: TraceEnum, description: 'Only those; all when left out.' }),
      first: t.arg.int({ description: 'How many rows, 1 to 100; 20 when left out.' }),
      after: t.arg.string({ description: 'Start after this cursor; from the beginning when left out.' }),
    },
    reads: 'FIGURES',
    resolve: async ({ id }, { trace = null, ...args }, { loaders, published, viewer }) => {
      const request = pageRequest(args);
      const page = await loaders.load('published figures', [trace, request], id, (ids) =>
        published.pages(trace, programmesOf(viewer, 'INTERNAL'), request, ids),
      );
      return loadPage(page ?? EMPTY_PAGE, (key) =>
        loaders.load('published figure', null, key, published.byIds),
      );
    },
  }),
);
