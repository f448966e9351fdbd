import { EMPTY_PAGE, loadPage, pageArgs, pageRequest, programmesOf } from '@kapstok/kit';
import { spokenFor } from '@kapstok/schema';
import { AdjustmentRef, DialogueSessionRef } from '../action/detail-types.ts';
import { builder, connectionType, MissingReasonEnum } from '../builder.ts';
import { ActionRef, PolicyDomainRef, ProgrammeRef } from '../refs.ts';

const present = <T>(rows: readonly (T | null)[]): T[] => rows.filter((row) => row !== null);

builder.objectFields(DialogueSessionRef, (t) => ({
  version: t.exposeInt('version', { description: 'Counts its changes; give it as `expectedVersion`.' }),
  place: t.exposeString('place', { nullable: true, description: 'Where, in words. Null when not said.' }),
  headCountReason: t.field({
    type: MissingReasonEnum,
    nullable: true,
    description: 'Why there is no `headCount`. Null when there is one, or nobody said.',
    resolve: ({ headCountReason }) => headCountReason,
  }),
  domains: t.field({
    type: [PolicyDomainRef],
    description: 'The policy domains that it was about, in their order.',
    resolve: async ({ id }, _args, { loaders, dialogue, domains }) => {
      const links = (await loaders.load('domains of session', null, id, dialogue.domainIds)) ?? [];
      return present(
        await Promise.all(links.map(({ domainId }) => loaders.load('domain', null, domainId, domains.byIds))),
      );
    },
  }),
  actions: t.field({
    type: [ActionRef],
    description: 'The actions that it was about, or that came from it, by code.',
    resolve: async ({ id }, _args, { loaders, dialogue, actions }) => {
      const links = (await loaders.load('actions of session', null, id, dialogue.actionIds)) ?? [];
      return present(
        await Promise.all(links.map(({ actionId }) => loaders.load('action', null, actionId, actions.byIds))),
      );
    },
  }),
  adjustments: t.field({
    type: [AdjustmentRef],
    description: 'What was changed because of it, oldest first; their `changedFields` say where.',
    resolve: async ({ id }, _args, { loaders, dialogue }) =>
      (await loaders.load('adjustments of session', null, id, dialogue.adjustments)) ?? [],
  }),
}));

const DialogueSessionConnection = connectionType('DialogueSession', 'dialogue sessions', DialogueSessionRef);

builder.objectField(ProgrammeRef, 'dialogueSessions', (t) =>
  t.field({
    type: DialogueSessionConnection,
    args: { first: t.arg(pageArgs.first), after: t.arg(pageArgs.after) },
    description:
      'The sessions in which people were heard, latest first: for who steers the programme all of them, for others those of their own organisation.',
    resolve: async ({ id }, args, { loaders, dialogue, details, viewer }) => {
      const request = pageRequest(args);
      const page = await loaders.load('sessions', request, id, (ids) =>
        dialogue.pages(programmesOf(viewer, 'INTERNAL'), spokenFor(viewer), request, ids),
      );
      return loadPage(page ?? EMPTY_PAGE, (key) => loaders.load('session', null, key, details.sessions));
    },
  }),
);
