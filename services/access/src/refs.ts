import { isId } from '@kapstok/kit';
import type { Account } from './account/account.ts';
import { builder } from './builder.ts';
import type { Publication } from './publication/publication.ts';
import type { AssignedRole } from './role/role.ts';
import type { ApiToken } from './token/token.ts';

// The nouns without their fields, so that type files need not import one another.

export const AccountRef = builder.objectRef<Account>('Account');
export const RoleAssignmentRef = builder.objectRef<AssignedRole>('RoleAssignment');
export const ApiTokenRef = builder.objectRef<ApiToken>('ApiToken');
export const PublicationRef = builder.objectRef<Publication>('Publication');

/** A noun of another subgraph, known here by its id alone. */
export interface Stub {
  readonly id: string;
}
const byId = builder.selection<Stub>('id');
/** What cannot be an id is nobody's, and never reaches SQL. */
const ifId = ({ id }: Stub): Stub | null => (isId(id) ? { id: id.toLowerCase() } : null);

export const ProgrammeRef = builder.externalRef('Programme', byId, ifId);
export const PolicyDomainRef = builder.externalRef('PolicyDomain', byId, ifId);
export const OrganisationRef = builder.externalRef('Organisation', byId, ifId);

/** The stub of a noun that may not be named. */
export const stub = (id: string | null | undefined): Stub | null => (id == null ? null : { id });

for (const noun of [PolicyDomainRef, OrganisationRef])
  noun.implement({ externalFields: (t) => ({ id: t.id() }) });
