import { EMPTY_PAGE, isId, loadPage, pageRequest, programmesOf } from '@kapstok/kit';
import { builder, connectionType } from '../builder.ts';
import type { Context } from '../context.ts';
import {
  ActionRef,
  BlockRef,
  CrosswalkRef,
  OrganisationRef,
  PolicyDomainRef,
  ProgrammeRef,
} from '../refs.ts';
import type { ActionFilter, ActionOwner } from './action-store.ts';
import { ActionGoal, ActionLevel, ActionStatusEnum, RealisationEnum } from './action-words.ts';

export const ActionConnection = connectionType('Action', 'actions', ActionRef);

const Filter = builder.inputType('ActionFilter', {
  description:
    'Which actions of a list are wanted. What is left out does not restrict; what is given must all hold.',
  fields: (t) => ({
    statuses: t.field({ type: [ActionStatusEnum], description: 'Only with one of these statuses.' }),
    realisations: t.field({ type: [RealisationEnum], description: 'Only those of which this came.' }),
    goal: t.field({ type: ActionGoal, description: 'Only with this goal.' }),
    level: t.field({ type: ActionLevel, description: 'Only at this level.' }),
    isWithoutGoal: t.boolean({ description: 'True: only without a stated goal; false: only with one.' }),
    isWithoutLevel: t.boolean({ description: 'True: only without a stated level; false: only with one.' }),
    code: t.string({ description: 'Only the action with this code.' }),
    crosswalk: t.string({ description: 'Only those related to the term with this code.' }),
    organisation: t.id({ description: 'Only those in which the organisation with this id takes part.' }),
  }),
});

interface ListArgs {
  filter?:
    | (Omit<ActionFilter, 'organisationId'> & { organisation?: string | null | undefined })
    | null
    | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}

async function loadActions(owner: ActionOwner, id: string, args: ListArgs, context: Context) {
  const { loaders, actions, viewer } = context;
  const request = pageRequest(args);
  const { organisation, ...rest } = args.filter ?? {};
  const filter: ActionFilter = { ...rest, organisationId: organisation };
  if (!isId(id)) return { page: EMPTY_PAGE, nodes: [] };
  const page = await loaders.load('actions', [owner, filter, request], id, (ids) =>
    actions.pages(owner, programmesOf(viewer, 'PLAN'), filter, request, ids),
  );
  return loadPage(page ?? EMPTY_PAGE, (key) => loaders.load('action', null, key, actions.byIds));
}

const args = builder.args((t) => ({
  filter: t.field({ type: Filter, description: 'Which actions; all when left out.' }),
  first: t.int({ description: 'How many rows, 1 to 100; 20 when left out.' }),
  after: t.string({ description: 'Start after this cursor; from the beginning when left out.' }),
}));

builder.objectField(ProgrammeRef, 'actions', (t) =>
  t.field({
    type: ActionConnection,
    description: 'The actions of the programme, by code.',
    args,
    resolve: ({ id }, given, context) => loadActions('programme', id, given, context),
  }),
);
builder.objectField(PolicyDomainRef, 'actions', (t) =>
  t.field({
    type: ActionConnection,
    description: 'The actions of the domain, those of its blocks included, by code.',
    args,
    resolve: ({ id }, given, context) => loadActions('domain', id, given, context),
  }),
);
builder.objectField(BlockRef, 'actions', (t) =>
  t.field({
    type: ActionConnection,
    description: 'The actions of the block, by code.',
    args,
    resolve: ({ id }, given, context) => loadActions('block', id, given, context),
  }),
);
builder.objectField(CrosswalkRef, 'actions', (t) =>
  t.field({
    type: ActionConnection,
    description: 'The actions related to the term, by code.',
    args,
    resolve: ({ id }, given, context) => loadActions('crosswalk', id, given, context),
  }),
);
OrganisationRef.implement({
  externalFields: (t) => ({ id: t.id() }),
  fields: (t) => ({
    actions: t.field({
      type: ActionConnection,
      nullable: true,
      description:
        'The actions in which the organisation takes part, across the programmes whose plan you may read, by code. Null when the actions service cannot be reached.',
      args,
      resolve: ({ id }, given, context) => loadActions('organisation', id, given, context),
    }),
  }),
});
