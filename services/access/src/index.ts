import type { SubgraphDefinition } from '@kapstok/kit';
import { createStores, type Stores } from './context.ts';
import { describe, learn } from './facts.ts';
import { files } from './files.ts';
import { schema } from './schema.ts';

export { type Access, type AccessOptions, createAccess, type RoleGrant } from './access.ts';
export type { ListedRole } from './role/grant-store.ts';

/** Accounts, roles, API tokens, sessions and what is published. */
export const access: SubgraphDefinition<Stores> = {
  name: 'access',
  get schema() {
    return schema();
  },
  directory: new URL('..', import.meta.url),
  files,
  createStores,
  describe,
  hears: ['actions', 'agreements'],
  learn,
};
