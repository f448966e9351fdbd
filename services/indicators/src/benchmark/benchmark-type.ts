import { EMPTY_PAGE, enumValues, loadPage, pageRequest, textLanguage } from '@kapstok/kit';
import { KEY_FACTOR_STATE } from '@kapstok/schema';
import { builder, connectionType, Language, Source, textField, titleFields } from '../builder.ts';
import type { Context } from '../context.ts';
import { loadObservation } from '../observation/load-observation.ts';
import {
  ActionRef,
  BenchmarkRef,
  IndicatorRef,
  KeyFactorRef,
  ObservationRef,
  ProgrammeRef,
} from '../refs.ts';
import { loadSource } from '../source/source-field.ts';
import { isGap, type KeyFactor, type KeyFactorAction, type KeyFactorEvidence } from './benchmark.ts';

export const KeyFactorStateEnum = builder.enumType('KeyFactorState', {
  description: 'Whether what a benchmark takes is there in the own city.',
  values: enumValues(KEY_FACTOR_STATE),
});

const EvidenceRef = builder.objectRef<KeyFactorEvidence>('KeyFactorEvidence').implement({
  description: 'What is known of a key factor, in the own city or elsewhere. It shows no cause.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Stable identifier, opaque.' }),
    code: t.exposeString('code', { description: 'Code, unique within the programme.' }),
    statement: textField(t, 'statement', 'What is known.'),
    statementLanguage: t.field({
      type: Language,
      nullable: true,
      description: 'The language in which `statement` is given. Null when there is none.',
      resolve: ({ statement }, _args, { viewer }) => textLanguage(statement, viewer),
    }),
    city: t.exposeString('city', {
      nullable: true,
      description: 'The city of which it speaks. Null for the own city or cities in general.',
    }),
    observation: t.field({
      type: ObservationRef,
      nullable: true,
      description: 'The figure that says so. Null when none does.',
      resolve: ({ observationId }, _args, context) =>
        observationId === null ? null : loadObservation(observationId, null, context),
    }),
    source: t.field({
      type: Source,
      nullable: true,
      description: 'Where it is said. Null when an observation alone says so.',
      resolve: (evidence, _args, context) => loadSource(evidence, context),
    }),
  }),
});

const actionsOf = async (
  { id }: KeyFactor,
  { loaders, benchmarks }: Context,
): Promise<readonly KeyFactorAction[]> =>
  (await loaders.load('actions of key factor', null, id, benchmarks.actions)) ?? [];

KeyFactorRef.implement({
  description: 'What a benchmark takes: a precondition, whether the city has it, and what is known of it.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Stable identifier, opaque.' }),
    code: t.exposeString('code', { description: 'Code, unique within the programme.' }),
    ...titleFields(t),
    version: t.exposeInt('version', { description: 'Counts its changes; give it as `expectedVersion`.' }),
    benchmark: t.field({
      type: BenchmarkRef,
      nullable: true,
      description: 'The benchmark that it is needed for. Null when it may not be read.',
      resolve: ({ benchmarkId }, _args, { loaders, benchmarks }) =>
        loaders.load('benchmark', null, benchmarkId, benchmarks.byIds),
    }),
    state: t.field({
      type: KeyFactorStateEnum,
      description: 'Whether the city has it, as somebody judged.',
      resolve: ({ state }) => state,
    }),
    assessedOn: t.field({
      type: 'Date',
      nullable: true,
      description: 'When that was judged, UTC. Null when nobody did yet.',
      resolve: ({ assessedOn }) => assessedOn,
    }),
    assessment: textField(t, 'assessment', 'Why it was judged so.'),
    evidence: t.field({
      type: [EvidenceRef],
      description: 'What is known of it, by code.',
      resolve: async ({ id }, _args, { loaders, benchmarks }) =>
        (await loaders.load('evidence of key factor', null, id, benchmarks.evidence)) ?? [],
    }),
    actions: t.field({
      type: [ActionRef],
      nullable: { list: false, items: true },
      description:
        'The actions of the plan that work on it; empty when none does, an item null when the actions service cannot be reached.',
      resolve: async (factor, _args, context) =>
        (await actionsOf(factor, context)).map(({ actionId }) => ({ id: actionId })),
    }),
    isGap: t.boolean({
      description: 'Whether it is not wholly met, and no action works on it.',
      resolve: async (factor, _args, context) => isGap(factor, await actionsOf(factor, context)),
    }),
    source: t.field({
      type: Source,
      nullable: true,
      description: 'Where it is said that the benchmark takes it. Null when no source is named.',
      resolve: (factor, _args, context) => loadSource(factor, context),
    }),
  }),
});

BenchmarkRef.implement({
  description:
    'What comparable cities reach and the own city wants to, with the key factors that it takes. It compares; it proves no effect.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Stable identifier, opaque.' }),
    code: t.exposeString('code', { description: 'Code, unique within the programme.' }),
    ...titleFields(t),
    version: t.exposeInt('version', { description: 'Counts its changes; give it as `expectedVersion`.' }),
    description: textField(t, 'description', 'What comparable cities do or reach.'),
    indicator: t.field({
      type: IndicatorRef,
      nullable: true,
      description: 'The indicator by which it can be seen. Null when there is none.',
      resolve: ({ indicatorId }, _args, { loaders, indicators }) =>
        indicatorId === null ? null : loaders.load('indicator', null, indicatorId, indicators.byIds),
    }),
    keyFactors: t.field({
      type: [KeyFactorRef],
      description: 'What it takes, by code.',
      resolve: async ({ id }, _args, { loaders, benchmarks }) =>
        (await loaders.load('key factors', null, id, benchmarks.factors)) ?? [],
    }),
    source: t.field({
      type: Source,
      nullable: true,
      description: 'Where it is described. Null when no source is named.',
      resolve: (benchmark, _args, context) => loadSource(benchmark, context),
    }),
  }),
});

builder.objectField(IndicatorRef, 'benchmarks', (t) =>
  t.field({
    type: [BenchmarkRef],
    description: 'What comparable cities reach that can be seen by it, by code.',
    resolve: async ({ id }, _args, { loaders, benchmarks }) =>
      (await loaders.load('benchmarks of indicator', null, id, benchmarks.byIndicators)) ?? [],
  }),
);

const Connection = connectionType('Benchmark', 'benchmarks', BenchmarkRef);

builder.objectField(ProgrammeRef, 'benchmarks', (t) =>
  t.field({
    type: Connection,
    nullable: true,
    description:
      'What comparable cities reach, and what that takes, by code. Null for who does not read the figures of the programme, or when the indicators service cannot be reached.',
    args: {
      first: t.arg.int({ description: 'How many rows, 1 to 100; 20 when left out.' }),
      after: t.arg.string({ description: 'Start after this cursor; from the beginning when left out.' }),
    },
    reads: 'FIGURES',
    resolve: async ({ id }, args, { loaders, benchmarks }) => {
      const request = pageRequest(args);
      const page = await loaders.load('benchmarks', request, id, (ids) => benchmarks.pages(request, ids));
      return loadPage(page ?? EMPTY_PAGE, (key) => loaders.load('benchmark', null, key, benchmarks.byIds));
    },
  }),
);

builder.objectField(ActionRef, 'keyFactors', (t) =>
  t.field({
    type: [KeyFactorRef],
    nullable: true,
    description:
      'The key factors of benchmarks on which it works, by code. Null for who does not read its figures, or when the indicators service cannot be reached.',
    reads: 'FIGURES',
    resolve: async ({ id }, _args, { loaders, benchmarks }) =>
      (await loaders.loadId('key factors of action', id, benchmarks.factorsOfActions)) ?? [],
  }),
);
