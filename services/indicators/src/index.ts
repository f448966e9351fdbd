import type { SubgraphDefinition } from '@kapstok/kit';
import { createStores, type Stores } from './context.ts';
import { describe, learn } from './facts.ts';
import { files } from './files.ts';
import { schema } from './schema.ts';

export { createData } from './data/answer.ts';

/** Whether anything changed: indicators, places, observations, and what is thought to move them. */
export const indicators: SubgraphDefinition<Stores> = {
  name: 'indicators',
  schema,
  directory: new URL('..', import.meta.url),
  files,
  hasScratch: true,
  createStores,
  describe,
  hears: ['actions'],
  learn,
};
