import { addAuditTrail } from '@kapstok/kit';
import { builder, connectionType } from '../builder.ts';
import { PovertyTestRef } from '../refs.ts';

const { trailOn } = addAuditTrail(builder, { connectionType });

trailOn(PovertyTestRef, 'PovertyTest');
