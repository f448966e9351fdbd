import { CHANGE_INPUT, ChangeRefused, type ChangeResult, maybeIdOf, notThere } from '@kapstok/kit';
import { builder, userErrorsField } from '../builder.ts';
import { change } from '../change.ts';
import type { Context } from '../context.ts';
import { AccountRef } from '../refs.ts';
import { directs, isOwnOrKept } from '../rights.ts';

const Input = builder.inputType('EndSessionsInput', {
  description: 'Whose sessions are to end.',
  fields: (t) => ({
    accountId: t.id({ description: 'The account; left out: your own.' }),
    idempotencyKey: t.string({ description: CHANGE_INPUT.idempotencyKey }),
  }),
});
type Input = typeof Input.$inferInput;

const Payload = builder.objectRef<ChangeResult>('EndSessionsPayload').implement({
  description: 'What came of it.',
  fields: (t) => ({
    account: t.field({
      type: AccountRef,
      nullable: true,
      description: 'Whose sessions ended. Null when it was refused.',
      resolve: ({ objectId }, _args, { loaders, accounts }) =>
        objectId === null ? null : loaders.loadId('account', objectId, accounts.byIds),
    }),
    userErrors: userErrorsField(t),
  }),
});

builder.mutationField('endSessions', (t) =>
  t.field({
    type: Payload,
    nullable: true,
    description:
      'Signs an account out in every browser; API tokens stay. Everybody for their own account, administrators for any. Null when the access service does not answer.',
    args: { input: t.arg({ type: Input, required: true, description: 'Whose sessions to end.' }) },
    resolve: (_root, { input }, context) => {
      const request = { mutation: 'endSessions', input, objectType: 'Account' };
      return change(context, request, () => end(input, context));
    },
  }),
);

async function end(input: Input, { viewer, accounts, browserSessions, now }: Context) {
  const id = maybeIdOf(input.accountId, 'accountId', 'account') ?? viewer.subject;
  if (!(await accounts.byIds([id])).has(id)) throw notThere('accountId', 'account');
  if (!isOwnOrKept(viewer, id)) {
    const programmes = (await accounts.programmesOf([id])).get(id) ?? [];
    if (!programmes.some((programme) => directs(viewer, programme))) throw notThere('accountId', 'account');
    throw new ChangeRefused('NOT_ALLOWED', 'Only the person and administrators end sessions.');
  }
  const ended = await browserSessions.endAll(id, now);
  return {
    objectId: id,
    audit: { what: 'SESSIONS_ENDED', programmeId: null, before: null, after: { count: ended } },
  };
}
