import { CHANGE_INPUT, ChangeRefused, textOf } from '@kapstok/kit';
import { AGREEMENT_INPUT, SHOWS_AGREEMENT } from '../agreement/agreement-input-type.ts';
import { onlyOpen } from '../agreement/lifecycle.ts';
import { builder, mutation } from '../builder.ts';
import { maybeAction, needListed } from '../change/needs-type.ts';
import { replaceDetails } from '../change/rows.ts';
import { lockAgreement } from '../change/steering-type.ts';

const EmployedInput = builder.inputType('EmployedStaffInput', {
  description: 'How many one organisation employs for an agreement.',
  fields: (t) => ({
    employerId: t.id({ required: true, description: 'The employer; listed by the programme.' }),
    actionId: t.id({ description: 'The action they work for; left out: for the agreement as a whole.' }),
    fte: t.field({ type: 'Decimal', required: true, description: 'Full-time equivalents, 0 or more.' }),
    headCount: t.int({ description: 'How many persons that is, 0 or more; left out: not known.' }),
  }),
});

mutation({
  name: 'setStaffing',
  description:
    'Says who employs how many for an agreement, instead of what was said before. Parts that do not make the stated total are kept and shown as a difference. For the director of the programme, or the coordinator of every domain that it is for.',
  asks: 'All staff of the agreement, and the total where one was stated.',
  input: (t) => ({
    agreementId: t.id({ required: true, description: AGREEMENT_INPUT.agreementId }),
    staff: t.field({
      type: [EmployedInput],
      required: true,
      description: 'By employer; none: nobody any more.',
    }),
    statedTotal: t.field({
      type: 'Decimal',
      description: 'The total in full-time equivalents as the agreement states it; left out: it states none.',
    }),
    reason: t.string({ description: CHANGE_INPUT.reason }),
    expectedVersion: t.int({ description: AGREEMENT_INPUT.expectedVersion }),
  }),
  objectType: 'Agreement',
  shows: SHOWS_AGREEMENT,
  async change(input, context, db) {
    const agreement = await lockAgreement(input.agreementId, input.expectedVersion, context, db);
    const { id, programmeId } = agreement;
    onlyOpen(agreement);
    const rows: Record<string, unknown>[] = [];
    for (const { employerId, actionId, fte, headCount } of input.staff)
      rows.push({
        employer_id: (await needListed(context, employerId, 'staff', programmeId)).id,
        action_id: (await maybeAction(db, actionId, 'staff', programmeId)) ?? null,
        fte: notNegative(fte, 'staff'),
        head_count: headCount == null ? null : Number(notNegative(String(headCount), 'staff')),
      });
    const places = rows.map((row) => `${row['employer_id']} ${row['action_id']}`);
    if (new Set(places).size < places.length)
      throw new ChangeRefused('BAD_USER_INPUT', 'Name each employer once for each action.', {
        path: 'staff',
      });
    if (input.statedTotal != null)
      rows.push({ employer_id: null, fte: notNegative(input.statedTotal, 'statedTotal') });
    const before = (await context.staffing.byAgreements([id])).get(id) ?? null;
    await replaceDetails(
      db,
      'staffing',
      agreement,
      rows.map((row, i) => ({ code: `${agreement.code}-f${i + 1}`, ...row })),
    );
    const after = (await context.staffing.byAgreements([id])).get(id) ?? null;
    return {
      objectId: id,
      audit: {
        what: 'STAFFING_SET',
        programmeId,
        before: before && { ...before },
        after: after && { ...after },
        reason: textOf(input.reason, 'reason', 1000),
      },
    };
  },
});

function notNegative(given: string, path: string): string {
  if (!given.startsWith('-')) return given;
  throw new ChangeRefused('BAD_USER_INPUT', `${given} is below 0.`, { path });
}
