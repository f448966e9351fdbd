import { EMPTY_PAGE, loadPage, pageRequest, programmesOf, readableBy } from '@kapstok/kit';
import { builder, connectionType } from '../builder.ts';
import { ActionRef, GateBreachRef, ProgrammeRef } from '../refs.ts';
import { GateReasonEnum } from './gate-type.ts';

GateBreachRef.implement({
  description:
    'Money that was committed to an action after its poverty tests had closed the gate, and before the agreements service heard so: that can happen within a moment, or while services cannot reach one another.',
  isReadable: readableBy('DRAFTS'),
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Stable identifier, opaque.' }),
    action: t.field({
      type: ActionRef,
      nullable: true,
      description: 'The action. Null when it may not be read, or the actions service cannot be reached.',
      resolve: ({ actionId }) => ({ id: actionId }),
    }),
    reason: t.field({
      type: GateReasonEnum,
      description: 'Why its poverty tests had closed the gate.',
      resolve: ({ reason }) => reason,
    }),
    closedAt: t.field({
      type: 'DateTime',
      description: 'When the gate was closed.',
      resolve: ({ closedAt }) => closedAt,
    }),
    passedAt: t.field({
      type: 'DateTime',
      description: 'When the money was committed all the same, later than `closedAt`.',
      resolve: ({ passedAt }) => passedAt,
    }),
    heardAt: t.field({
      type: 'DateTime',
      description: 'When the agreements service heard that the gate had been closed.',
      resolve: ({ heardAt }) => heardAt,
    }),
  }),
});

const GateBreachConnection = connectionType('GateBreach', 'breaches of gates', GateBreachRef);

builder.objectField(ProgrammeRef, 'gateBreaches', (t) =>
  t.field({
    type: GateBreachConnection,
    nullable: true,
    reads: 'DRAFTS',
    description:
      'Money that was committed although a gate had been closed, latest first. Null when the agreements service cannot be reached, or it is not for you.',
    args: {
      first: t.arg.int({ description: 'How many rows, 1 to 100; 20 when left out.' }),
      after: t.arg.string({ description: 'Start after this cursor; from the beginning when left out.' }),
    },
    resolve: async ({ id }, args, { loaders, breaches, viewer }) => {
      const request = pageRequest(args);
      const page = await loaders.load('gate breaches', request, id, (ids) =>
        breaches.pages({ drafts: programmesOf(viewer, 'DRAFTS'), request }, ids),
      );
      return loadPage(page ?? EMPTY_PAGE, (key) => loaders.load('gate breach', null, key, breaches.byIds));
    },
  }),
);
