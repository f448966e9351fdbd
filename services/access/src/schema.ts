import { once, subgraphSchema } from '@kapstok/kit';
import { builder } from './builder.ts';
import './viewer/viewer-type.ts';
import './account/account-type.ts';
import './account/close-account-type.ts';
import './account/end-sessions-type.ts';
import './role/role-type.ts';
import './role/assign-role-type.ts';
import './role/withdraw-role-type.ts';
import './token/token-type.ts';
import './token/create-token-type.ts';
import './token/revoke-token-type.ts';
import './publication/publication-type.ts';
import './publication/publish-type.ts';
import './publication/withdraw-publication-type.ts';
import './plan/programme-extension.ts';
import './audit/audit-extension.ts';

export const schema = once(() => subgraphSchema(builder));
