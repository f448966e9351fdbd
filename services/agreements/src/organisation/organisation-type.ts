import {
  EMPTY_PAGE,
  enumValues,
  loadPage,
  organisationsOf,
  pageRequest,
  programmesOf,
  reads,
} from '@kapstok/kit';
import { ORGANISATION_CHANGE, ORGANISATION_KIND } from '@kapstok/schema';
import { builder, connectionType, partialDateFields, Source } from '../builder.ts';
import { OrganisationRef } from '../refs.ts';
import { rightsOf } from '../rights/rights.ts';
import { sourceField } from '../source-field.ts';
import type { OrganisationLink } from './organisation.ts';

export const OrganisationKindEnum = builder.enumType('OrganisationKind', {
  description: 'What kind of organisation; the kinds are organisation types of IATI 2.03.',
  values: enumValues(ORGANISATION_KIND),
});
const Change = builder.enumType('OrganisationChange', {
  description: 'How one organisation came from another.',
  values: enumValues(ORGANISATION_CHANGE),
});

const link = (end: 'predecessorId' | 'successorId', name: string, description: string) =>
  builder.objectRef<OrganisationLink>(name).implement({
    description,
    fields: (t) => ({
      organisation: t.field({
        type: OrganisationRef,
        nullable: true,
        description: 'The other organisation. Null when it may not be read.',
        resolve: (row, _args, { loaders, organisations }) =>
          loaders.load('organisation', null, row[end], organisations.byIds),
      }),
      kind: t.field({
        type: Change,
        description: 'What happened to the predecessor.',
        resolve: ({ kind }) => kind,
      }),
      ...partialDateFields(t, 'happenedOn', 'When it happened.'),
      source: t.field(sourceField),
    }),
  });
const Predecessor = link('predecessorId', 'OrganisationPredecessor', 'From which organisation one came.');
const Successor = link('successorId', 'OrganisationSuccessor', 'Which organisation came from one.');

OrganisationRef.implement({
  description: 'Whoever takes part: city, association, enterprise, school. Several programmes can share it.',
  // With the plan of a programme that lists it. Sums over its agreements are of no one programme.
  isReadable: ({ id, programmeIds }, { viewer }) =>
    reads(viewer, 'PLAN', null) ||
    programmeIds.some((programme) => reads(viewer, 'PLAN', programme)) ||
    organisationsOf(viewer).includes(id),
  programmeOf: 'ANY',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Stable identifier, opaque.' }),
    code: t.exposeString('code', { description: 'Code, the same in every programme.' }),
    version: t.exposeInt('version', { description: 'Counts its changes; give it as expectedVersion.' }),
    name: t.exposeString('name', { description: 'Name, as it writes it itself.' }),
    enterpriseNumber: t.exposeString('enterpriseNumber', {
      nullable: true,
      description:
        'Ten digits of the Belgian register of enterprises (KBO). Null when not known or it has none.',
    }),
    kind: t.field({
      type: OrganisationKindEnum,
      description: 'What kind of organisation.',
      resolve: ({ kind }) => kind,
    }),
    isInternal: t.exposeBoolean('isInternal', {
      description: 'Whether it belongs to the city that runs the programme; false: a partner from outside.',
    }),
    parent: t.field({
      type: OrganisationRef,
      nullable: true,
      description: 'The organisation of which it is a part. Null when it is none.',
      resolve: ({ parentId }, _args, { loaders, organisations }) =>
        parentId === null ? null : loaders.load('organisation', null, parentId, organisations.byIds),
    }),
    url: t.exposeString('url', { nullable: true, description: 'Web address. Null when not known.' }),
    isSynthetic: t.exposeBoolean('isSynthetic', { description: 'Whether it is made up for demonstration.' }),
    note: t.string({
      nullable: true,
      description: 'Remark. Null when none, or when it is not for you.',
      resolve: ({ note, programmeIds }, _args, { viewer }) =>
        reads(viewer, 'INTERNAL', null) || programmeIds.some((id) => reads(viewer, 'INTERNAL', id))
          ? note
          : null,
    }),
    source: t.field({
      type: Source,
      nullable: true,
      description:
        'Where it is named. Null when no source is named, or not in a programme that you may read.',
      resolve: ({ id, sourceKey }, _args, { loaders, sources, viewer }) =>
        sourceKey === null
          ? null
          : loaders.load('organisation source', null, id, (ids) =>
              sources.byOrganisations(programmesOf(viewer, 'PLAN'), ids),
            ),
    }),
    predecessors: t.field({
      type: [Predecessor],
      description: 'The organisations that it came from, oldest first; empty when none is known.',
      resolve: async ({ id }, _args, { loaders, organisations, viewer }) =>
        (await loaders.load('predecessors', null, id, (ids) =>
          organisations.predecessors(programmesOf(viewer, 'PLAN'), ids),
        )) ?? [],
    }),
    successors: t.field({
      type: [Successor],
      description: 'The organisations that came from it, oldest first; empty when none is known.',
      resolve: async ({ id }, _args, { loaders, organisations, viewer }) =>
        (await loaders.load('successors', null, id, (ids) =>
          organisations.successors(programmesOf(viewer, 'PLAN'), ids),
        )) ?? [],
    }),
  }),
});

builder.asEntity(OrganisationRef, {
  key: builder.selection<{ id: string }>('id'),
  resolveReference: ({ id }, { loaders, organisations }) =>
    loaders.loadId('organisation', id, organisations.byIds),
});

const Filter = builder.inputType('OrganisationFilter', {
  description:
    'Which organisations are wanted. What is left out does not restrict; what is given must all hold.',
  fields: (t) => ({
    programme: t.id({ description: 'Only those that the programme with this id lists.' }),
    kinds: t.field({ type: [OrganisationKindEnum], description: 'Only of one of these kinds.' }),
    isInternal: t.boolean({
      description: 'True: only those of the city; false: only partners from outside.',
    }),
    name: t.string({ description: 'Only those with this text in their name, whatever its capitals.' }),
  }),
});
const OrganisationConnection = connectionType('Organisation', 'organisations', OrganisationRef);

builder.queryFields((t) => ({
  organisation: t.field({
    type: OrganisationRef,
    nullable: true,
    description: 'One organisation. Null when there is none with this id, or it is not for you.',
    args: { id: t.arg.id({ required: true, description: 'The id of the organisation.' }) },
    resolve: (_root, { id }, { loaders, organisations }) =>
      loaders.loadId('organisation', id, organisations.byIds),
  }),
  organisations: t.field({
    type: OrganisationConnection,
    nullable: true,
    description: 'Organisations of all programmes that you may read, by name.',
    args: {
      filter: t.arg({ type: Filter, description: 'Which organisations; all when left out.' }),
      first: t.arg.int({ description: 'How many rows, 1 to 100; 20 when left out.' }),
      after: t.arg.string({ description: 'Start after this cursor; from the beginning when left out.' }),
    },
    resolve: async (_root, { filter, ...args }, context) => {
      const { loaders, organisations } = context;
      const { programme, ...rest } = filter ?? {};
      const request = pageRequest(args);
      const wanted = { ...rest, programmeId: programme };
      const page = await organisations.page(wanted, await rightsOf(context), request);
      return loadPage(page ?? EMPTY_PAGE, (id) =>
        loaders.load('organisation', null, id, organisations.byIds),
      );
    },
  }),
}));
