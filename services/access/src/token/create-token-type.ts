import { CHANGE_INPUT, ChangeRefused, type ChangeResult, textOf } from '@kapstok/kit';
import { API_TOKEN_PREFIX } from '@kapstok/schema';
import { builder, ScopeEnum, userErrorsField } from '../builder.ts';
import { change } from '../change.ts';
import type { Context } from '../context.ts';
import { ApiTokenRef } from '../refs.ts';
import { daysFrom, LONGEST_DAYS, makeSecret, type Secret } from './secret.ts';

const Input = builder.inputType('CreateApiTokenInput', {
  description: 'What the token is for, what it may do, and until when.',
  fields: (t) => ({
    name: t.string({ required: true, description: 'By which you know it again, 1 to 100 characters.' }),
    scope: t.field({ type: ScopeEnum, required: true, description: 'What it may do.' }),
    expiresAt: t.field({
      type: 'DateTime',
      required: true,
      description: 'Until when it works: later than now, at most 366 days.',
    }),
    idempotencyKey: t.string({ description: CHANGE_INPUT.idempotencyKey }),
  }),
});
type Input = typeof Input.$inferInput;

interface Created extends ChangeResult {
  readonly secret: string | null;
}

const Payload = builder.objectRef<Created>('CreateApiTokenPayload').implement({
  description: 'What came of it.',
  fields: (t) => ({
    apiToken: t.field({
      type: ApiTokenRef,
      nullable: true,
      description: 'The token, without its secret. Null when it was refused.',
      resolve: ({ objectId }, _args, { loaders, tokens }) =>
        objectId === null ? null : loaders.loadId('api token', objectId, tokens.byIds),
    }),
    secret: t.exposeString('secret', {
      nullable: true,
      description:
        'What to send as `Authorization: Bearer …`. Shown this once, and kept nowhere. Null when it was refused, and when an earlier request with the same idempotencyKey made the token.',
    }),
    userErrors: userErrorsField(t),
  }),
});

builder.mutationField('createApiToken', (t) =>
  t.field({
    type: Payload,
    nullable: true,
    description:
      'Makes an API token of your own. It carries the roles that you hold when it is used: those that you were given in this hub, and for 30 days after each sign-in those for which your identity provider vouched then, except administrator. Null when the access service does not answer.',
    args: { input: t.arg({ type: Input, required: true, description: 'Which token to make.' }) },
    resolve: async (_root, { input }, context) => {
      const request = { mutation: 'createApiToken', input, objectType: 'ApiToken' };
      const secret = makeSecret(API_TOKEN_PREFIX);
      const result = await change(context, request, () => create(input, secret, context));
      const isMade = result.userErrors.length === 0 && !result.isRepeat;
      return { ...result, secret: isMade ? secret.token : null };
    },
  }),
);

async function create(input: Input, secret: Secret, { viewer, tokens, now }: Context) {
  const name = textOf(input.name, 'name', 100);
  if (name === null) throw new ChangeRefused('BAD_USER_INPUT', 'Give the token a name.', { path: 'name' });
  const expiresAt = new Date(input.expiresAt);
  if (expiresAt <= now || expiresAt > daysFrom(now, LONGEST_DAYS)) {
    const message = `A token works until a moment from now on to ${LONGEST_DAYS} days ahead.`;
    throw new ChangeRefused('BAD_USER_INPUT', message, { path: 'expiresAt' });
  }
  const { scope } = input;
  const objectId = await tokens.make(
    { accountId: viewer.subject, name, scope, createdAt: now, expiresAt },
    secret,
  );
  const audit = {
    what: 'API_TOKEN_MADE',
    programmeId: null,
    before: null,
    after: { name, scope, expiresAt },
  };
  return { objectId, audit };
}
