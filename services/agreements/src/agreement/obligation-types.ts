import {
  CHANGE_INPUT,
  ChangeRefused,
  freeCode,
  idOf,
  lockRow,
  needRow,
  needText,
  notThere,
  textOf,
} from '@kapstok/kit';
import { holdsRole } from '@kapstok/schema';
import { Language, mutation } from '../builder.ts';
import { needProgramme } from '../change/needs-type.ts';
import { insertRow, updateRow } from '../change/rows.ts';
import { lockAgreement, onlySteeringPlace } from '../change/steering-type.ts';
import type { Context } from '../context.ts';
import { takeLedger } from '../ledger/divide.ts';
import type { Agreement, Obligation } from './agreement.ts';
import { AGREEMENT_INPUT, titled } from './agreement-input-type.ts';
import { ObligationKindEnum } from './agreement-words.ts';
import { ObligationRef } from './detail-types.ts';
import { onlyOpen } from './lifecycle.ts';

const SHOWS = {
  field: 'obligation',
  type: ObligationRef,
  description: 'The obligation as it stands now. Null when it is not for you.',
  async load(id: string, { loaders, details, agreements }: Context) {
    const obligation = await loaders.load('obligation', null, id, details.obligationsByIds);
    // What belongs to an agreement is told with the agreement.
    const agreement =
      obligation && (await loaders.load('agreement', null, obligation.agreementId, agreements.byIds));
    return agreement === null ? null : obligation;
  },
} as const;

const shownObligation = ({ code, kind, dueValue, realisedValue, unit, dueShareBasisPoints }: Obligation) => ({
  code,
  kind,
  dueValue,
  dueShareBasisPoints,
  realisedValue,
  unit,
});

mutation({
  name: 'setObligation',
  description:
    'Adds an obligation to an agreement, or changes one: a number of something, or a share of the value of the contract. For the director of the programme, or the coordinator of every domain that it is for.',
  asks: 'What is promised, in numbers.',
  input: (t) => ({
    agreementId: t.id({ required: true, description: AGREEMENT_INPUT.agreementId }),
    obligationId: t.id({ description: 'The obligation to change; left out: another one is added.' }),
    kind: t.field({ type: ObligationKindEnum, required: true, description: 'What is promised.' }),
    title: t.string({ required: true, description: AGREEMENT_INPUT.title }),
    language: t.field({ type: Language, description: AGREEMENT_INPUT.language }),
    unit: t.string({
      required: true,
      description: 'What is counted, such as places; of a share of the contract: its currency.',
    }),
    due: t.field({
      type: 'Decimal',
      description: 'How much is promised, 0 or more. Left out with `dueSharePercent` too: it is not known.',
    }),
    dueSharePercent: t.field({
      type: 'Decimal',
      description: 'Instead of `due`: a share of the value of the contract in percent, such as 5.',
    }),
    expectedVersion: t.int({ description: CHANGE_INPUT.expectedVersion }),
  }),
  objectType: 'Obligation',
  shows: SHOWS,
  async change(input, context, db) {
    const agreement = await lockAgreement(input.agreementId, null, context, db);
    onlyOpen(agreement);
    const { programmeId } = agreement;
    const before = await existing(agreement, input, context);
    if (before !== null)
      await lockRow(
        db,
        'obligation',
        { id: before.id, byIds: context.details.obligationsByIds },
        input.expectedVersion,
      );
    const { language } = await needProgramme(db, programmeId);
    const values = {
      kind: input.kind,
      title: titled(input.title, input.language ?? language, before?.title ?? null),
      unit: needText(input.unit, 'unit', 60),
      ...dueOf(input),
    };
    const code = before?.code ?? (await freeCode(db, 'obligation', programmeId, `${agreement.code}-o`));
    const id =
      before?.id ??
      (await insertRow(db, 'obligation', {
        programme_id: programmeId,
        agreement_id: agreement.id,
        code,
        realised_value: null,
        realised_value_reason: 'NOT_MEASURED',
        ...values,
      }));
    if (before !== null) await updateRow(db, 'obligation', id, values);
    return {
      objectId: id,
      audit: {
        what: 'OBLIGATION_SET',
        programmeId,
        before: before && shownObligation(before),
        after: { code, ...values },
      },
    };
  },
});

async function existing(
  { id }: Agreement,
  { obligationId }: { obligationId?: string | null | undefined },
  { details }: Context,
): Promise<Obligation | null> {
  if (obligationId == null) return null;
  const wanted = idOf(obligationId, 'obligationId', 'obligation');
  const own = (await details.obligations([id])).get(id) ?? [];
  const found = own.find((one) => one.id === wanted);
  if (found === undefined) throw notThere('obligationId', 'obligation of this agreement');
  return found;
}

function dueOf({
  due,
  dueSharePercent: share,
}: {
  due?: string | null | undefined;
  dueSharePercent?: string | null | undefined;
}) {
  const bad = (path: string, message: string) => new ChangeRefused('BAD_USER_INPUT', message, { path });
  if (due != null && share != null) throw bad('due', 'Give `due` or `dueSharePercent`, not both.');
  if (due?.startsWith('-')) throw bad('due', 'What is promised is 0 or more.');
  const points = share == null ? null : Math.round(Number(share) * 100);
  if (points !== null && (!/^\d{1,3}(\.\d{1,2})?$/.test(share ?? '') || points < 1 || points > 10_000))
    throw bad('dueSharePercent', 'A share is more than 0 and at most 100 percent, at most two decimals.');
  return {
    due_value: due ?? null,
    due_value_reason: due != null ? null : points === null ? 'NOT_PUBLISHED' : 'NOT_APPLICABLE',
    due_share_basis_points: points,
  };
}

mutation({
  name: 'recordRealised',
  description:
    'Records how much of an obligation was realised so far. For a partner of an own agreement, the director of the programme, or the coordinator of every domain that the agreement is for.',
  asks: 'How much was realised, altogether.',
  input: (t) => ({
    obligationId: t.id({ required: true, description: 'The obligation that it is about.' }),
    realised: t.field({
      type: 'Decimal',
      required: true,
      description: 'How much so far, from the beginning, in the unit of the obligation; 0 or more.',
    }),
    reason: t.string({ description: CHANGE_INPUT.reason }),
    expectedVersion: t.int({ description: CHANGE_INPUT.expectedVersion }),
  }),
  objectType: 'Obligation',
  shows: SHOWS,
  async change(input, context, db) {
    const { details, agreements } = context;
    const found = await needRow(input.obligationId, 'obligationId', 'obligation', details.obligationsByIds);
    // Whoever may not read the agreement does not hear of the obligation.
    const agreement = await needRow(found.agreementId, 'obligationId', 'obligation', agreements.byIds);
    await onlyPartnerOr(agreement, context, () =>
      onlySteeringPlace(context, db, agreement.programmeId, { agreementId: agreement.id }),
    );
    if (input.realised.startsWith('-'))
      throw new ChangeRefused('BAD_USER_INPUT', 'What was realised is 0 or more.', { path: 'realised' });
    if (agreement.status === 'DRAFT')
      throw new ChangeRefused('CONFLICT', 'The agreement is a draft: nothing can be realised of it yet.');
    await takeLedger(db);
    const before = await lockRow(
      db,
      'obligation',
      { id: found.id, byIds: details.obligationsByIds },
      input.expectedVersion,
    );
    await updateRow(db, 'obligation', found.id, {
      realised_value: input.realised,
      realised_value_reason: null,
    });
    return {
      objectId: found.id,
      audit: {
        what: 'REALISED_RECORDED',
        programmeId: agreement.programmeId,
        before: { realised: before.realisedValue },
        after: { realised: input.realised },
        reason: textOf(input.reason, 'reason', 1000),
      },
    };
  },
});

/** A partner whose organisation is party to the agreement; whoever else asks must pass the other test. */
async function onlyPartnerOr(
  { id, programmeId }: Agreement,
  { viewer, own }: Context,
  other: () => Promise<void>,
): Promise<void> {
  const mayBe = holdsRole(viewer, ['PARTNER', 'ASSOCIATION'], programmeId);
  if (mayBe && (await own()).has(id)) return;
  await other();
}
