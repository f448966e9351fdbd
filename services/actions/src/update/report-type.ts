import { CHANGE_INPUT, ChangeRefused, idOf, lockRow, needRow, type Queryable, speaksFor } from '@kapstok/kit';
import { ActionStatusEnum } from '../action/action-words.ts';
import { builder, Language, MissingReasonEnum, mutation } from '../builder.ts';
import type { Context } from '../context.ts';
import { LANGUAGE_INPUT, languageOf } from '../local-input.ts';
import { holdPeriod, holdUpdate } from '../period/hold-period.ts';
import { merged } from './content.ts';
import { needOpen } from './load-period.ts';
import type { ProgressUpdate } from './update.ts';
import type { UpdateKey } from './update-store.ts';
import { CompletionMethodEnum, EvidenceCategoryEnum, ReachBasisEnum, SHOWS_UPDATE } from './update-type.ts';

const EvidenceInput = builder.inputType('EvidenceInput', {
  description: 'A link to a document or page that shows what is reported.',
  fields: (t) => ({
    url: t.string({ required: true, description: 'Full address that begins with https://.' }),
    title: t.string({ required: true, description: 'What it is, 200 characters at most.' }),
    category: t.field({
      type: EvidenceCategoryEnum,
      required: true,
      description: 'What kind of evidence it is.',
    }),
  }),
});

type InputFields = Parameters<Parameters<typeof mutation>[0]['input']>[0];
const KEPT = 'Left out: it stays as it was; null clears it.';

/** The input fields of what is reported; every one can be left out. */
export const contentInput = (t: InputFields) => ({
  reportedStatus: t.field({ type: ActionStatusEnum, description: `How the action stands. ${KEPT}` }),
  completionPercent: t.int({ description: `How much is done, 0 to 100 percent. ${KEPT}` }),
  completionMethod: t.field({
    type: CompletionMethodEnum,
    description: `How the percentage was found; comes with it. ${KEPT}`,
  }),
  narrative: t.string({ description: `What was done, 5000 characters at most. ${KEPT}` }),
  obstacles: t.string({ description: `What stands in the way, 5000 characters at most. ${KEPT}` }),
  peopleReached: t.int({ description: `How many people were reached in the period. ${KEPT}` }),
  peopleReachedReason: t.field({
    type: MissingReasonEnum,
    description: `Why the number of people is not known; one that a row can carry. ${KEPT}`,
  }),
  reachBasis: t.field({ type: ReachBasisEnum, description: `What the number of people counts. ${KEPT}` }),
  evidence: t.field({
    type: [EvidenceInput],
    description: `Links that show it, 20 at most; the list replaces the one before. ${KEPT}`,
  }),
  language: t.field({ type: Language, description: LANGUAGE_INPUT }),
});

mutation({
  name: 'reportProgress',
  description:
    'Saves what an organisation reports of an action over a period, as a draft that only the organisation sees: makes it the first time, and keeps it afterwards. For who speaks for an organisation that takes part in the action.',
  asks: 'Of which action, period and organisation, and what is reported so far.',
  input: (t) => ({
    actionId: t.id({ required: true, description: 'The action reported on.' }),
    periodId: t.id({ required: true, description: 'The period reported on.' }),
    organisationId: t.id({ required: true, description: 'The organisation that reports.' }),
    ...contentInput(t),
    expectedVersion: t.int({
      description: `${CHANGE_INPUT.expectedVersion} Leave it out, or give 0, when nothing was saved yet.`,
    }),
  }),
  objectType: 'ProgressUpdate',
  shows: SHOWS_UPDATE,
  async change(input, context, db) {
    const key = await needReporter(input, context, db);
    const { updates, now } = context;
    const before = await updates.find(key);
    checkEditable(before, input.expectedVersion);
    if (before === undefined) await updates.make(key, now);
    const found = before ?? (await updates.find(key));
    if (found === undefined) throw new Error('A draft that was made cannot be read.');
    await holdUpdate(db, found.id);
    checkEditable(await updates.find(key), input.expectedVersion);
    const expected = input.expectedVersion === 0 ? undefined : input.expectedVersion;
    const draft = await lockRow(db, 'progress_update', { id: found.id, byIds: updates.byIds }, expected);
    const language = await languageOf(input.language, key.programmeId, context);
    await updates.write(draft, merged(draft, input as never, language), now, { state: 'DRAFT' });
    return {
      objectId: draft.id,
      // Only that it was saved: whoever reads the trail does not read drafts.
      audit: {
        what: 'PROGRESS_SAVED',
        programmeId: key.programmeId,
        before: before === undefined ? null : { state: before.state },
        after: { state: 'DRAFT', actionId: key.actionId, organisationId: key.organisationId },
      },
    };
  },
});

/** Whose draft it is: of an organisation that takes part, by who speaks for it, in a period that takes reports. */
async function needReporter(
  input: { readonly actionId: string; readonly periodId: string; readonly organisationId: string },
  context: Context,
  db: Queryable,
): Promise<UpdateKey> {
  const { viewer, actions, periods, details } = context;
  const { id: actionId, programmeId } = await needRow(input.actionId, 'actionId', 'action', actions.byIds);
  const organisationId = idOf(input.organisationId, 'organisationId', 'organisation');
  if (!speaksFor(viewer, organisationId, programmeId))
    throw new ChangeRefused('NOT_ALLOWED', 'Only who speaks for the organisation reports for it.');
  const participants = (await details.participations([actionId])).get(actionId) ?? [];
  if (!participants.some((one) => one.organisationId === organisationId))
    throw new ChangeRefused(
      'NOT_ALLOWED',
      'Your organisation takes no part in this action. Only who does reports on it.',
    );
  const wanted = await needRow(input.periodId, 'periodId', 'reporting period', periods.byIds);
  await holdPeriod(db, wanted.id, 'TOGETHER');
  const period = await needRow(wanted.id, 'periodId', 'reporting period', periods.byIds);
  if (period.programmeId !== programmeId)
    throw new ChangeRefused('BAD_USER_INPUT', 'The period is of another programme than the action.', {
      path: 'periodId',
    });
  await needOpen(period, organisationId, context);
  return { programmeId, actionId, periodId: period.id, organisationId };
}

function checkEditable(update: ProgressUpdate | undefined, expected: number | null | undefined): void {
  if (update === undefined) {
    if (expected == null || expected === 0) return;
    const message = 'Nothing was saved yet: leave expectedVersion out.';
    throw new ChangeRefused('VERSION_CONFLICT', message, { path: 'expectedVersion' });
  }
  if (update.state === 'DRAFT' || update.state === 'RETURNED') return;
  const right =
    update.state === 'SUBMITTED'
      ? 'Take it back first (withdrawProgress), or ask for it to be returned.'
      : 'Whoever approved it can still correct it (correctProgress).';
  throw new ChangeRefused('CONFLICT', `This update is ${update.state}. ${right}`, { objectId: update.id });
}
