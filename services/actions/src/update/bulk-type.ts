import {
  CHANGE_INPUT,
  type Changed,
  ChangeRefused,
  type ChangeResult,
  isId,
  type Queryable,
} from '@kapstok/kit';
import { builder, userErrorsField } from '../builder.ts';
import type { Context } from '../context.ts';
import { ProgressUpdateRef } from '../refs.ts';
import { approveUpdate, type DecisionInput, returnUpdate } from './load-decision.ts';

const MOST = 100;
const LONGEST_KEY = 150;

/** What came of one of many. */
interface Refused extends ChangeResult {
  readonly id: string;
}
interface BulkResult extends ChangeResult {
  readonly done: readonly string[];
  readonly refused: readonly Refused[];
}

const RefusedRef = builder.objectRef<Refused>('RefusedProgressUpdate').implement({
  description: 'A progress update of many on which nothing was decided.',
  fields: (t) => ({
    progressUpdateId: t.exposeID('id', { description: 'The id as it was sent.' }),
    userErrors: userErrorsField(t as never) as never,
  }),
});

interface Bulk {
  readonly name: 'approveProgressUpdates' | 'returnProgressUpdates';
  readonly each: string;
  readonly done: string;
  readonly description: string;
  decide(
    input: DecisionInput & { readonly reason: string },
    context: Context,
    db: Queryable,
  ): Promise<Changed>;
}

const BULKS: readonly Bulk[] = [
  {
    name: 'approveProgressUpdates',
    each: 'approveProgress',
    done: 'Updates that got your approval, in the order of the input.',
    description:
      'Approves up to 100 progress updates, each as `approveProgress` does: what is refused stops no other.',
    decide: approveUpdate,
  },
  {
    name: 'returnProgressUpdates',
    each: 'returnProgress',
    done: 'Updates that were returned, in the order of the input.',
    description:
      'Returns up to 100 progress updates with one remark, each as `returnProgress` does: what is refused stops no other.',
    decide: returnUpdate,
  },
];

interface BulkInput {
  readonly progressUpdateIds: readonly string[];
  readonly reason?: string | null;
  readonly idempotencyKey?: string | null;
}

for (const { name, each, done, description, decide } of BULKS) {
  const title = `${name[0]?.toUpperCase()}${name.slice(1)}`;
  const isReturn = name === 'returnProgressUpdates';
  const Input = builder.inputType(`${title}Input`, {
    description: 'Which progress updates.',
    fields: (t) => ({
      progressUpdateIds: t.idList({ required: true, description: '1 to 100 updates, each once.' }),
      ...(isReturn
        ? {
            reason: t.string({
              required: true,
              description: 'What is to be improved, for the organisations to read; 2000 characters at most.',
            }),
          }
        : {}),
      idempotencyKey: t.string({
        description: `${CHANGE_INPUT.idempotencyKey} Here 150 at most, and it holds for each update by itself.`,
      }),
    }),
  });
  const Payload = builder.objectRef<BulkResult>(`${title}Payload`).implement({
    description: 'What came of each.',
    fields: (t) => ({
      progressUpdates: t.field({
        type: [ProgressUpdateRef],
        description: done,
        resolve: async (result, _args, { loaders, updates }) => {
          const rows = result.done.map((id) => loaders.load('progress update', null, id, updates.byIds));
          return (await Promise.all(rows)).filter((row) => row !== null);
        },
      }),
      refused: t.field({
        type: [RefusedRef],
        description: 'Updates on which nothing was decided, each with why.',
        resolve: (result) => result.refused,
      }),
      userErrors: userErrorsField(t as never) as never,
    }),
  });
  builder.mutationField(name, (t) =>
    t.field({
      type: Payload,
      nullable: true,
      description: `${description} For who steers the domains. Null when the service does not answer.`,
      args: { input: t.arg({ type: Input, required: true, description: 'Which progress updates.' }) },
      resolve: (_root, { input }, context) =>
        decideAll(input as BulkInput, context, { mutation: each, decide }),
    }),
  );
}

/** What a payload shows of one object, where there are many. */
const NOTHING = { objectId: null, isRepeat: false, warnings: [] } as const;

/** Each in a transaction of its own, with a key of its own. */
async function decideAll(
  input: BulkInput,
  context: Context,
  { mutation, decide }: { mutation: string; decide: Bulk['decide'] },
): Promise<BulkResult> {
  const ids = input.progressUpdateIds;
  const wrong = wrongWith(input);
  if (wrong !== null) return { ...NOTHING, done: [], refused: [], userErrors: [wrong] };
  const done: string[] = [];
  const refused: Refused[] = [];
  for (const progressUpdateId of ids) {
    const one = { progressUpdateId, reason: input.reason ?? '' };
    const idempotencyKey =
      input.idempotencyKey == null ? null : `${input.idempotencyKey}/${progressUpdateId}`;
    const request = { mutation, objectType: 'ProgressUpdate', input: { ...one, idempotencyKey } };
    const result = await context.changes.run(request, (db) => decide(one, context, db));
    if (result.userErrors.length === 0 && result.objectId !== null) done.push(result.objectId);
    else refused.push({ ...result, id: progressUpdateId });
  }
  return { ...NOTHING, done, refused, userErrors: [] };
}

function wrongWith({ progressUpdateIds: ids, idempotencyKey }: BulkInput) {
  const refuse = (path: string, message: string) => {
    const { code, path: where } = new ChangeRefused('BAD_USER_INPUT', message, { path });
    return { code: code as 'BAD_USER_INPUT', message, path: where };
  };
  if (ids.length === 0 || ids.length > MOST)
    return refuse(
      'progressUpdateIds',
      `${ids.length} updates were sent; 1 to ${MOST} can be decided on at once.`,
    );
  if (new Set(ids.map((id) => (isId(id) ? id.toLowerCase() : id))).size < ids.length)
    return refuse('progressUpdateIds', 'An update is named twice. Name each once.');
  if ((idempotencyKey?.length ?? 0) > LONGEST_KEY)
    return refuse('idempotencyKey', `Here an idempotencyKey has ${LONGEST_KEY} characters at most.`);
  return null;
}
