import {
  CHANGE_INPUT,
  ChangeRefused,
  freeCode,
  holdGates,
  lockRow,
  needRow,
  needText,
  onlySteering,
} from '@kapstok/kit';
import type { ActionStatus } from '@kapstok/schema';
import { mutation } from '../builder.ts';
import type { Context } from '../context.ts';
import { passGate } from '../gate/pass-gate-type.ts';
import { ActionRef } from '../refs.ts';
import type { Action } from './action.ts';
import { ActionStatusEnum } from './action-words.ts';
import { TRANSITIONS } from './lifecycle.ts';

mutation({
  name: 'changeActionStatus',
  description:
    'Moves an action to another status, by the table of transitions in the README of the service. It starts only while `Action.gate` is open. For the director of the programme and the coordinator of the domain.',
  asks: 'Which action is to have which status, and why.',
  input: (t) => ({
    actionId: t.id({ required: true, description: 'The action that it is about.' }),
    status: t.field({
      type: ActionStatusEnum,
      required: true,
      description: 'The status that it is to have.',
    }),
    changedOn: t.field({ type: 'Date', description: 'Since when, UTC, not in the future; left out: today.' }),
    reason: t.string({ required: true, description: CHANGE_INPUT.reason }),
    expectedVersion: t.int({ description: CHANGE_INPUT.expectedVersion }),
  }),
  objectType: 'Action',
  shows: {
    field: 'action',
    type: ActionRef,
    description: 'The action as it stands now. Null when it is not for you.',
    load: (id, { loaders, actions }) => loaders.load('action', null, id, actions.byIds),
  },
  async change(input, context, db) {
    const { viewer, actions } = context;
    const { id, programmeId } = onlySteering(
      viewer,
      await needRow(input.actionId, 'actionId', 'action', actions.byIds),
    );
    const reason = needText(input.reason, 'reason', 1000);
    const changedOn = pastDay(input.changedOn, context);
    const isStart = input.status === 'RUNNING';
    if (isStart) await holdGates(db, programmeId);
    const action = await lockRow(db, 'action', { id, byIds: actions.byIds }, input.expectedVersion);
    checkTransition(action, input.status);
    const passedGate = isStart ? await passGate(action, context) : null;
    const code = await freeCode(db, 'status_change', action.programmeId, `${action.code}-s`);
    await actions.changeStatus(action, { status: input.status, changedOn, note: reason, code, passedGate });
    return {
      objectId: id,
      audit: {
        what: 'ACTION_STATUS_CHANGED',
        programmeId: action.programmeId,
        before: { status: action.status },
        after: { status: input.status, changedOn, ...(passedGate === null ? {} : { passedGate }) },
        reason,
      },
      tells: { programmeId: action.programmeId, actionIds: [id] },
    };
  },
});

function pastDay(given: string | null | undefined, { today }: Context): string {
  if (given == null || given <= today) return given ?? today;
  const message = `A status holds from a day that has come, ${today} at the latest.`;
  throw new ChangeRefused('BAD_USER_INPUT', message, { path: 'changedOn' });
}

function checkTransition({ id, status }: Action, to: ActionStatus): void {
  const next = TRANSITIONS[status];
  if (next.includes(to)) return;
  const message = `An action that is ${status} becomes ${next.join(' or ')}, not ${to}.`;
  throw new ChangeRefused('CONFLICT', message, { path: 'status', objectId: id });
}
