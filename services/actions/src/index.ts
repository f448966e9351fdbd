import type { SubgraphDefinition } from '@kapstok/kit';
import { createStores, type Stores } from './context.ts';
import { describe, learn } from './facts.ts';
import { files } from './files.ts';
import { schema } from './schema.ts';

export { deliverReminders, type WaitingReminder, writeReminders } from './reminder/remind-store.ts';

/** The plan: programmes, policy domains, blocks and actions. */
export const actions: SubgraphDefinition<Stores> = {
  name: 'actions',
  schema,
  directory: new URL('..', import.meta.url),
  files,
  createStores,
  describe,
  hears: ['agreements', 'reviews', 'indicators'],
  learn,
};
