import {
  CHANGE_INPUT,
  ChangeRefused,
  type ChangeResult,
  checkVersion,
  idOf,
  notThere,
  textOf,
} from '@kapstok/kit';
import { type DataKind, PUBLISHABLE, type Publishable } from '@kapstok/schema';
import { builder, KindEnum, userErrorsField } from '../builder.ts';
import { change } from '../change.ts';
import type { Context } from '../context.ts';
import { PublicationRef } from '../refs.ts';
import { mayPublish } from '../rights.ts';

const Input = builder.inputType('PublishInput', {
  description: 'What of a programme everybody is to read, and from when.',
  fields: (t) => ({
    programmeId: t.id({ required: true, description: 'Whose data they are.' }),
    kind: t.field({ type: KindEnum, required: true, description: `One of ${PUBLISHABLE.join(', ')}.` }),
    publishedOn: t.field({ type: 'Date', description: 'From which day on, UTC; left out: today.' }),
    note: t.string({ description: 'Who decided it, or where the figures were public already.' }),
    expectedVersion: t.int({ description: CHANGE_INPUT.expectedVersion }),
    idempotencyKey: t.string({ description: CHANGE_INPUT.idempotencyKey }),
  }),
});
type Input = typeof Input.$inferInput;

const Payload = builder.objectRef<ChangeResult>('PublishPayload').implement({
  description: 'What came of it.',
  fields: (t) => ({
    publication: t.field({
      type: PublicationRef,
      nullable: true,
      description:
        'What is published now; as it is when it was changed meanwhile. Else null when it was refused.',
      resolve: ({ objectId }, _args, { loaders, publications }) =>
        objectId === null ? null : loaders.loadId('publication', objectId, publications.byIds),
    }),
    userErrors: userErrorsField(t),
  }),
});

builder.mutationField('publish', (t) =>
  t.field({
    type: Payload,
    nullable: true,
    description:
      'Lets everybody read a kind of data of a programme; where it is published already, sets its day and note. For the director of the programme and administrators. Null when the access service does not answer.',
    args: { input: t.arg({ type: Input, required: true, description: 'What is to be published.' }) },
    resolve: (_root, { input }, context) => {
      const request = { mutation: 'publish', input, objectType: 'Publication' };
      return change(context, request, () => publish(input, context));
    },
  }),
);

async function publish(input: Input, context: Context) {
  const { publications, today } = context;
  const { programmeId, kind } = await publishable(input, context);
  const after = { publishedOn: input.publishedOn ?? today, note: textOf(input.note, 'note', 1000) };
  const old = await publications.lock(programmeId, kind);
  if (old === undefined) {
    if (input.expectedVersion != null) throw notThere('expectedVersion', 'publication');
    const objectId = await publications.add({ programmeId, kind, ...after });
    if (objectId === null) throw new ChangeRefused('CONFLICT', 'Somebody published it at this very moment.');
    return { objectId, audit: { what: 'PUBLISHED', programmeId, before: null, after: { kind, ...after } } };
  }
  checkVersion(old, input.expectedVersion);
  await publications.set(old.id, after);
  const before = { kind, publishedOn: old.publishedOn, note: old.note };
  return {
    objectId: old.id,
    audit: { what: 'PUBLICATION_CHANGED', programmeId, before, after: { kind, ...after } },
  };
}

/** The programme and kind of an input, when whoever asks may publish and withdraw them. */
export async function publishable(
  input: { readonly programmeId: string; readonly kind: DataKind },
  { viewer, plan }: Context,
): Promise<{ programmeId: string; kind: Publishable }> {
  const programmeId = idOf(input.programmeId, 'programmeId', 'programme');
  if (!(await plan.hasProgramme(programmeId))) throw notThere('programmeId', 'programme');
  if (!mayPublish(viewer, programmeId)) {
    const message = 'Only the director of the programme, or an administrator, says what is published.';
    throw new ChangeRefused('NOT_ALLOWED', message);
  }
  const kind = PUBLISHABLE.find((one) => one === input.kind);
  if (kind !== undefined) return { programmeId, kind };
  const message = `${input.kind} is never published; what can be is ${PUBLISHABLE.join(', ')}.`;
  throw new ChangeRefused('BAD_USER_INPUT', message, { path: 'kind' });
}
