import { FEDERATION_LINK } from '@kapstok/kit';
import { builder } from './builder.ts';
import './template/template-type.ts';
import './poverty-test/poverty-test-type.ts';
import './poverty-test/programme-extension.ts';
import './poverty-test/domain-extension.ts';
import './poverty-test/block-extension.ts';
import './poverty-test/action-extension.ts';
import './poverty-test/agreement-extension.ts';
import './recommendation/recommendation-list.ts';
import './recommendation/organisation-extension.ts';
import './audit/audit-extension.ts';

export const schema = builder.toSubGraphSchema({ linkUrl: FEDERATION_LINK });
