import { CHANGE_INPUT, type ChangeResult, checkVersion, notThere, textOf } from '@kapstok/kit';
import { builder, KindEnum, userErrorsField } from '../builder.ts';
import { change } from '../change.ts';
import type { Context } from '../context.ts';
import { ProgrammeRef, stub } from '../refs.ts';
import { publishable } from './publish-type.ts';

const Input = builder.inputType('WithdrawPublicationInput', {
  description: 'What of a programme not everybody is to read any more.',
  fields: (t) => ({
    programmeId: t.id({ required: true, description: 'Whose data they are.' }),
    kind: t.field({ type: KindEnum, required: true, description: 'What is published now.' }),
    reason: t.string({ description: CHANGE_INPUT.reason }),
    expectedVersion: t.int({ description: CHANGE_INPUT.expectedVersion }),
    idempotencyKey: t.string({ description: CHANGE_INPUT.idempotencyKey }),
  }),
});
type Input = typeof Input.$inferInput;

interface Withdrawn extends ChangeResult {
  readonly programmeId: string | null;
}

const Payload = builder.objectRef<Withdrawn>('WithdrawPublicationPayload').implement({
  description: 'What came of it.',
  fields: (t) => ({
    programme: t.field({
      type: ProgrammeRef,
      nullable: true,
      description:
        'The programme, with what is published of it now. Null when it was refused, or the actions service cannot be reached.',
      resolve: ({ programmeId }) => stub(programmeId),
    }),
    userErrors: userErrorsField(t),
  }),
});

builder.mutationField('withdrawPublication', (t) =>
  t.field({
    type: Payload,
    nullable: true,
    description:
      'Ends the publication of a kind of data: those with a role read it still. For the director of the programme and administrators. Null when the access service does not answer.',
    args: { input: t.arg({ type: Input, required: true, description: 'What is to be withdrawn.' }) },
    resolve: async (_root, { input }, context) => {
      const request = { mutation: 'withdrawPublication', input, objectType: 'Publication' };
      const result = await change(context, request, () => withdraw(input, context));
      const isDone = result.userErrors.length === 0;
      return { ...result, programmeId: isDone ? input.programmeId.toLowerCase() : null };
    },
  }),
);

async function withdraw(input: Input, context: Context) {
  const { programmeId, kind } = await publishable(input, context);
  const reason = textOf(input.reason, 'reason', 1000);
  const old = await context.publications.lock(programmeId, kind);
  if (old === undefined) throw notThere('kind', 'publication');
  checkVersion(old, input.expectedVersion);
  await context.publications.remove(old.id);
  const before = { kind, publishedOn: old.publishedOn, note: old.note };
  return {
    objectId: old.id,
    audit: { what: 'PUBLICATION_WITHDRAWN', programmeId, before, after: null, reason },
  };
}
