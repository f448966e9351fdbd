import { CHANGE_INPUT, ChangeRefused } from '@kapstok/kit';
import { mutation } from '../builder.ts';
import { needOwnUpdate, submitReport } from './load-own-update.ts';
import { SHOWS_UPDATE } from './update-type.ts';

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
  change: (input, context, db) => submitReport(input, context, db),
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
