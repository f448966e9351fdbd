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
import { AccountRef } from '../refs.ts';
import { administers } from '../rights.ts';

const Input = builder.inputType('CloseAccountInput', {
  description: 'Whose account is to be closed, and why.',
  fields: (t) => ({
    accountId: t.id({ required: true, description: 'The account to close.' }),
    reason: t.string({ description: CHANGE_INPUT.reason }),
    expectedVersion: t.int({ description: CHANGE_INPUT.expectedVersion }),
    idempotencyKey: t.string({ description: CHANGE_INPUT.idempotencyKey }),
  }),
});
type Input = typeof Input.$inferInput;

const Payload = builder.objectRef<ChangeResult>('CloseAccountPayload').implement({
  description: 'What came of it.',
  fields: (t) => ({
    account: t.field({
      type: AccountRef,
      nullable: true,
      description:
        'The account, closed; as it is when it was changed meanwhile. Else null when it was refused.',
      resolve: ({ objectId }, _args, { loaders, accounts }) =>
        objectId === null ? null : loaders.loadId('account', objectId, accounts.byIds),
    }),
    userErrors: userErrorsField(t),
  }),
});

builder.mutationField('closeAccount', (t) =>
  t.field({
    type: Payload,
    nullable: true,
    description:
      'Closes an account for good: nobody signs in with it, and its sessions and tokens end. For administrators; the last one cannot be closed. Null when the access service does not answer.',
    args: { input: t.arg({ type: Input, required: true, description: 'Which account to close.' }) },
    resolve: (_root, { input }, context) => {
      const request = { mutation: 'closeAccount', input, objectType: 'Account' };
      return change(context, request, () => close(input, context));
    },
  }),
);

async function close(input: Input, context: Context) {
  const { viewer, accounts, assignedRoles, browserSessions, tokens, now } = context;
  const id = idOf(input.accountId, 'accountId', 'account');
  if (!(await accounts.byIds([id])).has(id)) throw notThere('accountId', 'account');
  if (!administers(viewer)) throw new ChangeRefused('NOT_ALLOWED', 'Only an administrator closes accounts.');
  const reason = textOf(input.reason, 'reason', 1000);
  const account = await accounts.lock(id);
  if (account === undefined) throw new Error('Row-level security keeps an account that the rules let go.');
  checkVersion(account, input.expectedVersion);
  if (account.closedAt !== null)
    throw new ChangeRefused('CONFLICT', 'The account was closed already.', { objectId: id });
  const held = (await assignedRoles.byAccounts([id])).get(id) ?? [];
  const isAdministrator = held.some(({ role }) => role === 'ADMINISTRATOR');
  if (isAdministrator && !(await assignedRoles.leavesAdministrator(id)))
    throw new ChangeRefused(
      'CONFLICT',
      'This is the last administrator: give somebody else that role first.',
      { objectId: id },
    );
  await accounts.close(id, now);
  await tokens.revokeAll(id, now);
  await browserSessions.endAll(id, now);
  const audit = { what: 'ACCOUNT_CLOSED', programmeId: null, before: null, after: { closedAt: now }, reason };
  return { objectId: id, audit };
}
