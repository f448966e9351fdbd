import { EMPTY_PAGE, enumValues, loadPage, localText, pageRequest } from '@kapstok/kit';
import { QUALITY_RULE, QUALITY_WARNING } from '@kapstok/schema';
import { builder, connectionType, textField } from '../builder.ts';
import { loadObservation } from '../observation/load-observation.ts';
import { ObservationRef, ProgrammeRef, QualityWarningRef } from '../refs.ts';

const Code = builder.enumType('QualityWarningCode', {
  description: 'What looked odd when a figure was entered.',
  values: enumValues(QUALITY_WARNING),
});

QualityWarningRef.implement({
  description:
    'Something that looked odd when a figure was entered: a question that a person can answer, never a wall. Question and answer stay.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Stable identifier, opaque.' }),
    code: t.field({ type: Code, description: 'What looked odd.', resolve: ({ code }) => code }),
    message: t.exposeString('message', {
      description: 'What looked odd, with the numbers, in English, as it was on the day of entry.',
    }),
    path: t.exposeString('path', { description: 'The field of the input that it is about.' }),
    rule: t.string({
      description: 'By what figures are checked, in the language asked for; the same for all.',
      resolve: (_warning, _args, { viewer }) => localText(QUALITY_RULE, viewer) ?? '',
    }),
    observation: t.field({
      type: ObservationRef,
      nullable: true,
      description: 'The figure. Null when it may not be read.',
      resolve: ({ observationId }, _args, context) => loadObservation(observationId, null, context),
    }),
    answer: textField(t, 'answer', 'Why it is right all the same, or what is done about it.'),
    answeredOn: t.field({
      type: 'Date',
      nullable: true,
      description: 'When it was answered, UTC. Null while nobody did.',
      resolve: ({ answeredOn }) => answeredOn,
    }),
    version: t.exposeInt('version', { description: 'Counts its changes; give it as `expectedVersion`.' }),
  }),
});

builder.objectField(ObservationRef, 'warnings', (t) =>
  t.field({
    type: [QualityWarningRef],
    description:
      'What looked odd when it was entered, by code, with the answers; empty when nothing did, and for who does not steer the programme.',
    reads: 'INTERNAL',
    resolve: async ({ id }, _args, { loaders, quality }) =>
      (await loaders.loadId('warnings', id, quality.byObservations)) ?? [],
  }),
);

const Connection = connectionType('QualityWarning', 'warnings', QualityWarningRef);

builder.objectField(ProgrammeRef, 'qualityWarnings', (t) =>
  t.field({
    type: Connection,
    nullable: true,
    description:
      'What looked odd when figures of the programme were entered, the newest first. Null for who does not steer it, or when the indicators service cannot be reached.',
    args: {
      isAnswered: t.arg.boolean({
        description: 'True: only answered ones; false: only open ones; both when left out.',
      }),
      first: t.arg.int({ description: 'How many rows, 1 to 100; 20 when left out.' }),
      after: t.arg.string({ description: 'Start after this cursor; from the beginning when left out.' }),
    },
    reads: 'INTERNAL',
    resolve: async ({ id }, { isAnswered = null, ...args }, { loaders, quality }) => {
      const request = pageRequest(args);
      const page = await loaders.load('quality warnings', [isAnswered, request], id, (ids) =>
        quality.pages(isAnswered, request, ids),
      );
      return loadPage(page ?? EMPTY_PAGE, (key) => loaders.load('quality warning', null, key, quality.byIds));
    },
  }),
);
