import { freeCode, textOf } from '@kapstok/kit';
import { Language, mutation } from '../builder.ts';
import { checkTerm, needProgramme, urlOf } from '../change/needs-type.ts';
import { insertRow, replaceDetails } from '../change/rows.ts';
import { onlySteeringPlace } from '../change/steering-type.ts';
import { takeLedger } from '../ledger/divide.ts';
import {
  AGREEMENT_INPUT,
  contractOf,
  freeNumber,
  parentOf,
  SHOWS_AGREEMENT,
  titled,
} from './agreement-input-type.ts';
import { AgreementKindEnum, CityRoleEnum } from './agreement-words.ts';
import { AllocationInput, allocationRow, readAllocations } from './allocation-input-type.ts';

mutation({
  name: 'createAgreement',
  description:
    'Makes an agreement in draft. For the director of the programme, and for the coordinator of every domain of the actions that it is allocated to.',
  asks: 'What is to be agreed, and for which actions.',
  input: (t) => ({
    programmeId: t.id({ required: true, description: 'The programme that it belongs to.' }),
    number: t.string({
      description: 'Its number, unique within the programme; left out: the next free one, such as `AG-12`.',
    }),
    title: t.string({ required: true, description: AGREEMENT_INPUT.title }),
    language: t.field({ type: Language, description: AGREEMENT_INPUT.language }),
    kind: t.field({ type: AgreementKindEnum, required: true, description: 'What kind of agreement it is.' }),
    startsOn: t.field({ type: 'Date', description: 'First day of its term, when known.' }),
    endsOn: t.field({ type: 'Date', description: 'Last day of its term, when one is set.' }),
    parentId: t.id({ description: 'The agreement of which it is a part, when it is one.' }),
    documentUrl: t.string({ description: 'Web address of its text, when it has one.' }),
    contractValue: t.field({ type: 'Decimal', description: AGREEMENT_INPUT.contractValue }),
    contractCurrency: t.string({ description: AGREEMENT_INPUT.contractCurrency }),
    cityRole: t.field({ type: CityRoleEnum, description: 'What the city does in it, when known.' }),
    allocations: t.field({
      type: [AllocationInput],
      description: 'Which shares are for which actions, together 100 %; left out: for none yet.',
    }),
    note: t.string({ description: 'A remark for those who steer, at most 2000 characters.' }),
  }),
  objectType: 'Agreement',
  shows: SHOWS_AGREEMENT,
  async change(input, context, db) {
    const programme = await needProgramme(db, input.programmeId);
    const allocations = await readAllocations(db, programme.id, input.allocations ?? []);
    const actionIds = allocations.map(({ action }) => action.id);
    await onlySteeringPlace(context, db, programme.id, { actionIds });
    await takeLedger(db);
    checkTerm(input.startsOn, input.endsOn, 'endsOn');
    const code =
      (await freeNumber(db, programme.id, input.number)) ??
      (await freeCode(db, 'agreement', programme.id, 'AG-'));
    const place = { id: null, programmeId: programme.id };
    const id = await insertRow(db, 'agreement', {
      programme_id: programme.id,
      code,
      title: titled(input.title, input.language ?? programme.language),
      kind: input.kind,
      status: 'DRAFT',
      starts_on: input.startsOn ?? null,
      ends_on: input.endsOn ?? null,
      parent_id: input.parentId == null ? null : await parentOf(input.parentId, place, context, db),
      document_url: urlOf(input.documentUrl, 'documentUrl') ?? null,
      city_role: input.cityRole ?? null,
      is_synthetic: false,
      note: textOf(input.note, 'note', 2000),
      ...contractOf(input),
    });
    if (allocations.length > 0)
      await replaceDetails(
        db,
        'allocation',
        { id, programmeId: programme.id },
        allocations.map(allocationRow),
      );
    return {
      objectId: id,
      audit: {
        what: 'AGREEMENT_CREATED',
        programmeId: programme.id,
        before: null,
        after: { code, kind: input.kind, status: 'DRAFT', actionIds },
      },
      tells: { programmeId: programme.id, actionIds },
    };
  },
});
