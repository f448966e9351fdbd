import { ChangeRefused, lockRow, moveGates, needRow, needText, onlyFor } from '@kapstok/kit';
import { mutation } from '../builder.ts';
import { ActionRef } from '../refs.ts';
import { standsOn } from './gate.ts';

mutation({
  name: 'overrideGate',
  description:
    'Opens the gate of an action although its poverty tests keep it closed. The reason stays visible on the action, its agreements and the attention list. For the director of the programme.',
  asks: 'Which gate is to be opened, why, and until when.',
  input: (t) => ({
    actionId: t.id({ required: true, description: 'The action of which the gate is to be opened.' }),
    reason: t.string({ required: true, description: 'Why, in your words; others will read it.' }),
    until: t.field({
      type: 'Date',
      description: 'Last day on which it is to stand, today or later; left out: until it is withdrawn.',
    }),
  }),
  objectType: 'Action',
  shows: {
    field: 'action',
    type: ActionRef,
    description: 'The action with its gate as it stands now. Null when it is not for you.',
    load: (id, { loaders, actions }) => loaders.load('action', null, id, actions.byIds),
  },
  async change(input, { viewer, actions, gates, now, today }, db) {
    const { id, programmeId } = await needRow(input.actionId, 'actionId', 'action', actions.byIds);
    onlyFor(viewer, ['DIRECTOR'], programmeId, 'Only the director of the programme opens a gate.');
    const reason = needText(input.reason, 'reason', 1000);
    const until = input.until ?? null;
    if (until !== null && until < today)
      throw new ChangeRefused('BAD_USER_INPUT', `The last day is ${today} or later.`, { path: 'until' });
    await moveGates(db, programmeId);
    await lockRow(db, 'action', { id, byIds: actions.byIds });
    const given = (await gates.overrides([id])).get(id) ?? [];
    if (given.some((one) => standsOn(today, one)))
      throw new ChangeRefused(
        'CONFLICT',
        'An override stands already. Withdraw it before you give another.',
        {
          objectId: id,
        },
      );
    await gates.give({ programmeId, actionId: id, reason, until, by: viewer.subject, at: now });
    return {
      objectId: id,
      audit: { what: 'GATE_OVERRIDDEN', programmeId, before: null, after: { until }, reason },
      tells: { programmeId, actionIds: [id] },
    };
  },
});
