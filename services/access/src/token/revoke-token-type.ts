import { CHANGE_INPUT, ChangeRefused, type ChangeResult, checkVersion, idOf, notThere } from '@kapstok/kit';
import { builder, userErrorsField } from '../builder.ts';
import { change } from '../change.ts';
import type { Context } from '../context.ts';
import { ApiTokenRef } from '../refs.ts';
import { isOwnOrKept } from '../rights.ts';

const Input = builder.inputType('RevokeApiTokenInput', {
  description: 'Which token is to work no more.',
  fields: (t) => ({
    apiTokenId: t.id({ required: true, description: 'The token to revoke; its id, not its secret.' }),
    expectedVersion: t.int({ description: CHANGE_INPUT.expectedVersion }),
    idempotencyKey: t.string({ description: CHANGE_INPUT.idempotencyKey }),
  }),
});
type Input = typeof Input.$inferInput;

const Payload = builder.objectRef<ChangeResult>('RevokeApiTokenPayload').implement({
  description: 'What came of it.',
  fields: (t) => ({
    apiToken: t.field({
      type: ApiTokenRef,
      nullable: true,
      description:
        'The token, revoked; as it is when it was changed meanwhile. Else null when it was refused.',
      resolve: ({ objectId }, _args, { loaders, tokens }) =>
        objectId === null ? null : loaders.loadId('api token', objectId, tokens.byIds),
    }),
    userErrors: userErrorsField(t),
  }),
});

builder.mutationField('revokeApiToken', (t) =>
  t.field({
    type: Payload,
    nullable: true,
    description:
      'Ends an API token at once. Everybody their own, administrators any. Null when the access service does not answer.',
    args: { input: t.arg({ type: Input, required: true, description: 'Which token to revoke.' }) },
    resolve: (_root, { input }, context) => {
      const request = { mutation: 'revokeApiToken', input, objectType: 'ApiToken' };
      return change(context, request, () => revoke(input, context));
    },
  }),
);

async function revoke(input: Input, { viewer, tokens, now }: Context) {
  const id = idOf(input.apiTokenId, 'apiTokenId', 'token');
  const seen = (await tokens.byIds([id])).get(id);
  // Nobody else sees it, so nobody is told that they may not.
  if (seen === undefined || !isOwnOrKept(viewer, seen.accountId)) throw notThere('apiTokenId', 'token');
  const token = await tokens.lock(id);
  if (token === undefined) throw new Error('Row-level security keeps a token that the rules let go.');
  checkVersion(token, input.expectedVersion);
  if (token.revokedAt !== null)
    throw new ChangeRefused('CONFLICT', 'The token was revoked already.', { objectId: id });
  await tokens.revoke(id, now);
  const { accountId, name } = seen;
  const audit = { what: 'API_TOKEN_REVOKED', programmeId: null, before: { accountId, name }, after: null };
  return { objectId: id, audit };
}
