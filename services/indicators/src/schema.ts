import { FEDERATION_LINK } from '@kapstok/kit';
import { builder } from './builder.ts';
import './place/place-type.ts';
import './indicator/indicator-type.ts';
import './indicator/definition-type.ts';
import './target/target-type.ts';
import './observation/observation-type.ts';
import './observation/observation-list-type.ts';
import './trend/trend-type.ts';
import './contribution/contribution-type.ts';
import './comparison/comparison-type.ts';
import './list/indicator-summary-type.ts';
import './list/programme-extension.ts';
import './list/domain-extension.ts';
import './list/block-extension.ts';
import './list/action-extension.ts';
import './audit/audit-extension.ts';

export const schema = builder.toSubGraphSchema({ linkUrl: FEDERATION_LINK });
