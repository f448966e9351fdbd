import { FEDERATION_LINK } from '@kapstok/kit';
import { builder } from './builder.ts';
import './organisation/organisation-type.ts';
import './agreement/agreement-type.ts';
import './agreement/agreement-list.ts';
import './ledger/budget-line-type.ts';
import './ledger/transaction-type.ts';
import './ledger/payment-type.ts';
import './budget/budget-field.ts';
import './plan/programme-extension.ts';
import './plan/policy-domain-extension.ts';
import './plan/block-extension.ts';
import './plan/crosswalk-extension.ts';
import './plan/action-extension.ts';
import './gate/gate-type.ts';
import './audit/audit-extension.ts';

export const schema = builder.toSubGraphSchema({ linkUrl: FEDERATION_LINK });
