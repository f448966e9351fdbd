import { CHANGE_INPUT, ChangeRefused, freeCode, maybeIdOf, needRow, needText, notThere } from '@kapstok/kit';
import { AdjustmentRef } from '../action/detail-types.ts';
import { mutation } from '../builder.ts';
import type { Context } from '../context.ts';
import { lockAction, patchAction, sessionOf } from '../edit/action-mutations-type.ts';
import { auditOf } from '../edit/action-patch.ts';
import { actionFields, languageField, languageOf, pastDay } from '../edit/edit-inputs-type.ts';
import type { AdjustedField } from './adjustment-store.ts';

mutation({
  name: 'adjustAction',
  description:
    'Changes an action because of what people said, what a poverty test advised or what an evaluation found, and keeps which fields it changed. For the director of the programme and the coordinator of the domain.',
  asks: 'What is changed in which action, why, and where that came from; one origin at most.',
  input: (t) => ({
    actionId: t.id({ required: true, description: 'The action that it is about.' }),
    change: t.string({
      required: true,
      description:
        'What is changed, in a sentence that everybody reads who reads the plan, 2000 characters at most.',
    }),
    reason: t.string({
      required: true,
      description: 'Why, for those who steer the programme, 2000 characters at most.',
    }),
    adjustedOn: t.field({
      type: 'Date',
      description: 'Since when, UTC, not in the future; left out: today.',
    }),
    sessionId: t.id({ description: 'The dialogue session it came from.' }),
    povertyTestId: t.id({ description: 'The poverty test it came from.' }),
    findingId: t.id({ description: 'The finding of an evaluation of this action it came from.' }),
    title: t.string({ description: 'Title, 500 characters at most. Null: takes it away in this language.' }),
    ...actionFields(t),
    language: languageField(t),
    expectedVersion: t.int({ description: CHANGE_INPUT.expectedVersion }),
  }),
  objectType: 'Adjustment',
  shows: {
    field: 'adjustment',
    type: AdjustmentRef,
    description: 'The adjustment that was made. Null when nothing was changed.',
    load: (id, { loaders, details }) => loaders.load('adjustment', null, id, details.adjustmentsByIds),
  },
  async change(input, context, db) {
    const { edits, adjusted } = context;
    const change = needText(input.change, 'change', 2000);
    const reason = needText(input.reason, 'reason', 2000);
    const adjustedOn = pastDay(input.adjustedOn, 'adjustedOn', context);
    const action = await lockAction(input, context, db);
    const { id: actionId, programmeId } = action;
    const origin = await originOf(input, action, context);
    const language = await languageOf(input.language, programmeId, context);
    const changes = await patchAction(input, action, context);
    // Other versions of the same action must not count on as if nothing happened.
    if (changes.length === 0) await edits.update('action', actionId, {});
    const code = await freeCode(db, 'adjustment', programmeId, `${action.code}-a`);
    const texts = { change: { [language]: change }, reason: { [language]: reason } };
    const row = { code, adjustedOn, adjustedOnPrecision: 'DAY', ...texts, ...origin };
    const objectId = await edits.insert('adjustment', { programmeId, actionId, ...row });
    await adjusted.keepFields(objectId, programmeId, changes as Omit<AdjustedField, 'adjustmentId'>[]);
    const { before, after } = auditOf(changes);
    return {
      objectId,
      audit: {
        what: 'ACTION_ADJUSTED',
        programmeId,
        before: { actionId, ...before },
        after: { actionId, change, ...origin, ...after },
        reason,
      },
      tells: { programmeId, actionIds: [actionId] },
    };
  },
});

interface OriginInput {
  readonly sessionId?: string | null | undefined;
  readonly povertyTestId?: string | null | undefined;
  readonly findingId?: string | null | undefined;
}

/** Where an adjustment came from. Whether there is such a poverty test is for the service that keeps them to say. */
async function originOf(
  input: OriginInput,
  { id, programmeId }: { readonly id: string; readonly programmeId: string },
  context: Context,
) {
  const given = [input.sessionId, input.povertyTestId, input.findingId].filter((one) => one != null);
  if (given.length > 1) {
    const message = 'An adjustment has one origin at most: a session, a poverty test or a finding.';
    throw new ChangeRefused('BAD_USER_INPUT', message, { path: 'sessionId' });
  }
  return {
    sessionId: await sessionOf(input.sessionId, programmeId, context, 'sessionId'),
    povertyTestId: maybeIdOf(input.povertyTestId, 'povertyTestId', 'poverty test'),
    findingId: await findingOf(input.findingId, id, context),
  };
}

async function findingOf(
  given: string | null | undefined,
  actionId: string,
  { evaluations }: Context,
): Promise<string | null> {
  if (given == null) return null;
  const { id, evaluationId } = await needRow(given, 'findingId', 'finding', evaluations.findingsByIds);
  if ((await evaluations.byIds([evaluationId])).get(evaluationId)?.actionId === actionId) return id;
  throw notThere('findingId', 'finding about this action');
}
