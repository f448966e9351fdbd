import type { SubgraphDefinition } from '@kapstok/kit';
import { type DataOptions, openData } from '@kapstok/kit/data';
import type { DataPort } from '@kapstok/schema';
import { createStores, type Stores } from './context.ts';
import { povertyTests } from './data/poverty-tests.ts';
import { describe, learn } from './facts.ts';
import { files } from './files.ts';
import { schema } from './schema.ts';

/** Poverty tests and their templates. */
export const reviews: SubgraphDefinition<Stores> = {
  name: 'reviews',
  get schema() {
    return schema();
  },
  directory: new URL('..', import.meta.url),
  files,
  // Actions in which one of the viewer's organisations takes part, and tests that recommend something to one.
  own: `select action_id from plan_action where organisation_ids && own_organisations()
      and exists (select from unnest(organisation_ids) organisation where speaks_for(organisation, programme_id))
    union select test_id from recommendation
      where owner_id = any (own_organisations()) and speaks_for(owner_id, programme_id)`,
  createStores,
  describe,
  hears: ['actions', 'agreements'],
  learn,
};

/** Answers what is asked below `/data` of what this service owns. */
export const createData = (options: DataOptions): DataPort => openData({ datasets: [povertyTests] }, options);
