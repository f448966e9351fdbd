import { access } from '@kapstok/access';
import { actions, createData as dataOfActions } from '@kapstok/actions';
import { agreements, createData as dataOfAgreements } from '@kapstok/agreements';
import { createData as dataOfIndicators, indicators } from '@kapstok/indicators';
import type { SubgraphDefinition } from '@kapstok/kit';
import { createData as dataOfReviews, reviews } from '@kapstok/reviews';

/** The subgraphs of the hub. What is on this list is migrated, imported, composed, served and tested. */
export const subgraphs: readonly SubgraphDefinition[] = [actions, agreements, reviews, indicators, access];

/** What the composition root needs of accounts: the port for the gateway, and roles for the command line. */
export { type Access, createAccess, type ListedRole, type RoleGrant } from '@kapstok/access';
/** Files of evidence, for the gateway to take and give, and the store in which the composition root keeps them. */
export {
  createEvidence,
  createImports,
  deliverDigests,
  deliverReminders,
  type FileStore,
  removeUnusedEvidence,
  type ToldPerson,
  type WaitingDigest,
  type WaitingReminder,
  writeDigests,
  writeReminders,
} from '@kapstok/actions';
/** What is due, for the composition root to remind organisations of. */
/** What people sent to be imported, for the composition root to carry out. */
/** What scripts fetch below `/data`, by the service that owns it, for the composition root to hand to the gateway. */
export const dataOf = {
  actions: dataOfActions,
  agreements: dataOfAgreements,
  reviews: dataOfReviews,
  indicators: dataOfIndicators,
} as const;
