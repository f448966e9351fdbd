import { enumValues, gateOf, gateSentence, readableBy } from '@kapstok/kit';
import { GATE_REASON } from '@kapstok/schema';
import { builder } from '../builder.ts';
import { ActionRef } from '../refs.ts';
import { type GateOverride, standsOn } from './gate.ts';
import type { GateRow } from './gate-store.ts';

const Reason = builder.enumType('GateReason', {
  description: 'Why the poverty tests of an action keep its gate closed.',
  values: enumValues(GATE_REASON),
});

export const GateOverrideRef = builder.objectRef<GateOverride>('GateOverride').implement({
  description: 'A gate that a director opened although the poverty tests of the action keep it closed.',
  isReadable: readableBy('TESTS'),
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Stable identifier, opaque.' }),
    version: t.exposeInt('version', { description: 'Counts its changes; give it as `expectedVersion`.' }),
    reason: t.exposeString('reason', { description: 'Why, in the words of the director.' }),
    until: t.field({
      type: 'Date',
      nullable: true,
      description: 'Last day on which it stands. Null when it stands until it is withdrawn.',
      resolve: ({ until }) => until,
    }),
    givenAt: t.field({ type: 'DateTime', description: 'When it was given.', resolve: (row) => row.givenAt }),
    withdrawnAt: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'When it was withdrawn. Null when it was not.',
      resolve: ({ withdrawnAt }) => withdrawnAt,
    }),
    withdrawnReason: t.exposeString('withdrawnReason', {
      nullable: true,
      description: 'Why it was withdrawn. Null when it was not.',
    }),
    isStanding: t.boolean({
      description: 'Whether it opens the gate today: not withdrawn, and its last day not past.',
      resolve: (row, _args, { today }) => standsOn(today, row),
    }),
  }),
});

const ActionGate = builder.objectRef<GateRow & { code: string }>('ActionGate').implement({
  description:
    'Whether an action may start and money may be committed to it: its poverty test holds and none is overdue, or a director opened the gate.',
  fields: (t) => ({
    isOpen: t.boolean({
      description: 'Whether it is open today.',
      resolve: (row, _args, { today }) => gateOf(row, today).isOpen,
    }),
    reason: t.field({
      type: Reason,
      nullable: true,
      description: 'Why its tests keep it closed, also while an override opens it. Null when they do not.',
      resolve: (row, _args, { today }) => gateOf(row, today).reason,
    }),
    explanation: t.string({
      nullable: true,
      description: 'The same in a sentence, with what would open it. Null when its tests keep it open.',
      resolve: (row, _args, { today }) => {
        const gate = gateOf(row, today);
        return gate.reason === null ? null : gateSentence(row.code, gate, row.latest, row.knownAsOf);
      },
    }),
    since: t.field({
      type: 'Date',
      nullable: true,
      description: 'First day of `reason`. Null when there is none, or no day can be named.',
      resolve: (row, _args, { today }) => gateOf(row, today).since,
    }),
    isHistory: t.boolean({
      description:
        'Whether the action started without passing the gate here, such as one that an import brought: the gate guards what starts from now on.',
      resolve: ({ isHistory }) => isHistory,
    }),
    knownAsOf: t.field({
      type: 'DateTime',
      nullable: true,
      description:
        'When the reviews service was last heard; what it said then holds, also while it does not answer. Null when it never said anything.',
      resolve: ({ knownAsOf }) => knownAsOf,
    }),
  }),
});

builder.objectField(ActionRef, 'gate', (t) =>
  t.field({
    type: ActionGate,
    nullable: true,
    description:
      'The gate between its poverty tests and its start. Null for who does not read drafts of poverty tests.',
    reads: 'DRAFTS',
    resolve: async ({ id, code }, _args, { loaders, gates }) => {
      const row = await loaders.load('gate', null, id, gates.byActions);
      return row === null ? null : { ...row, code };
    },
  }),
);

builder.objectField(ActionRef, 'gateOverrides', (t) =>
  t.field({
    type: [GateOverrideRef],
    description:
      'Every override of its gate, also those withdrawn, latest first; empty for who does not read the poverty tests of the programme.',
    reads: 'TESTS',
    resolve: async ({ id }, _args, { loaders, gates }) =>
      (await loaders.load('gate overrides', null, id, gates.overrides)) ?? [],
  }),
);
