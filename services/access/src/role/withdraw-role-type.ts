import {
  CHANGE_INPUT,
  ChangeRefused,
  type ChangeResult,
  checkVersion,
  idOf,
  notThere,
  textOf,
} from '@kapstok/kit';
import { builder, userErrorsField } from '../builder.ts';
import { change } from '../change.ts';
import type { Context } from '../context.ts';
import { RoleAssignmentRef } from '../refs.ts';
import { administers, directs, mayGive, whoGives } from '../rights.ts';

const Input = builder.inputType('WithdrawRoleInput', {
  description: 'Which role is to be held no more, and why.',
  fields: (t) => ({
    roleAssignmentId: t.id({ required: true, description: 'The assignment to withdraw.' }),
    reason: t.string({ description: CHANGE_INPUT.reason }),
    expectedVersion: t.int({ description: CHANGE_INPUT.expectedVersion }),
    idempotencyKey: t.string({ description: CHANGE_INPUT.idempotencyKey }),
  }),
});
type Input = typeof Input.$inferInput;

const Payload = builder.objectRef<ChangeResult>('WithdrawRolePayload').implement({
  description: 'What came of it.',
  fields: (t) => ({
    roleAssignment: t.field({
      type: RoleAssignmentRef,
      nullable: true,
      description:
        'The role, withdrawn; as it is when it was changed meanwhile. Else null when it was refused.',
      resolve: ({ objectId }, _args, { loaders, assignedRoles }) =>
        objectId === null ? null : loaders.loadId('role assignment', objectId, assignedRoles.byIds),
    }),
    userErrors: userErrorsField(t),
  }),
});

builder.mutationField('withdrawRole', (t) =>
  t.field({
    type: Payload,
    nullable: true,
    description:
      'Ends a role that somebody was given here. Whoever may give a role may withdraw it; the last administrator stays. Null when the access service does not answer.',
    args: { input: t.arg({ type: Input, required: true, description: 'Which role to withdraw.' }) },
    resolve: (_root, { input }, context) => {
      const request = { mutation: 'withdrawRole', input, objectType: 'RoleAssignment' };
      return change(context, request, () => withdraw(input, context));
    },
  }),
);

async function withdraw(input: Input, { viewer, assignedRoles, now }: Context) {
  const id = idOf(input.roleAssignmentId, 'roleAssignmentId', 'role');
  const seen = (await assignedRoles.byIds([id])).get(id);
  const isSeen =
    seen !== undefined &&
    (seen.accountId === viewer.subject || administers(viewer) || directs(viewer, seen.programmeId));
  if (!isSeen) throw notThere('roleAssignmentId', 'role');
  if (!mayGive(viewer, seen.role, seen.programmeId))
    throw new ChangeRefused('NOT_ALLOWED', whoGives(seen.role, seen.programmeId));
  const reason = textOf(input.reason, 'reason', 1000);
  const role = await assignedRoles.lock(id);
  if (role === undefined) throw new Error('Row-level security keeps a role that the rules let go.');
  checkVersion(role, input.expectedVersion);
  if (role.withdrawnAt !== null)
    throw new ChangeRefused('CONFLICT', 'The role was withdrawn already.', { objectId: id });
  if (role.role === 'ADMINISTRATOR' && !(await assignedRoles.leavesAdministrator(role.accountId)))
    throw new ChangeRefused(
      'CONFLICT',
      'This is the last administrator: give somebody else that role first.',
      { objectId: id },
    );
  await assignedRoles.withdraw(id, viewer.subject, now);
  const { accountId, programmeId, organisationId, domainId } = role;
  const before = { accountId, role: role.role, programmeId, organisationId, domainId };
  return { objectId: id, audit: { what: 'ROLE_WITHDRAWN', programmeId, before, after: null, reason } };
}
