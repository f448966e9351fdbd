import { FEDERATION_LINK } from '@kapstok/kit';
import { builder } from './builder.ts';
import './programme/programme-type.ts';
import './domain/domain-type.ts';
import './action/action-type.ts';
import './action/action-list-type.ts';
import './action/change-status-type.ts';
import './progress/progress-type.ts';
import './lineage/lineage-type.ts';
import './claim/claim-type.ts';
import './attention/attention-type.ts';
import './gate/gate-type.ts';
import './gate/override-gate-type.ts';
import './gate/withdraw-gate-override-type.ts';
import './audit/audit-extension.ts';

export const schema = builder.toSubGraphSchema({ linkUrl: FEDERATION_LINK });
