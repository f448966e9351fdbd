import { CHANGE_INPUT, ChangeRefused, lockRow, moveGates, needRow, needText, onlyFor } from '@kapstok/kit';
import { mutation } from '../builder.ts';
import { GateOverrideRef } from './gate-type.ts';

mutation({
  name: 'withdrawGateOverride',
  description:
    'Takes back an override: from then on the poverty tests of the action decide again. For the director of the programme.',
  asks: 'Which override is to be withdrawn, and why.',
  input: (t) => ({
    gateOverrideId: t.id({ required: true, description: 'The override that is to be withdrawn.' }),
    reason: t.string({ required: true, description: CHANGE_INPUT.reason }),
    expectedVersion: t.int({ description: CHANGE_INPUT.expectedVersion }),
  }),
  objectType: 'GateOverride',
  shows: {
    field: 'gateOverride',
    type: GateOverrideRef,
    description: 'The override as it stands now. Null when it is not for you.',
    load: (id, { loaders, gates }) => loaders.load('gate override', null, id, gates.overridesByIds),
  },
  async change(input, { viewer, gates, now }, db) {
    const byIds = gates.overridesByIds;
    const { id, programmeId } = await needRow(input.gateOverrideId, 'gateOverrideId', 'override', byIds);
    onlyFor(viewer, ['DIRECTOR'], programmeId, 'Only the director of the programme withdraws an override.');
    const reason = needText(input.reason, 'reason', 1000);
    await moveGates(db, programmeId);
    const { actionId, withdrawnAt } = await lockRow(
      db,
      'gate_override',
      { id, byIds },
      input.expectedVersion,
    );
    if (withdrawnAt !== null)
      throw new ChangeRefused('CONFLICT', 'It was withdrawn already.', { objectId: id });
    await gates.withdraw(id, { at: now, reason });
    return {
      objectId: id,
      audit: { what: 'GATE_OVERRIDE_WITHDRAWN', programmeId, before: null, after: { actionId }, reason },
      tells: { programmeId, actionIds: [actionId] },
    };
  },
});
