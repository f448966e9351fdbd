import { addAuditTrail } from '@kapstok/kit';
import { builder, connectionType } from '../builder.ts';
import { IndicatorRef } from '../refs.ts';

const { trailOn } = addAuditTrail(builder, { connectionType });

trailOn(IndicatorRef, 'Indicator');
