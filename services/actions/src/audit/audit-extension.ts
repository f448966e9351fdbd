import { addAuditTrail } from '@kapstok/kit';
import { builder, connectionType } from '../builder.ts';
import { ActionRef, PolicyDomainRef, ProgrammeRef } from '../refs.ts';

const { trailOn, changesOn } = addAuditTrail(builder, { connectionType });

trailOn(ProgrammeRef, 'Programme');
trailOn(PolicyDomainRef, 'PolicyDomain');
trailOn(ActionRef, 'Action');
changesOn(ProgrammeRef, 'planChanges', 'the plan');
