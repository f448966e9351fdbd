import type { SubgraphDefinition } from '@kapstok/kit';
import { createStores, type Stores } from './context.ts';
import { describe, learn } from './facts.ts';
import { files } from './files.ts';
import { schema } from './schema.ts';

/** Who promised what, with which money: organisations, agreements, budgets. */
export const agreements: SubgraphDefinition<Stores> = {
  name: 'agreements',
  get schema() {
    return schema();
  },
  directory: new URL('..', import.meta.url),
  files,
  // Agreements to which one of the viewer's organisations is party.
  own: `select distinct agreement_id from agreement_party
    where organisation_id = any (own_organisations()) and speaks_for(organisation_id, programme_id)`,
  createStores,
  describe,
  hears: ['actions', 'reviews'],
  learn,
};
