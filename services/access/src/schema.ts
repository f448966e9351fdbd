import { FEDERATION_LINK } from '@kapstok/kit';
import { builder } from './builder.ts';
import './viewer/viewer-type.ts';
import './account/account-type.ts';

export const schema = builder.toSubGraphSchema({ linkUrl: FEDERATION_LINK });
