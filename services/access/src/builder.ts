import { addChanges, addConnections, createBuilder, enumValues } from '@kapstok/kit';
import { API_TOKEN_SCOPE, DATA_KIND, ROLE } from '@kapstok/schema';
import type { Context } from './context.ts';

export const builder = createBuilder<Context>();
export const { connectionType } = addConnections(builder);
export const { userErrorsField } = addChanges(builder);

builder.queryType({ description: 'What can be asked of the hub.' });

export const RoleEnum = builder.enumType('Role', {
  description: 'What somebody is to a programme, or to the whole hub.',
  values: enumValues(ROLE),
});
export const ScopeEnum = builder.enumType('ApiTokenScope', {
  description: 'What an API token may do with the rights of the person whose it is.',
  values: enumValues(API_TOKEN_SCOPE),
});
export const KindEnum = builder.enumType('DataKind', {
  description: 'What a programme holds, by who may read it.',
  values: enumValues(DATA_KIND),
});
