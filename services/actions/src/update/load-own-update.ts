import { type Changed, ChangeRefused, lockRow, needRow, type Queryable } from '@kapstok/kit';
import type { Context } from '../context.ts';
import { holdPeriod, holdUpdate } from '../period/hold-period.ts';
import { needOpen } from './load-period.ts';
import { lacks, PROGRESS_TRANSITIONS, type ProgressUpdate } from './update.ts';
import { needOwn } from './who.ts';

/** Which update is changed by its organisation. */
export interface UpdateInput {
  readonly progressUpdateId: string;
  readonly expectedVersion?: number | null | undefined;
}

/** The update of an input, for its organisation to change, locked in a period that takes reports. */
export async function needOwnUpdate(
  input: UpdateInput,
  context: Context,
  db: Queryable,
): Promise<ProgressUpdate> {
  const { viewer, updates, periods } = context;
  const { byIds } = updates;
  const found = await needRow(input.progressUpdateId, 'progressUpdateId', 'progress update', byIds);
  needOwn(viewer, found);
  await holdPeriod(db, found.periodId, 'TOGETHER');
  const period = await needRow(found.periodId, 'progressUpdateId', 'reporting period', periods.byIds);
  await needOpen(period, found.organisationId, context);
  await holdUpdate(db, found.id);
  const { state } = await needRow(found.id, 'progressUpdateId', 'progress update', byIds);
  if (state === 'APPROVED')
    throw new ChangeRefused('CONFLICT', 'This update is APPROVED, and stays as it is.', {
      objectId: found.id,
    });
  return lockRow(db, 'progress_update', { id: found.id, byIds }, input.expectedVersion);
}

/** Hands in a draft; also for each row of an import. */
export async function submitReport(input: UpdateInput, context: Context, db: Queryable): Promise<Changed> {
  const { viewer, updates, now, today } = context;
  const update = await needOwnUpdate(input, context, db);
  const { id, programmeId, actionId, state } = update;
  if (!PROGRESS_TRANSITIONS[state].includes('SUBMITTED'))
    throw new ChangeRefused('CONFLICT', `This update is ${state} already.`, { objectId: id });
  const [lack] = lacks(update);
  if (lack !== undefined)
    throw new ChangeRefused('BAD_USER_INPUT', `It cannot be submitted yet. ${lack.message}`, {
      objectId: id,
    });
  const step = { state: 'SUBMITTED', submittedBy: viewer.subject, submittedAt: now } as const;
  await updates.write(update, update, now, { ...step, returnedReason: null, decidedAt: null });
  await updates.touch(actionId, programmeId, today);
  const after = { state: 'SUBMITTED', actionId, organisationId: update.organisationId };
  return {
    objectId: id,
    audit: { what: 'PROGRESS_SUBMITTED', programmeId, before: { state }, after },
  };
}
