import { ChangeRefused, needRow, notThere } from '@kapstok/kit';
import type { ReportedField } from '@kapstok/schema';
import type { Context } from '../context.ts';
import { maySee } from '../update/who.ts';
import { type Subject, talks } from './thread.ts';

/** What somebody says something about. */
export interface SubjectInput {
  readonly actionId?: string | null | undefined;
  readonly progressUpdateId?: string | null | undefined;
  readonly field?: ReportedField | null | undefined;
}

/** What an input is about; refuses whoever takes no part in the talk about it. */
export async function needSubject(input: SubjectInput, context: Context): Promise<Subject> {
  const { actionId, progressUpdateId, field = null } = input;
  if ((actionId == null) === (progressUpdateId == null))
    throw new ChangeRefused('BAD_USER_INPUT', 'Give either actionId or progressUpdateId.');
  if (actionId != null && field !== null)
    throw new ChangeRefused(
      'BAD_USER_INPUT',
      'Only a progress update has such a field: give progressUpdateId.',
      {
        path: 'field',
      },
    );
  const subject =
    progressUpdateId == null
      ? await ofAction(actionId ?? '', context)
      : { ...(await ofUpdate(progressUpdateId, context)), field };
  if (talks(context.viewer, subject)) return subject;
  const message =
    'Only who speaks for the organisation that reports or owns the action, and who steers its domain, talk about it here.';
  throw new ChangeRefused('NOT_ALLOWED', message);
}

async function ofAction(given: string, { actions, owners, today }: Context): Promise<Subject> {
  const { id, programmeId, domainId } = await needRow(given, 'actionId', 'action', actions.byIds);
  const organisationId = (await owners.owners(today, [id])).get(id)?.organisationId ?? null;
  return { programmeId, actionId: id, domainId, updateId: null, field: null, organisationId };
}

async function ofUpdate(given: string, { viewer, updates }: Context): Promise<Subject> {
  const update = await needRow(given, 'progressUpdateId', 'progress update', updates.byIds);
  if (!maySee(viewer, update)) throw notThere('progressUpdateId', 'progress update');
  const { id, programmeId, actionId, domainId, organisationId } = update;
  return { programmeId, actionId, domainId, updateId: id, field: null, organisationId };
}
