import {
  CHANGE_INPUT,
  ChangeRefused,
  freeCode,
  lockRow,
  needRow,
  needText,
  type Queryable,
  speaksFor,
  textOf,
} from '@kapstok/kit';
import { holdsRole } from '@kapstok/schema';
import { AGREEMENT_INPUT } from '../agreement/agreement-input-type.ts';
import { mutation } from '../builder.ts';
import { centsOf, currencyOf, sameCurrency, shown } from '../change/amount.ts';
import { checkTerm, maybeAction, urlOf } from '../change/needs-type.ts';
import { insertRow, updateRow } from '../change/rows.ts';
import { onlySteeringPlace } from '../change/steering-type.ts';
import type { Context } from '../context.ts';
import { actionsOfRows, divideRows, takeLedger } from '../ledger/divide.ts';
import { LINE_INPUT } from '../ledger/line-input-type.ts';
import { ExpenseClaimRef } from '../refs.ts';
import type { ExpenseClaim } from './claim.ts';

const SHOWS = {
  field: 'claim',
  type: ExpenseClaimRef,
  description: 'The claim as it stands now. Null when it is not for you.',
  load: (id: string, { loaders, claims }: Context) => loaders.load('expense claim', null, id, claims.byIds),
} as const;

mutation({
  name: 'submitClaim',
  description:
    'Claims what an organisation spent under an agreement to which it is party. For whoever speaks for the organisation.',
  asks: 'How much was spent, when, on what, and where the evidence is.',
  input: (t) => ({
    agreementId: t.id({ required: true, description: AGREEMENT_INPUT.agreementId }),
    organisationId: t.id({ required: true, description: 'The organisation that spent it: your own.' }),
    actionId: t.id({ description: 'The action it was for; left out: as the agreement is allocated.' }),
    amount: t.field({
      type: 'Decimal',
      required: true,
      description: 'How much, in units of the currency, more than 0, at most two decimals.',
    }),
    currency: t.string({
      required: true,
      description: 'Currency, ISO 4217; that of the contract if it has one.',
    }),
    periodStart: t.field({ type: 'Date', required: true, description: 'First day of the period.' }),
    periodEnd: t.field({ type: 'Date', required: true, description: 'Last day of the period, not to come.' }),
    purpose: t.string({ required: true, description: 'What it was spent on, at most 500 characters.' }),
    evidenceUrl: t.string({ required: true, description: 'Web address of invoice, pay slip or the like.' }),
  }),
  objectType: 'ExpenseClaim',
  shows: SHOWS,
  async change(input, context, db) {
    const agreement = await needRow(input.agreementId, 'agreementId', 'agreement', context.agreements.byIds);
    const { id: agreementId, programmeId } = agreement;
    const organisationId = input.organisationId.toLowerCase();
    await onlyOwn({ agreementId, organisationId, programmeId }, context);
    if (agreement.status === 'DRAFT')
      throw new ChangeRefused('CONFLICT', 'The agreement is a draft: nothing can be claimed under it yet.');
    await takeLedger(db);
    checkTerm(input.periodStart, input.periodEnd, 'periodEnd');
    if (input.periodEnd > context.today)
      throw new ChangeRefused('BAD_USER_INPUT', `The period ends on ${context.today} at the latest.`, {
        path: 'periodEnd',
      });
    const currency = currencyOf(input.currency);
    if (agreement.contractCurrency !== null)
      sameCurrency(currency, agreement.contractCurrency, 'The contract');
    const cents = centsOf(input.amount, 'amount', { from: 'CENT' });
    const values = {
      programme_id: programmeId,
      code: await freeCode(db, 'expense_claim', programmeId, `${agreement.code}-c`),
      agreement_id: agreementId,
      organisation_id: organisationId,
      action_id: await maybeAllocated(db, input.actionId, agreementId, programmeId),
      amount_cents: cents,
      currency,
      period_start: input.periodStart,
      period_end: input.periodEnd,
      purpose: needText(input.purpose, 'purpose', 500),
      evidence_url: urlOf(needText(input.evidenceUrl, 'evidenceUrl', 2000), 'evidenceUrl'),
      status: 'SUBMITTED',
      submitted_on: context.today,
    };
    return {
      objectId: await insertRow(db, 'expense_claim', values),
      audit: {
        what: 'CLAIM_SUBMITTED',
        programmeId,
        before: null,
        after: { ...values, amount_cents: shown(cents) },
      },
    };
  },
});

/** A partner, for the organisation of its role, under an agreement to which that organisation is party. */
async function onlyOwn(
  claim: { readonly agreementId: string; readonly organisationId: string; readonly programmeId: string },
  { viewer, details }: Context,
): Promise<void> {
  const parties = (await details.parties([claim.agreementId])).get(claim.agreementId) ?? [];
  const isParty = parties.some(({ organisationId }) => organisationId === claim.organisationId);
  const mayClaim = holdsRole(viewer, ['PARTNER', 'ASSOCIATION'], claim.programmeId);
  if (isParty && mayClaim && speaksFor(viewer, claim.organisationId, claim.programmeId)) return;
  const message = 'Only whoever speaks for an organisation that is party to the agreement claims for it.';
  throw new ChangeRefused('NOT_ALLOWED', message);
}

/** An action of the claim is one of those that the agreement is for. */
async function maybeAllocated(
  db: Queryable,
  given: string | null | undefined,
  agreementId: string,
  programmeId: string,
): Promise<string | null> {
  const id = (await maybeAction(db, given, 'actionId', programmeId)) ?? null;
  if (id === null) return null;
  const { rows } = await db.query('select from agreement_place where agreement_id = $1 and action_id = $2', [
    agreementId,
    id,
  ]);
  if (rows.length > 0) return id;
  throw new ChangeRefused('BAD_USER_INPUT', 'The agreement is not for this action.', { path: 'actionId' });
}

/** A claim that the viewer decides, locked until the change ends. */
async function lockClaim(
  given: string,
  expectedVersion: number | null | undefined,
  context: Context,
  db: Queryable,
): Promise<ExpenseClaim> {
  const { byIds } = context.claims;
  const { id, programmeId, agreementId, actionId } = await needRow(given, 'claimId', 'claim', byIds);
  await onlySteeringPlace(context, db, programmeId, {
    agreementId,
    actionIds: actionId === null ? [] : [actionId],
  });
  await takeLedger(db);
  const claim = await lockRow(db, 'expense_claim', { id, byIds }, expectedVersion);
  if (claim.status === 'SUBMITTED') return claim;
  throw new ChangeRefused('CONFLICT', `The claim is ${claim.status} already, since ${claim.decidedOn}.`, {
    objectId: id,
  });
}

const decided = (claim: ExpenseClaim, status: string, reason: string | null) => ({
  what: `CLAIM_${status}`,
  programmeId: claim.programmeId,
  before: { status: claim.status },
  after: { status, amount: shown(claim.amountCents), currency: claim.currency },
  reason,
});

mutation({
  name: 'approveClaim',
  description: `Accepts a claim: it counts as spent, on the last day of its period, and a payment to the partner falls due. ${LINE_INPUT.who}`,
  asks: 'Which claim is accepted, and when it is to be paid.',
  input: (t) => ({
    claimId: t.id({ required: true, description: 'The claim that it is about.' }),
    dueOn: t.field({ type: 'Date', description: 'When it is to be paid; left out: 30 days from today.' }),
    reason: t.string({ description: CHANGE_INPUT.reason }),
    expectedVersion: t.int({ description: CHANGE_INPUT.expectedVersion }),
  }),
  objectType: 'ExpenseClaim',
  shows: SHOWS,
  async change(input, context, db) {
    const claim = await lockClaim(input.claimId, input.expectedVersion, context, db);
    const { id, programmeId } = claim;
    const reason = textOf(input.reason, 'reason', 1000);
    const money = {
      programme_id: programmeId,
      agreement_id: claim.agreementId,
      amount_cents: claim.amountCents,
      currency: claim.currency,
      is_synthetic: false,
    };
    const spending = await insertRow(db, 'transaction', {
      ...money,
      code: await freeCode(db, 'transaction', programmeId, 'TR-'),
      action_id: claim.actionId,
      type: 'SPENDING',
      transacted_on: claim.periodEnd,
      transacted_on_precision: 'DAY',
      provider_id: claim.organisationId,
    });
    await insertRow(db, 'scheduled_payment', {
      ...money,
      code: await freeCode(db, 'scheduled_payment', programmeId, 'SP-'),
      due_on: input.dueOn ?? daysAfter(context.today, 30),
      receiver_id: claim.organisationId,
    });
    await updateRow(db, 'expense_claim', id, {
      status: 'APPROVED',
      decided_on: context.today,
      decision_reason: reason,
      transaction_id: spending,
    });
    await divideRows(db, programmeId, [spending]);
    return {
      objectId: id,
      audit: decided(claim, 'APPROVED', reason),
      tells: { programmeId, actionIds: await actionsOfRows(db, [spending]) },
    };
  },
});

mutation({
  name: 'rejectClaim',
  description: `Refuses a claim, with a reason that the partner reads. ${LINE_INPUT.who}`,
  asks: 'Which claim is refused, and why.',
  input: (t) => ({
    claimId: t.id({ required: true, description: 'The claim that it is about.' }),
    reason: t.string({ required: true, description: 'Why, in words that the partner reads.' }),
    expectedVersion: t.int({ description: CHANGE_INPUT.expectedVersion }),
  }),
  objectType: 'ExpenseClaim',
  shows: SHOWS,
  async change(input, context, db) {
    const claim = await lockClaim(input.claimId, input.expectedVersion, context, db);
    const reason = needText(input.reason, 'reason', 1000);
    await updateRow(db, 'expense_claim', claim.id, {
      status: 'REJECTED',
      decided_on: context.today,
      decision_reason: reason,
    });
    return { objectId: claim.id, audit: decided(claim, 'REJECTED', reason) };
  },
});

const daysAfter = (day: string, days: number): string =>
  new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);
