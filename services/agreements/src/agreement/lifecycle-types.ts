import { CHANGE_INPUT, ChangeRefused, needText, type Queryable, textOf } from '@kapstok/kit';
import type { AgreementStatus } from '@kapstok/schema';
import { mutation } from '../builder.ts';
import { checkTerm, pastDay } from '../change/needs-type.ts';
import { updateRow } from '../change/rows.ts';
import { lockAgreement } from '../change/steering-type.ts';
import type { Context } from '../context.ts';
import { actionsOfAgreement } from '../ledger/divide.ts';
import type { Agreement } from './agreement.ts';
import { AGREEMENT_INPUT, SHOWS_AGREEMENT } from './agreement-input-type.ts';
import { noteAmendment } from './amend.ts';
import { checkTransition } from './lifecycle.ts';

const FOR = 'For the director of the programme, or the coordinator of every domain that it is for.';

interface Step {
  readonly to: AgreementStatus;
  /** Columns that change with the status. */
  readonly columns?: Readonly<Record<string, unknown>>;
  readonly reason: string | null;
}

/** Moves a locked agreement on. */
async function moveOn(db: Queryable, agreement: Agreement, { to, columns = {}, reason }: Step) {
  const { id, programmeId, status } = agreement;
  checkTransition(agreement, to);
  await updateRow(db, 'agreement', id, { status: to, ...columns });
  return {
    objectId: id,
    audit: {
      what: 'AGREEMENT_STATUS_CHANGED',
      programmeId,
      before: { status },
      after: { status: to, ...columns },
      reason,
    },
    tells: { programmeId, actionIds: await actionsOfAgreement(db, id) },
  };
}

async function checkHasParties({ id }: Agreement, { details }: Context): Promise<void> {
  const parties = (await details.parties([id])).get(id) ?? [];
  if (new Set(parties.map(({ organisationId }) => organisationId)).size >= 2) return;
  const message = 'An agreement is between two organisations or more: name them with setParties first.';
  throw new ChangeRefused('CONFLICT', message, { objectId: id });
}

mutation({
  name: 'signAgreement',
  description: `Records that a draft was signed. It is in force at once when its term has begun, or has no first day. ${FOR}`,
  asks: 'Which agreement was signed, and when.',
  input: (t) => ({
    agreementId: t.id({ required: true, description: AGREEMENT_INPUT.agreementId }),
    signedOn: t.field({ type: 'Date', description: 'The day, UTC, not to come; left out: today.' }),
    expectedVersion: t.int({ description: AGREEMENT_INPUT.expectedVersion }),
  }),
  objectType: 'Agreement',
  shows: SHOWS_AGREEMENT,
  async change(input, context, db) {
    const agreement = await lockAgreement(input.agreementId, input.expectedVersion, context, db);
    const begins = agreement.startsOn ?? context.today;
    const to = begins <= context.today ? 'IN_FORCE' : 'SIGNED';
    checkTransition(agreement, to);
    await checkHasParties(agreement, context);
    const columns = { signed_on: pastDay(input.signedOn, 'signedOn', context) };
    return moveOn(db, agreement, { to, columns, reason: null });
  },
});

mutation({
  name: 'startAgreement',
  description: `Records that the term of a signed agreement has begun. ${FOR}`,
  asks: 'Which agreement is in force now.',
  input: (t) => ({
    agreementId: t.id({ required: true, description: AGREEMENT_INPUT.agreementId }),
    expectedVersion: t.int({ description: AGREEMENT_INPUT.expectedVersion }),
  }),
  objectType: 'Agreement',
  shows: SHOWS_AGREEMENT,
  async change(input, context, db) {
    const agreement = await lockAgreement(input.agreementId, input.expectedVersion, context, db);
    if (agreement.status === 'DRAFT')
      throw new ChangeRefused('CONFLICT', 'A draft is signed first, with signAgreement.', {
        objectId: agreement.id,
      });
    if (agreement.startsOn !== null && agreement.startsOn > context.today)
      throw new ChangeRefused('CONFLICT', `Its term begins on ${agreement.startsOn}, which is to come.`, {
        objectId: agreement.id,
      });
    return moveOn(db, agreement, { to: 'IN_FORCE', reason: null });
  },
});

mutation({
  name: 'endAgreement',
  description: `Records that the term of an agreement is over as agreed. ${FOR}`,
  asks: 'Which agreement ended, and when.',
  input: (t) => ({
    agreementId: t.id({ required: true, description: AGREEMENT_INPUT.agreementId }),
    endedOn: t.field({
      type: 'Date',
      description: 'Its last day, not to come; left out: the last day that was agreed, else today.',
    }),
    reason: t.string({ description: CHANGE_INPUT.reason }),
    expectedVersion: t.int({ description: AGREEMENT_INPUT.expectedVersion }),
  }),
  objectType: 'Agreement',
  shows: SHOWS_AGREEMENT,
  async change(input, context, db) {
    const agreement = await lockAgreement(input.agreementId, input.expectedVersion, context, db);
    const agreed = agreement.endsOn !== null && agreement.endsOn <= context.today ? agreement.endsOn : null;
    const endedOn = pastDay(input.endedOn ?? agreed, 'endedOn', context);
    return finish(db, agreement, {
      to: 'ENDED',
      columns: { ends_on: endedOn },
      reason: textOf(input.reason, 'reason', 1000),
    });
  },
});

mutation({
  name: 'breakOffAgreement',
  description: `Records that an agreement was broken off before the end of its term: it covers its actions no longer. ${FOR}`,
  asks: 'Which agreement was broken off, when and why.',
  input: (t) => ({
    agreementId: t.id({ required: true, description: AGREEMENT_INPUT.agreementId }),
    endedOn: t.field({ type: 'Date', description: 'Its last day, not to come; left out: today.' }),
    reason: t.string({ required: true, description: CHANGE_INPUT.reason }),
    expectedVersion: t.int({ description: AGREEMENT_INPUT.expectedVersion }),
  }),
  objectType: 'Agreement',
  shows: SHOWS_AGREEMENT,
  async change(input, context, db) {
    const agreement = await lockAgreement(input.agreementId, input.expectedVersion, context, db);
    const endedOn = pastDay(input.endedOn, 'endedOn', context);
    // Broken off before it began, it never had a last day.
    const begun = agreement.startsOn === null || agreement.startsOn <= endedOn;
    return finish(db, agreement, {
      to: 'TERMINATED',
      columns: begun ? { ends_on: endedOn } : {},
      reason: needText(input.reason, 'reason', 1000),
    });
  },
});

/** Ends an agreement on another day than was agreed, or on that day; the other day is an amendment. */
async function finish(db: Queryable, agreement: Agreement, step: Step) {
  const endsOn = (step.columns?.['ends_on'] as string | undefined) ?? agreement.endsOn;
  checkTerm(agreement.startsOn, endsOn, 'endedOn');
  const changed = await moveOn(db, agreement, step);
  if (endsOn !== null)
    await noteAmendment(db, agreement, { amendedOn: endsOn, reason: step.reason }, [
      { field: 'ENDS_ON', before: agreement.endsOn, after: endsOn },
    ]);
  return changed;
}
