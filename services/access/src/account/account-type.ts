import { EMPTY_PAGE, loadPage, pageArgs, pageRequest } from '@kapstok/kit';
import { builder, connectionType } from '../builder.ts';
import type { Context } from '../context.ts';
import { AccountRef, ApiTokenRef, RoleAssignmentRef } from '../refs.ts';
import { administers, directs, isOwnOrKept } from '../rights.ts';
import type { Account, AccountIdentity } from './account.ts';

/** What only the person and administrators see; null for others. */
async function identityOf(
  { id }: Account,
  { viewer, loaders, accounts }: Context,
): Promise<AccountIdentity | null> {
  return isOwnOrKept(viewer, id) ? loaders.load('account identity', null, id, accounts.identities) : null;
}

const PRIVATE = 'Null when it is not for you: only the person and administrators see it.';

AccountRef.implement({
  description: 'Somebody who can do something in the hub.',
  // A director sees who holds, or held, a role in the programme.
  isReadable: async ({ id }, { viewer, loaders, accounts }) => {
    if (isOwnOrKept(viewer, id)) return true;
    if (!viewer.roles.some(({ role }) => role === 'DIRECTOR')) return false;
    const programmes = await loaders.load('programmes of account', null, id, accounts.programmesOf);
    return (programmes ?? []).some((programme) => directs(viewer, programme));
  },
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Stable identifier, opaque.' }),
    name: t.exposeString('name', {
      nullable: true,
      description: 'Name, as the identity provider gives it. Null when it gives none.',
    }),
    email: t.string({
      nullable: true,
      description: `E-mail address, as the identity provider gives it; null when it gives none. ${PRIVATE}`,
      resolve: async (account, _args, context) => (await identityOf(account, context))?.email ?? null,
    }),
    issuer: t.string({
      nullable: true,
      description: `The identity provider that knows the person. ${PRIVATE}`,
      resolve: async (account, _args, context) => (await identityOf(account, context))?.issuer ?? null,
    }),
    subject: t.string({
      nullable: true,
      description: `How that provider calls the person. ${PRIVATE}`,
      resolve: async (account, _args, context) => (await identityOf(account, context))?.subject ?? null,
    }),
    lastSeenAt: t.field({
      type: 'DateTime',
      nullable: true,
      description: `When the person last asked something with a sign-in, to the minute; null before the first. ${PRIVATE}`,
      resolve: async (account, _args, context) => (await identityOf(account, context))?.lastSeenAt ?? null,
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When the account was made.' }),
    closedAt: t.expose('closedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'Since when nobody can sign in with it. Null while it is open.',
    }),
    version: t.exposeInt('version', { description: 'Counts its changes; give it as `expectedVersion`.' }),
    roleAssignments: t.field({
      type: [RoleAssignmentRef],
      description:
        'The roles that it was given in this hub and holds, oldest first, as far as they are for you. Roles that an identity provider vouches for are not among them.',
      resolve: async ({ id }, _args, { loaders, assignedRoles }) =>
        (await loaders.load('roles of account', null, id, assignedRoles.byAccounts)) ?? [],
    }),
    apiTokens: t.field({
      type: [ApiTokenRef],
      nullable: true,
      description: `Its API tokens, newest first; also those that ended. ${PRIVATE}`,
      resolve: async ({ id }, _args, { viewer, loaders, tokens }) =>
        isOwnOrKept(viewer, id)
          ? ((await loaders.load('tokens of account', null, id, tokens.byAccounts)) ?? [])
          : null,
    }),
  }),
});

const AccountConnection = connectionType('Account', 'accounts', AccountRef);

builder.queryField('accounts', (t) =>
  t.field({
    type: AccountConnection,
    nullable: true,
    description: 'All accounts, by name. Null when you are not an administrator.',
    args: { first: t.arg(pageArgs.first), after: t.arg(pageArgs.after) },
    resolve: async (_root, args, { viewer, loaders, accounts }) => {
      const request = pageRequest(args);
      if (!administers(viewer)) return null;
      const page = (await accounts.page(request)) ?? EMPTY_PAGE;
      return loadPage(page, (id) => loaders.load('account', null, id, accounts.byIds));
    },
  }),
);
