import { CHANGE_INPUT, ChangeRefused, freeCode, lockRow, needRow } from '@kapstok/kit';
import { AGREEMENT_INPUT } from '../agreement/agreement-input-type.ts';
import { onlyOpen } from '../agreement/lifecycle.ts';
import { mutation } from '../builder.ts';
import { centsOf, currencyOf, sameCurrency, shown } from '../change/amount.ts';
import { needListed, pastDay } from '../change/needs-type.ts';
import { insertRow, updateRow } from '../change/rows.ts';
import { lockAgreement, onlySteeringPlace } from '../change/steering-type.ts';
import type { Context } from '../context.ts';
import { ScheduledPaymentRef } from '../refs.ts';
import { actionsOfRows, divideRows, takeLedger } from './divide.ts';
import { LINE_INPUT } from './line-input-type.ts';

const SHOWS = {
  field: 'payment',
  type: ScheduledPaymentRef,
  description: 'The payment as it stands now. Null when it is not for you.',
  load: (id: string, { loaders, payments }: Context) => loaders.load('payment', null, id, payments.byIds),
} as const;

mutation({
  name: 'schedulePayment',
  description: `Foresees a payment under an agreement on a day. ${LINE_INPUT.who}`,
  asks: 'How much is to be paid to whom, and when.',
  input: (t) => ({
    agreementId: t.id({ required: true, description: AGREEMENT_INPUT.agreementId }),
    dueOn: t.field({ type: 'Date', required: true, description: 'Day on which it is due.' }),
    amount: t.field({
      type: 'Decimal',
      required: true,
      description: 'How much, in units of the currency, more than 0, at most two decimals.',
    }),
    currency: t.string({
      required: true,
      description: 'Currency, ISO 4217; that of the contract if it has one.',
    }),
    receiverId: t.id({ required: true, description: 'Who receives it; listed by the programme.' }),
  }),
  objectType: 'ScheduledPayment',
  shows: SHOWS,
  async change(input, context, db) {
    const agreement = await lockAgreement(input.agreementId, null, context, db);
    onlyOpen(agreement);
    const { programmeId, contractCurrency } = agreement;
    const currency = currencyOf(input.currency);
    if (contractCurrency !== null) sameCurrency(currency, contractCurrency, 'The contract');
    const cents = centsOf(input.amount, 'amount', { from: 'CENT' });
    const values = {
      programme_id: programmeId,
      code: await freeCode(db, 'scheduled_payment', programmeId, 'SP-'),
      agreement_id: agreement.id,
      due_on: input.dueOn,
      amount_cents: cents,
      currency,
      receiver_id: (await needListed(context, input.receiverId, 'receiverId', programmeId)).id,
      is_synthetic: false,
    };
    return {
      objectId: await insertRow(db, 'scheduled_payment', values),
      audit: {
        what: 'PAYMENT_SCHEDULED',
        programmeId,
        before: null,
        after: { ...values, amount_cents: shown(cents) },
      },
    };
  },
});

mutation({
  name: 'recordPayment',
  description: `Records that a scheduled payment was made, whole; it counts as paid from then on. ${LINE_INPUT.who}`,
  asks: 'Which payment was made, and when.',
  input: (t) => ({
    paymentId: t.id({ required: true, description: 'The scheduled payment.' }),
    paidOn: t.field({ type: 'Date', description: 'The day, UTC, not to come; left out: today.' }),
    expectedVersion: t.int({ description: CHANGE_INPUT.expectedVersion }),
  }),
  objectType: 'ScheduledPayment',
  shows: SHOWS,
  async change(input, context, db) {
    const { byIds } = context.payments;
    const { id, programmeId, agreementId } = await needRow(input.paymentId, 'paymentId', 'payment', byIds);
    await onlySteeringPlace(context, db, programmeId, { agreementId });
    await takeLedger(db);
    const payment = await lockRow(db, 'scheduled_payment', { id, byIds }, input.expectedVersion);
    if (payment.paidOn !== null)
      throw new ChangeRefused('CONFLICT', `It was paid on ${payment.paidOn} already.`, { objectId: id });
    const paidOn = pastDay(input.paidOn, 'paidOn', context);
    await updateRow(db, 'scheduled_payment', id, { paid_on: paidOn });
    const row = await insertRow(db, 'transaction', {
      programme_id: programmeId,
      code: await freeCode(db, 'transaction', programmeId, 'TR-'),
      agreement_id: agreementId,
      type: 'PAYMENT',
      transacted_on: paidOn,
      transacted_on_precision: 'DAY',
      amount_cents: payment.amountCents,
      currency: payment.currency,
      receiver_id: payment.receiverId,
      is_synthetic: false,
    });
    await divideRows(db, programmeId, [row]);
    return {
      objectId: id,
      audit: {
        what: 'PAYMENT_RECORDED',
        programmeId,
        before: { paidOn: null },
        after: { paidOn, transactionId: row },
      },
      tells: { programmeId, actionIds: await actionsOfRows(db, [row]) },
    };
  },
});
