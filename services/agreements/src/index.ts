import type { SubgraphDefinition } from '@kapstok/kit';
import { createStores, type Stores } from './context.ts';
import { describe, learn } from './facts.ts';
import { files } from './files.ts';
import { schema } from './schema.ts';

/** Who promised what, with which money: organisations, agreements, budgets. */
export const agreements: SubgraphDefinition<Stores> = {
  name: 'agreements',
  schema,
  directory: new URL('..', import.meta.url),
  files,
  createStores,
  describe,
  hears: ['actions'],
  learn,
};
