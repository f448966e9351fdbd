import { CHANGE_INPUT, ChangeRefused, needText, textOf } from '@kapstok/kit';
import { builder, Language, mutation } from '../builder.ts';
import { needProgramme } from '../change/needs-type.ts';
import { replaceDetails } from '../change/rows.ts';
import { lockAgreement } from '../change/steering-type.ts';
import { AGREEMENT_INPUT, SHOWS_AGREEMENT, titled } from './agreement-input-type.ts';
import { noteAmendment } from './amend.ts';
import { onlyOpen } from './lifecycle.ts';

const TaskInput = builder.inputType('ScopeTaskInput', {
  description: 'A task inside the scope of an agreement.',
  fields: (t) => ({
    code: t.string({ required: true, description: 'Code, unique within the programme, such as `AG-3-t1`.' }),
    title: t.string({ required: true, description: 'What is to be done, 1 to 300 characters.' }),
    isOptional: t.boolean({ description: 'Whether it is done only when asked for; left out: it is not.' }),
  }),
});

mutation({
  name: 'setScopeTasks',
  description:
    'Says which tasks belong to the work of an agreement, instead of those before. Titles in other languages of tasks that stay are kept. Once it is signed that is an amendment. For the director of the programme, or the coordinator of every domain that it is for.',
  asks: 'All tasks inside the scope.',
  input: (t) => ({
    agreementId: t.id({ required: true, description: AGREEMENT_INPUT.agreementId }),
    tasks: t.field({ type: [TaskInput], required: true, description: 'All tasks; none empties the scope.' }),
    language: t.field({ type: Language, description: AGREEMENT_INPUT.language }),
    reason: t.string({ description: CHANGE_INPUT.reason }),
    expectedVersion: t.int({ description: AGREEMENT_INPUT.expectedVersion }),
  }),
  objectType: 'Agreement',
  shows: SHOWS_AGREEMENT,
  async change(input, context, db) {
    const agreement = await lockAgreement(input.agreementId, input.expectedVersion, context, db);
    const { id, programmeId } = agreement;
    onlyOpen(agreement);
    const reason = textOf(input.reason, 'reason', 1000);
    const { language } = await needProgramme(db, programmeId);
    const before = (await context.details.tasks([id])).get(id) ?? [];
    const tasks = input.tasks.map(({ code: given, title, isOptional }) => {
      const code = codeOf(given);
      const earlier = before.find((task) => task.code === code)?.title ?? null;
      return {
        code,
        title: titled(title, input.language ?? language, earlier, 'tasks'),
        is_optional: isOptional ?? false,
      };
    });
    const { rows: taken } = await db.query<{ code: string }>(
      'select code from agreement_task where programme_id = $1 and agreement_id <> $2 and code = any ($3::text[])',
      [programmeId, id, tasks.map(({ code }) => code)],
    );
    const codes = tasks.map(({ code }) => code);
    const twice = taken[0]?.code ?? codes.find((code, i) => codes.indexOf(code) < i);
    if (twice !== undefined)
      throw new ChangeRefused('CONFLICT', `The code ${twice} is of another task of the programme.`, {
        path: 'tasks',
      });
    await replaceDetails(db, 'agreement_task', agreement, tasks);
    const told = {
      before: before.map(({ code }) => code).sort(),
      after: [...codes].sort(),
    };
    await noteAmendment(db, agreement, { amendedOn: context.today, reason }, [
      { field: 'TASKS', before: told.before.join(', '), after: told.after.join(', ') },
    ]);
    return {
      objectId: id,
      audit: {
        what: 'AGREEMENT_TASKS_SET',
        programmeId,
        before: { tasks: before },
        after: { tasks },
        reason,
      },
    };
  },
});

function codeOf(given: string): string {
  const code = needText(given, 'tasks', 60);
  if (/^[A-Za-z0-9][A-Za-z0-9._/-]*$/.test(code)) return code;
  throw new ChangeRefused('BAD_USER_INPUT', 'A code has letters, digits, dots, slashes and dashes.', {
    path: 'tasks',
  });
}
