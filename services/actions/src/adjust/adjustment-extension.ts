import { localText } from '@kapstok/kit';
import type { Viewer } from '@kapstok/schema';
import { AdjustmentRef } from '../action/detail-types.ts';
import { builder } from '../builder.ts';
import { FindingRef } from '../evaluation/evaluation-type.ts';
import { ActionRef, PovertyTestRef } from '../refs.ts';
import type { AdjustedField } from './adjustment-store.ts';

const text = (value: AdjustedField['before'], viewer: Viewer): string | null =>
  typeof value === 'object' ? localText(value, viewer) : value;

const AdjustedFieldRef = builder.objectRef<AdjustedField>('AdjustedField').implement({
  description: 'A field of an action that an adjustment changed.',
  fields: (t) => ({
    field: t.exposeString('field', { description: 'Name of the field of `Action`, such as `plannedEnd`.' }),
    before: t.string({
      nullable: true,
      description:
        'As it was; a text in the language asked for, else in one that exists. Null when it was empty.',
      resolve: ({ before }, _args, { viewer }) => text(before, viewer),
    }),
    after: t.string({
      nullable: true,
      description:
        'As it became; a text in the language asked for, else in one that exists. Null when it was cleared.',
      resolve: ({ after }, _args, { viewer }) => text(after, viewer),
    }),
  }),
});

builder.objectFields(AdjustmentRef, (t) => ({
  action: t.field({
    type: ActionRef,
    nullable: true,
    description: 'The action that was adjusted. Null when it is not for you.',
    resolve: ({ actionId }, _args, { loaders, actions }) =>
      loaders.load('action', null, actionId, actions.byIds),
  }),
  changedFields: t.field({
    type: [AdjustedFieldRef],
    description:
      'The fields that it changed, by name; empty when it was told in words only, as those of imported plans are.',
    resolve: async ({ id }, _args, { loaders, adjusted }) =>
      (await loaders.load('changed fields', null, id, adjusted.changedFields)) ?? [],
  }),
  povertyTest: t.field({
    type: PovertyTestRef,
    nullable: true,
    description:
      'The poverty test whose advice it follows. Null when none is named, it is not for you, or reviews cannot be reached.',
    resolve: ({ povertyTestId }) => (povertyTestId === null ? null : { id: povertyTestId }),
  }),
  finding: t.field({
    type: FindingRef,
    nullable: true,
    description:
      'The finding of an evaluation that it follows. Null when none is named, or it is not for you.',
    resolve: ({ findingId }, _args, { loaders, evaluations }) =>
      findingId === null ? null : loaders.load('finding', null, findingId, evaluations.findingsByIds),
  }),
}));
