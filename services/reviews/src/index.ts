import type { SubgraphDefinition } from '@kapstok/kit';
import { createStores, type Stores } from './context.ts';
import { describe, learn } from './facts.ts';
import { files } from './files.ts';
import { schema } from './schema.ts';

/** Poverty tests and their templates. */
export const reviews: SubgraphDefinition<Stores> = {
  name: 'reviews',
  schema,
  directory: new URL('..', import.meta.url),
  files,
  createStores,
  describe,
  hears: ['actions'],
  learn,
};
