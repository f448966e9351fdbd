import { CHANGE_INPUT } from '@kapstok/kit';
import { mutation } from '../builder.ts';
import { approveUpdate, returnUpdate } from './load-decision.ts';
import { SHOWS_UPDATE } from './update-type.ts';

mutation({
  name: 'approveProgress',
  description:
    'Approves what an organisation submitted. When all who must have, it belongs to the plan, and the action gets the status reported. For the coordinator of the domain and the director, as the approval rule says.',
  asks: 'Which update is approved.',
  input: (t) => ({
    progressUpdateId: t.id({ required: true, description: 'The update that was submitted.' }),
    expectedVersion: t.int({ description: CHANGE_INPUT.expectedVersion }),
  }),
  objectType: 'ProgressUpdate',
  shows: SHOWS_UPDATE,
  change: (input, context, db) => approveUpdate(input, context, db),
});

mutation({
  name: 'returnProgress',
  description:
    'Sends what an organisation submitted back to it, with what is to be improved. For the coordinator of the domain and the director of the programme.',
  asks: 'Which update is returned, and why.',
  input: (t) => ({
    progressUpdateId: t.id({ required: true, description: 'The update that was submitted.' }),
    reason: t.string({
      required: true,
      description: 'What is to be improved, for the organisation to read; 2000 characters at most.',
    }),
    expectedVersion: t.int({ description: CHANGE_INPUT.expectedVersion }),
  }),
  objectType: 'ProgressUpdate',
  shows: SHOWS_UPDATE,
  change: (input, context, db) => returnUpdate(input, context, db),
});
