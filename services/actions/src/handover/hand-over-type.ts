import {
  CHANGE_INPUT,
  ChangeRefused,
  idOf,
  lockRow,
  maybeIdOf,
  needRow,
  needText,
  onlySteering,
} from '@kapstok/kit';
import { mutation } from '../builder.ts';
import type { Context } from '../context.ts';
import { ActionRef } from '../refs.ts';
import type { Owner } from './owner-store.ts';

mutation({
  name: 'handOverOwner',
  description:
    'Hands an action over from the organisation that owns it to another, and keeps why. For the director of the programme and the coordinator of the domain.',
  asks: 'Which action goes from whom to whom, since when and why.',
  input: (t) => ({
    actionId: t.id({ required: true, description: 'The action that is handed over.' }),
    fromOrganisationId: t.id({ description: 'Its owner now. Left out: it has none.' }),
    toOrganisationId: t.id({
      required: true,
      description: 'Its owner to be, of those that take part in the programme.',
    }),
    handedOn: t.field({ type: 'Date', description: 'Since when, UTC, not in the future; left out: today.' }),
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
    const { viewer, actions, owners, updates, today } = context;
    const { id } = onlySteering(viewer, await needRow(input.actionId, 'actionId', 'action', actions.byIds));
    const reason = needText(input.reason, 'reason', 1000);
    const handedOn = input.handedOn ?? today;
    if (handedOn > today)
      throw new ChangeRefused('BAD_USER_INPUT', `An action is handed over on ${today} at the latest.`, {
        path: 'handedOn',
      });
    const { programmeId } = await lockRow(db, 'action', { id, byIds: actions.byIds }, input.expectedVersion);
    const owner = (await owners.owners(today, [id])).get(id);
    const from = maybeIdOf(input.fromOrganisationId, 'fromOrganisationId', 'organisation');
    checkOwner(owner, from, id);
    const to = idOf(input.toOrganisationId, 'toOrganisationId', 'organisation');
    await checkNewOwner(from, to, programmeId, context);
    const handover = {
      programmeId,
      actionId: id,
      fromOrganisationId: from,
      toOrganisationId: to,
      handedOn,
      reason,
    };
    await owners.handOver(handover, owner?.role ?? 'ACCOUNTABLE');
    await updates.touch(id, programmeId, today);
    return {
      objectId: id,
      audit: {
        what: 'ACTION_HANDED_OVER',
        programmeId,
        before: { ownerId: from },
        after: { ownerId: to, handedOn },
        reason,
      },
      tells: { programmeId, actionIds: [id] },
    };
  },
});

function checkOwner(owner: Owner | undefined, from: string | null, objectId: string): void {
  if ((owner?.organisationId ?? null) === from) return;
  const right =
    owner === undefined ? 'It has no owner: leave it out.' : `Its owner is ${owner.organisationId}.`;
  throw new ChangeRefused('CONFLICT', `The action is not owned by this organisation. ${right}`, {
    path: 'fromOrganisationId',
    objectId,
  });
}

async function checkNewOwner(
  from: string | null,
  to: string,
  programmeId: string,
  { owners }: Context,
): Promise<void> {
  const path = 'toOrganisationId';
  if (from === to) throw new ChangeRefused('BAD_USER_INPUT', 'It owns the action already.', { path });
  if (await owners.isKnown(to, programmeId)) return;
  const message = 'No organisation with this id takes part in the programme. An owner is one that does.';
  throw new ChangeRefused('NOT_FOUND', message, { path });
}
