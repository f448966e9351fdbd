import { type Changed, ChangeRefused, idOf, lockRow, needRow, type Queryable, speaksFor } from '@kapstok/kit';
import type { Language } from '@kapstok/schema';
import type { Context } from '../context.ts';
import { needFiles } from '../evidence/load-files.ts';
import { languageOf } from '../local-input.ts';
import { holdPeriod, holdUpdate } from '../period/hold-period.ts';
import { type ContentInput, merged } from './content.ts';
import { needOpen } from './load-period.ts';
import type { ProgressUpdate } from './update.ts';
import type { UpdateKey } from './update-store.ts';

/** What is reported, by whom, of what. */
export interface ReportInput extends ContentInput {
  readonly actionId: string;
  readonly periodId: string;
  readonly organisationId: string;
  readonly language?: Language | null | undefined;
  /** Where a file says so; else the obstacles are in the same language as the rest. */
  readonly obstaclesLanguage?: Language | null | undefined;
  readonly expectedVersion?: number | null | undefined;
}

/** The version of a draft of which nothing was written yet. */
const AS_MADE = 1;

/** Saves the draft of an organisation; also for each row of an import. */
export async function saveReport(input: ReportInput, context: Context, db: Queryable): Promise<Changed> {
  const key = await needReporter(input, context, db);
  const { updates, now } = context;
  const before = await updates.find(key);
  checkEditable(before, input.expectedVersion);
  if (before === undefined) await updates.make(key, now);
  const found = before ?? (await updates.find(key));
  if (found === undefined) throw new Error('A draft that was made cannot be read.');
  await holdUpdate(db, found.id);
  checkEditable(await updates.find(key), input.expectedVersion);
  // Who saw nothing saved yet does not write over what a colleague saved since.
  const expected = input.expectedVersion === 0 ? AS_MADE : input.expectedVersion;
  const draft = await lockRow(db, 'progress_update', { id: found.id, byIds: updates.byIds }, expected);
  const language = await languageOf(input.language, key.programmeId, context);
  const content = merged(draft, input, language, input.obstaclesLanguage ?? language);
  if (input.evidence != null) await needFiles(content.evidence, draft, context, db);
  await updates.write(draft, content, now, { state: 'DRAFT' });
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
}

/** Whose draft it is: of an organisation that takes part, by who speaks for it, in a period that takes reports. */
async function needReporter(input: ReportInput, context: Context, db: Queryable): Promise<UpdateKey> {
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
