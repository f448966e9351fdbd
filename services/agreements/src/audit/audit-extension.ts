import { addAuditTrail } from '@kapstok/kit';
import { builder, connectionType } from '../builder.ts';
import { AgreementRef, OrganisationRef } from '../refs.ts';

const { trailOn } = addAuditTrail(builder, { connectionType });

trailOn(AgreementRef, 'Agreement');
trailOn(OrganisationRef, 'Organisation');
