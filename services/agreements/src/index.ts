import type { SubgraphDefinition } from '@kapstok/kit';
import { type DataOptions, openData } from '@kapstok/kit/data';
import type { DataPort } from '@kapstok/schema';
import { createStores, type Stores } from './context.ts';
import { agreements as agreementRows } from './data/agreements.ts';
import { budgetLines } from './data/budget-lines.ts';
import { transactions } from './data/transactions.ts';
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

/** Answers what is asked below `/data` of what this service owns. */
export const createData = (options: DataOptions): DataPort =>
  openData({ datasets: [agreementRows, budgetLines, transactions] }, options);
