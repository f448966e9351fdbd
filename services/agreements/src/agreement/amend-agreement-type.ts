import { CHANGE_INPUT, ChangeRefused, needText } from '@kapstok/kit';
import { Language, mutation } from '../builder.ts';
import { shown } from '../change/amount.ts';
import { checkTerm, needProgramme, pastDay, urlOf } from '../change/needs-type.ts';
import { updateRow } from '../change/rows.ts';
import { lockAgreement } from '../change/steering-type.ts';
import { actionsOfAgreement } from '../ledger/divide.ts';
import type { Agreement } from './agreement.ts';
import { AGREEMENT_INPUT, contractOf, SHOWS_AGREEMENT, titled } from './agreement-input-type.ts';
import { type FieldChange, noteAmendment } from './amend.ts';
import { onlyOpen } from './lifecycle.ts';

mutation({
  name: 'amendAgreement',
  description:
    'Changes what was agreed in a signed agreement, and keeps what it was as an amendment. For the director of the programme, or the coordinator of every domain that it is for.',
  asks: 'What is agreed now, since which day and why; what is left out stays, what is null is cleared.',
  input: (t) => ({
    agreementId: t.id({ required: true, description: AGREEMENT_INPUT.agreementId }),
    amendedOn: t.field({
      type: 'Date',
      description: 'The day of the amendment, UTC, not to come; left out: today.',
    }),
    reason: t.string({ required: true, description: CHANGE_INPUT.reason }),
    title: t.string({ description: AGREEMENT_INPUT.title }),
    language: t.field({ type: Language, description: AGREEMENT_INPUT.language }),
    startsOn: t.field({ type: 'Date', description: 'First day of its term.' }),
    endsOn: t.field({ type: 'Date', description: 'Last day of its term.' }),
    documentUrl: t.string({ description: 'Web address of its text.' }),
    contractValue: t.field({ type: 'Decimal', description: AGREEMENT_INPUT.contractValue }),
    contractCurrency: t.string({ description: AGREEMENT_INPUT.contractCurrency }),
    expectedVersion: t.int({ description: AGREEMENT_INPUT.expectedVersion }),
  }),
  objectType: 'Agreement',
  shows: SHOWS_AGREEMENT,
  async change(input, context, db) {
    const before = await lockAgreement(input.agreementId, input.expectedVersion, context, db);
    const { id, programmeId } = before;
    onlySigned(before);
    const reason = needText(input.reason, 'reason', 1000);
    const amendedOn = pastDay(input.amendedOn, 'amendedOn', context);
    const starts = input.startsOn === undefined ? before.startsOn : input.startsOn;
    const ends = input.endsOn === undefined ? before.endsOn : input.endsOn;
    checkTerm(starts, ends, 'endsOn');
    const { language } = await needProgramme(db, programmeId);
    await updateRow(db, 'agreement', id, {
      title: input.title == null ? undefined : titled(input.title, input.language ?? language, before.title),
      starts_on: input.startsOn,
      ends_on: input.endsOn,
      document_url: urlOf(input.documentUrl, 'documentUrl'),
      ...contractOf(input),
    });
    const after = (await context.agreements.byIds([id])).get(id) ?? before;
    const changes = differences(before, after);
    if (changes.length === 0)
      throw new ChangeRefused('BAD_USER_INPUT', 'Nothing differs from what was agreed: say what changes.', {
        objectId: id,
      });
    await noteAmendment(db, before, { amendedOn, reason }, changes);
    return {
      objectId: id,
      audit: {
        what: 'AGREEMENT_AMENDED',
        programmeId,
        before: Object.fromEntries(changes.map((one) => [one.field, one.before])),
        after: { amendedOn, ...Object.fromEntries(changes.map((one) => [one.field, one.after])) },
        reason,
      },
      tells: { programmeId, actionIds: await actionsOfAgreement(db, id) },
    };
  },
});

function onlySigned(agreement: Agreement): void {
  onlyOpen(agreement);
  if (agreement.status !== 'DRAFT') return;
  const message = 'The agreement is a draft: updateAgreement changes it, without amendments.';
  throw new ChangeRefused('CONFLICT', message, { objectId: agreement.id });
}

const contractText = ({ contractValueCents, contractCurrency }: Agreement) =>
  contractValueCents === null ? null : `${shown(contractValueCents)} ${contractCurrency}`;
const titleOf = ({ title }: Agreement) => JSON.stringify(title, Object.keys(title).sort());

function differences(before: Agreement, after: Agreement): FieldChange[] {
  const all: FieldChange[] = [
    { field: 'TITLE', before: titleOf(before), after: titleOf(after) },
    { field: 'STARTS_ON', before: before.startsOn, after: after.startsOn },
    { field: 'ENDS_ON', before: before.endsOn, after: after.endsOn },
    { field: 'CONTRACT_VALUE', before: contractText(before), after: contractText(after) },
    { field: 'DOCUMENT', before: before.documentUrl, after: after.documentUrl },
  ];
  return all.filter((one) => one.before !== one.after);
}
