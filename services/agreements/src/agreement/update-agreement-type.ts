import { ChangeRefused, textOf } from '@kapstok/kit';
import { Language, mutation } from '../builder.ts';
import { checkTerm, needProgramme, urlOf } from '../change/needs-type.ts';
import { updateRow } from '../change/rows.ts';
import { lockAgreement } from '../change/steering-type.ts';
import type { Agreement } from './agreement.ts';
import {
  AGREEMENT_INPUT,
  contractOf,
  parentOf,
  SHOWS_AGREEMENT,
  shownAgreement,
  titled,
} from './agreement-input-type.ts';
import { AgreementKindEnum, CityRoleEnum } from './agreement-words.ts';

/** What was agreed; once it is signed only an amendment changes it. */
const AGREED = ['title', 'kind', 'startsOn', 'endsOn', 'documentUrl', 'contractValue'] as const;

mutation({
  name: 'updateAgreement',
  description:
    'Changes an agreement in draft; of a signed one only its parent, the role of the city and the remark: the rest by amendAgreement. For the director of the programme, or the coordinator of every domain that it is for.',
  asks: 'What is to change; what is left out stays, what is null is cleared.',
  input: (t) => ({
    agreementId: t.id({ required: true, description: AGREEMENT_INPUT.agreementId }),
    title: t.string({ description: AGREEMENT_INPUT.title }),
    language: t.field({ type: Language, description: AGREEMENT_INPUT.language }),
    kind: t.field({ type: AgreementKindEnum, description: 'What kind of agreement it is.' }),
    startsOn: t.field({ type: 'Date', description: 'First day of its term.' }),
    endsOn: t.field({ type: 'Date', description: 'Last day of its term.' }),
    parentId: t.id({ description: 'The agreement of which it is a part.' }),
    documentUrl: t.string({ description: 'Web address of its text.' }),
    contractValue: t.field({ type: 'Decimal', description: AGREEMENT_INPUT.contractValue }),
    contractCurrency: t.string({ description: AGREEMENT_INPUT.contractCurrency }),
    cityRole: t.field({ type: CityRoleEnum, description: 'What the city does in it.' }),
    note: t.string({ description: 'A remark for those who steer, at most 2000 characters.' }),
    expectedVersion: t.int({ description: AGREEMENT_INPUT.expectedVersion }),
  }),
  objectType: 'Agreement',
  shows: SHOWS_AGREEMENT,
  async change(input, context, db) {
    const before = await lockAgreement(input.agreementId, input.expectedVersion, context, db);
    const { id, programmeId } = before;
    checkIsDraft(
      before,
      AGREED.find((field) => input[field] !== undefined),
    );
    const starts = input.startsOn === undefined ? before.startsOn : input.startsOn;
    const ends = input.endsOn === undefined ? before.endsOn : input.endsOn;
    checkTerm(starts, ends, 'endsOn');
    const { language } = await needProgramme(db, programmeId);
    await updateRow(db, 'agreement', id, {
      title: input.title == null ? undefined : titled(input.title, input.language ?? language, before.title),
      kind: input.kind ?? undefined,
      starts_on: input.startsOn,
      ends_on: input.endsOn,
      parent_id:
        input.parentId == null ? input.parentId : await parentOf(input.parentId, before, context, db),
      document_url: urlOf(input.documentUrl, 'documentUrl'),
      city_role: input.cityRole,
      note: input.note === undefined ? undefined : textOf(input.note, 'note', 2000),
      ...contractOf(input),
    });
    const after = (await context.agreements.byIds([id])).get(id);
    return {
      objectId: id,
      audit: {
        what: 'AGREEMENT_UPDATED',
        programmeId,
        before: shownAgreement(before),
        after: after === undefined ? null : shownAgreement(after),
      },
    };
  },
});

function checkIsDraft({ id, status }: Agreement, field: string | undefined): void {
  if (status === 'DRAFT' || field === undefined) return;
  const message = `The agreement is ${status}: amendAgreement changes its ${field} and keeps what it was.`;
  throw new ChangeRefused('CONFLICT', message, { path: field, objectId: id });
}
