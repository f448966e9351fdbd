import { ScopeEnum } from '../builder.ts';
import { vouchedUntil } from '../person/vouched.ts';
import { ApiTokenRef } from '../refs.ts';
import { isOwnOrKept } from '../rights.ts';

ApiTokenRef.implement({
  description:
    'A secret by which a script asks in the name of a person, with the roles that the person holds.',
  isReadable: ({ accountId }, { viewer }) => isOwnOrKept(viewer, accountId),
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Stable identifier, opaque; not the secret.' }),
    name: t.exposeString('name', { description: 'What its owner calls it.' }),
    start: t.exposeString('start', { description: 'The first characters of the secret, to know it again.' }),
    scope: t.field({ type: ScopeEnum, description: 'What it may do.', resolve: ({ scope }) => scope }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was made.' }),
    expiresAt: t.expose('expiresAt', { type: 'DateTime', description: 'Until when it works.' }),
    lastUsedAt: t.expose('lastUsedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When it was last used, to the minute. Null before the first time.',
    }),
    revokedAt: t.expose('revokedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When it was revoked; it works no more. Null when it was not.',
    }),
    vouchedUntil: t.field({
      type: 'DateTime',
      nullable: true,
      description:
        'Until when it carries the roles for which the identity provider vouched when its owner last signed in; each sign-in is for 30 days. Null when it carries none: nobody signed in since these are kept, or it was made before.',
      resolve: async ({ accountId, carriesVouched }, _args, { loaders, accounts }) => {
        if (!carriesVouched) return null;
        const identity = await loaders.load('account identity', null, accountId, accounts.identities);
        return vouchedUntil(identity?.vouchedAt ?? null);
      },
    }),
    version: t.exposeInt('version', { description: 'Counts its changes; give it as `expectedVersion`.' }),
  }),
});
