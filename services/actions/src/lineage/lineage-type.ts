import { enumValues, readableBy } from '@kapstok/kit';
import { LINEAGE_KIND } from '@kapstok/schema';
import { Basis, builder, Source, textField } from '../builder.ts';
import { ActionRef } from '../refs.ts';
import { loadSource } from '../source-field.ts';
import type { LineageLink } from './lineage.ts';

export const LineageKindEnum = builder.enumType('LineageKind', {
  description: 'What became of an action in the next plan.',
  values: enumValues(LINEAGE_KIND),
});

export const LineageLinkRef = builder.objectRef<LineageLink>('LineageLink').implement({
  description: 'A link between an action of one plan and an action of the next.',
  isReadable: readableBy('PLAN'),
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Stable identifier, opaque.' }),
    kind: t.field({
      type: LineageKindEnum,
      description: 'What became of the earlier action.',
      resolve: ({ kind }) => kind,
    }),
    fromProgrammeSlug: t.exposeString('fromProgramme', { description: 'Slug of the earlier plan.' }),
    fromActionCode: t.exposeString('fromAction', { description: 'Code of the action in the earlier plan.' }),
    fromAction: t.field({
      type: ActionRef,
      nullable: true,
      description: 'The earlier action. Null when its programme is not in this hub or not for you.',
      resolve: ({ fromActionId }, _args, { loaders, actions }) =>
        fromActionId === null ? null : loaders.load('action', null, fromActionId, actions.byIds),
    }),
    toAction: t.field({
      type: ActionRef,
      nullable: true,
      description:
        'The later action. Null when the earlier one was dropped, or its programme is not for you.',
      resolve: ({ toActionId }, _args, { loaders, actions }) =>
        toActionId === null ? null : loaders.load('action', null, toActionId, actions.byIds),
    }),
    basis: t.field({
      type: Basis,
      description: 'Whether a source states the link.',
      resolve: ({ basis }) => basis,
    }),
    reason: textField(t, 'reason', 'What the link rests on.'),
    source: t.field({
      type: Source,
      nullable: true,
      description: 'Where it is said. Null when no source is named.',
      resolve: (link, _args, context) => loadSource(link, context),
    }),
  }),
});

builder.objectField(ActionRef, 'lineage', (t) =>
  t.field({
    type: [LineageLinkRef],
    description: 'Where it came from in the plan before, and what became of it in the next.',
    resolve: async ({ id }, _args, { loaders, lineage }) =>
      (await loaders.load('lineage', null, id, lineage.byActions)) ?? [],
  }),
);
