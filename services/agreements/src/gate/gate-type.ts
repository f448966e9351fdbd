import { enumValues, gateOf, reads } from '@kapstok/kit';
import { GATE_REASON } from '@kapstok/schema';
import { builder } from '../builder.ts';
import { ActionRef, AgreementRef } from '../refs.ts';
import type { GateRow } from './gate-store.ts';

export const GateReasonEnum = builder.enumType('GateReason', {
  description: 'Why the poverty tests of an action keep its gate closed.',
  values: enumValues(GATE_REASON),
});

const AgreementGate = builder.objectRef<GateRow>('AgreementGate').implement({
  description: 'Whether money may be committed to an action of an agreement, by its poverty tests.',
  isReadable: ({ programmeId }, { viewer }) => reads(viewer, 'DRAFTS', programmeId),
  fields: (t) => ({
    action: t.field({
      type: ActionRef,
      nullable: true,
      description: 'The action. Null when it may not be read, or the actions service cannot be reached.',
      resolve: ({ actionId }) => ({ id: actionId }),
    }),
    isOpen: t.boolean({
      description:
        'Whether money may be committed to it today: its test holds, or a director opened the gate.',
      resolve: (row, _args, { today }) => gateOf(row, today).isOpen,
    }),
    reason: t.field({
      type: GateReasonEnum,
      nullable: true,
      description:
        'Why its tests keep the gate closed, also while an override opens it. Null when they do not.',
      resolve: (row, _args, { today }) => gateOf(row, today).reason,
    }),
    overrideReason: t.string({
      nullable: true,
      description: 'Why the director opened the gate. Null when no override stands today.',
      resolve: (row, _args, { today }) => gateOf(row, today).override?.reason ?? null,
    }),
    overrideUntil: t.field({
      type: 'Date',
      nullable: true,
      description:
        'Last day of the override. Null when none stands today, or it stands until it is withdrawn.',
      resolve: (row, _args, { today }) => gateOf(row, today).override?.until ?? null,
    }),
    knownAsOf: t.field({
      type: 'DateTime',
      nullable: true,
      description:
        'When this was last heard from the reviews service; it holds also while that service does not answer. Null when it never said anything.',
      resolve: ({ knownAsOf }) => knownAsOf,
    }),
  }),
});

builder.objectField(AgreementRef, 'gates', (t) =>
  t.field({
    type: [AgreementGate],
    description:
      'The gates of the actions that it is allocated to or that its budget lines name, by id of the action; empty for who does not read drafts of poverty tests.',
    reads: 'DRAFTS',
    resolve: async ({ id }, _args, { loaders, gates }) =>
      (await loaders.load('gates', null, id, gates.byAgreements)) ?? [],
  }),
);
