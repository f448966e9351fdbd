import { ScopeEnum } from '../builder.ts';
import { ApiTokenRef } from '../refs.ts';
import { isOwnOrKept } from '../rights.ts';

ApiTokenRef.implement({
  description:
    'A secret by which a script asks in the name of a person, with the roles that the person was given here.',
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
    version: t.exposeInt('version', { description: 'Counts its changes; give it as `expectedVersion`.' }),
  }),
});
