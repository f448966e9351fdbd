import { CHANGE_INPUT, ChangeRefused, lockRow, needRow, type Queryable } from '@kapstok/kit';
import { mutation } from '../builder.ts';
import type { Context } from '../context.ts';
import { holdPeriod, holdUpdate } from '../period/hold-period.ts';
import { needOpen } from './load-period.ts';
import { lacks, PROGRESS_TRANSITIONS, type ProgressUpdate } from './update.ts';
import { SHOWS_UPDATE } from './update-type.ts';
import { needOwn } from './who.ts';

interface UpdateInput {
  readonly progressUpdateId: string;
  readonly expectedVersion?: number | null | undefined;
}

/** The update of an input, for its organisation to change, locked in a period that takes reports. */
async function needOwnUpdate(input: UpdateInput, context: Context, db: Queryable): Promise<ProgressUpdate> {
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

mutation({
  name: 'submitProgress',
  description:
    'Hands in what an organisation reports; from then on its approvers see it. For who speaks for the organisation.',
  asks: 'Which draft is handed in.',
  input: (t) => ({
    progressUpdateId: t.id({ required: true, description: 'The draft, or the update that was returned.' }),
    expectedVersion: t.int({ description: CHANGE_INPUT.expectedVersion }),
  }),
  objectType: 'ProgressUpdate',
  shows: SHOWS_UPDATE,
  async change(input, context, db) {
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
  },
});

mutation({
  name: 'withdrawProgress',
  description:
    'Takes back what was submitted and not yet approved, to change it; approvals given so far no longer stand. For who speaks for the organisation.',
  asks: 'Which update is taken back.',
  input: (t) => ({
    progressUpdateId: t.id({ required: true, description: 'The update that was submitted.' }),
    expectedVersion: t.int({ description: CHANGE_INPUT.expectedVersion }),
  }),
  objectType: 'ProgressUpdate',
  shows: SHOWS_UPDATE,
  async change(input, context, db) {
    const { updates, now } = context;
    const update = await needOwnUpdate(input, context, db);
    const { id, programmeId, state } = update;
    if (state !== 'SUBMITTED')
      throw new ChangeRefused('CONFLICT', `This update is ${state}: only what is SUBMITTED is taken back.`, {
        objectId: id,
      });
    await updates.write(update, update, now, { state: 'DRAFT' });
    const after = { state: 'DRAFT' };
    return { objectId: id, audit: { what: 'PROGRESS_WITHDRAWN', programmeId, before: { state }, after } };
  },
});
