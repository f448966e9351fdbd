import { addAuditTrail } from '@kapstok/kit';
import { builder, connectionType } from '../builder.ts';
import { AccountRef, ApiTokenRef, PublicationRef, RoleAssignmentRef } from '../refs.ts';
import { administers } from '../rights.ts';

const { trailOn } = addAuditTrail(builder, { connectionType });

trailOn(RoleAssignmentRef, 'RoleAssignment');
trailOn(PublicationRef, 'Publication');
const keeper = { isEntitled: administers, others: 'does not administer the hub' };
trailOn(AccountRef, 'Account', keeper);
trailOn(ApiTokenRef, 'ApiToken', keeper);
