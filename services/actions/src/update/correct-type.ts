import { CHANGE_INPUT, ChangeRefused, needText } from '@kapstok/kit';
import { mutation } from '../builder.ts';
import { needFiles } from '../evidence/load-files.ts';
import { languageOf } from '../local-input.ts';
import { merged } from './content.ts';
import { needDecider } from './load-decision.ts';
import { contentInput } from './report-type.ts';
import { CONTENT_FIELDS, lacks, type ProgressContent } from './update.ts';
import { SHOWS_UPDATE } from './update-type.ts';

mutation({
  name: 'correctProgress',
  description:
    'Puts something right in what was submitted or approved, without sending it back. Who did, what stood there and what stands there now stay visible; approvals given before no longer stand while it is submitted. Of what is approved the reported status stays. For the coordinator of the domain and the director of the programme.',
  asks: 'Which update, what is put right, and why.',
  input: (t) => ({
    progressUpdateId: t.id({ required: true, description: 'The update that is put right.' }),
    ...contentInput(t),
    reason: t.string({ required: true, description: CHANGE_INPUT.reason }),
    expectedVersion: t.int({ description: CHANGE_INPUT.expectedVersion }),
  }),
  objectType: 'ProgressUpdate',
  shows: SHOWS_UPDATE,
  async change(input, context, db) {
    const { viewer, updates, now } = context;
    const reason = needText(input.reason, 'reason', 1000);
    const update = await needDecider(input, context, db);
    const { id, programmeId, state } = update;
    const language = await languageOf(input.language, programmeId, context);
    const content = merged(update, input as never, language);
    if (input.evidence != null) await needFiles(content.evidence, update, context, db);
    const [lack] = lacks(content);
    if (lack !== undefined)
      throw new ChangeRefused('BAD_USER_INPUT', lack.message, { path: lack.path, objectId: id });
    const changes = differences(update, content);
    if (changes.length === 0)
      throw new ChangeRefused('BAD_USER_INPUT', 'Nothing of it would change.', { objectId: id });
    if (state === 'APPROVED' && changes.some(({ field }) => field === 'reportedStatus'))
      throw new ChangeRefused(
        'CONFLICT',
        'It is approved: change the status of the action (changeActionStatus).',
        {
          path: 'reportedStatus',
          objectId: id,
        },
      );
    await updates.write(update, content, now);
    const by = { updateId: id, reason, correctedBy: viewer.subject, correctedAt: now };
    await updates.correct(
      programmeId,
      changes.map((one) => ({ ...one, ...by })),
    );
    const before = Object.fromEntries(changes.map((one) => [one.field, one.before]));
    const after = Object.fromEntries(changes.map((one) => [one.field, one.after]));
    return { objectId: id, audit: { what: 'PROGRESS_CORRECTED', programmeId, before, after, reason } };
  },
});

/** What differs, field by field, as text. */
function differences(before: ProgressContent, after: ProgressContent) {
  return CONTENT_FIELDS.map((field) => ({
    field,
    before: textFor(before[field]),
    after: textFor(after[field]),
  })).filter((one) => one.before !== one.after);
}

/** A text in one language as it is; whatever has parts as JSON. */
function textFor(value: unknown): string | null {
  if (value === null || typeof value === 'string') return value;
  if (typeof value !== 'object') return String(value);
  const texts: unknown[] = Array.isArray(value) ? [] : Object.values(value);
  return texts.length === 1 && typeof texts[0] === 'string' ? texts[0] : JSON.stringify(value);
}
