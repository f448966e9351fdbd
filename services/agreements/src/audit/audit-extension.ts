import { addAuditTrail } from '@kapstok/kit';
import { builder, connectionType } from '../builder.ts';
import { AgreementRef, OrganisationRef, ProgrammeRef } from '../refs.ts';

const { trailOn, changesOn } = addAuditTrail(builder, { connectionType });

trailOn(AgreementRef, 'Agreement');
trailOn(OrganisationRef, 'Organisation');
changesOn(ProgrammeRef, 'moneyChanges', 'agreements and money');
