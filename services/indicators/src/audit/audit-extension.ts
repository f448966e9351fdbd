import { addAuditTrail } from '@kapstok/kit';
import { builder, connectionType } from '../builder.ts';
import { IndicatorRef, ProgrammeRef } from '../refs.ts';

const { trailOn, changesOn } = addAuditTrail(builder, { connectionType });

trailOn(IndicatorRef, 'Indicator');
changesOn(ProgrammeRef, 'figureChanges', 'the indicators and figures');
