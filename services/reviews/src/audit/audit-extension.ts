import { addAuditTrail } from '@kapstok/kit';
import { builder, connectionType } from '../builder.ts';
import { PovertyTestRef, ProgrammeRef } from '../refs.ts';

const { trailOn, changesOn } = addAuditTrail(builder, { connectionType });

trailOn(PovertyTestRef, 'PovertyTest');
changesOn(ProgrammeRef, 'testChanges', 'the poverty tests');
