import { EMPTY_PAGE, loadPage, pageArgs, pageRequest, programmesOf } from '@kapstok/kit';
import type { Realisation } from '@kapstok/schema';
import { ActionConnection } from '../action/action-list-type.ts';
import { RealisationEnum } from '../action/action-words.ts';
import { builder } from '../builder.ts';
import { ProgrammeRef } from '../refs.ts';
import type { FateCount } from './fate-store.ts';
import { LineageKindEnum } from './lineage-type.ts';

type Fate = FateCount & { readonly realisations: readonly Realisation[] };

const ActionFateRef = builder.objectRef<Fate>('ActionFate').implement({
  description: 'What the next plan says of some actions of a programme.',
  fields: (t) => ({
    kind: t.field({
      type: LineageKindEnum,
      nullable: true,
      description:
        'What became of them. Null for those of which no later plan that is for you says anything.',
      resolve: ({ kind }) => kind,
    }),
    count: t.exposeInt('count', { description: 'How many actions; those with parts through their parts.' }),
    actions: t.field({
      type: ActionConnection,
      args: { first: t.arg(pageArgs.first), after: t.arg(pageArgs.after) },
      description: 'The actions themselves, by code; their `lineage` says where they went on.',
      resolve: async ({ programmeId, kind, realisations }, args, { loaders, fates, actions, viewer }) => {
        const request = pageRequest(args);
        const wish = { realisations, among: programmesOf(viewer, 'PLAN') };
        const page = await loaders.load('fate', [kind, realisations, request], programmeId, (ids) =>
          fates.pages(wish, kind, request, ids),
        );
        return loadPage(page ?? EMPTY_PAGE, (id) => loaders.load('action', null, id, actions.byIds));
      },
    }),
  }),
});

builder.objectField(ProgrammeRef, 'actionFates', (t) =>
  t.field({
    type: [ActionFateRef],
    args: {
      realisations: t.arg({
        type: [RealisationEnum],
        description: 'Only actions of which this came; NOT_REALISED when left out.',
      }),
    },
    description:
      'What became, in the next plan, of the actions that were not realised: per fate how many, and which. Each action counts once; what no plan says is said too.',
    resolve: async ({ id }, args, { loaders, fates, viewer }) => {
      const realisations = args.realisations ?? (['NOT_REALISED'] as const);
      const wish = { realisations, among: programmesOf(viewer, 'PLAN') };
      const counts = await loaders.load('fates', realisations, id, (ids) => fates.counts(wish, ids));
      return (counts ?? []).map((count) => ({ ...count, realisations }));
    },
  }),
);
