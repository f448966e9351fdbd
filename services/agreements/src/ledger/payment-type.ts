import { EMPTY_PAGE, type LoadedPage, loadPage, pageRequest } from '@kapstok/kit';
import { builder, connectionType, Money } from '../builder.ts';
import type { Context } from '../context.ts';
import { AgreementRef, OrganisationRef, ScheduledPaymentRef } from '../refs.ts';
import { readsAgreement, readsDrafts, rightsOf } from '../rights/rights.ts';
import { sourceField } from '../source-field.ts';
import { isOverdue, type ScheduledPayment } from './ledger.ts';
import type { PaymentOwner } from './payment-store.ts';

ScheduledPaymentRef.implement({
  description: 'A payment that an agreement foresees on a day.',
  isReadable: ({ agreementId, programmeId }, context) => {
    const { loaders, agreements, viewer } = context;
    if (readsDrafts(viewer, programmeId)) return true;
    return loaders
      .load('agreement', null, agreementId, agreements.byIds)
      .then((agreement) => agreement !== null && readsAgreement(agreement, context));
  },
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Stable identifier, opaque.' }),
    code: t.exposeString('code', { description: 'Code, unique within the programme.' }),
    version: t.exposeInt('version', { description: 'Counts its changes; give it as expectedVersion.' }),
    dueOn: t.field({ type: 'Date', description: 'Day on which it is due.', resolve: ({ dueOn }) => dueOn }),
    amount: t.field({
      type: Money,
      description: 'The amount to be paid.',
      resolve: ({ amountCents, currency }) => ({ cents: amountCents, currency }),
    }),
    receiver: t.field({
      type: OrganisationRef,
      nullable: true,
      description: 'Who receives it. Null when it may not be read.',
      resolve: ({ receiverId }, _args, { loaders, organisations }) =>
        loaders.load('organisation', null, receiverId, organisations.byIds),
    }),
    paidOn: t.field({
      type: 'Date',
      nullable: true,
      description: 'Day on which it was paid. Null while no payment is recorded.',
      resolve: ({ paidOn }) => paidOn,
    }),
    isPaid: t.boolean({
      description: 'Whether a payment is recorded.',
      resolve: ({ paidOn }) => paidOn !== null,
    }),
    isOverdue: t.boolean({
      description: 'Whether its day has passed (UTC) and no payment is recorded.',
      resolve: (payment, _args, { today }) => isOverdue(payment, today),
    }),
    agreement: t.field({
      type: AgreementRef,
      nullable: true,
      description: 'The agreement that foresees it. Null when it may not be read.',
      resolve: ({ agreementId }, _args, { loaders, agreements }) =>
        loaders.load('agreement', null, agreementId, agreements.byIds),
    }),
    isSynthetic: t.exposeBoolean('isSynthetic', { description: 'Whether it is made up for demonstration.' }),
    source: t.field(sourceField),
  }),
});

export const PaymentConnection = connectionType(
  'ScheduledPayment',
  'scheduled payments',
  ScheduledPaymentRef,
);

const DateRange = builder.inputType('DateRange', {
  description: 'Days from the first to the last, both included. An end that is left out is open.',
  fields: (t) => ({
    from: t.field({ type: 'Date', description: 'First day, itself included.' }),
    until: t.field({ type: 'Date', description: 'Last day, itself included.' }),
  }),
});

const args = builder.args((t) => ({
  due: t.field({ type: DateRange, description: 'Only those due on these days; all when left out.' }),
  isPaid: t.boolean({ description: 'True: only those with a recorded payment; false: only those without.' }),
  first: t.int({ description: 'How many rows, 1 to 100; 20 when left out.' }),
  after: t.string({ description: 'Start after this cursor; from the beginning when left out.' }),
}));

interface ListArgs {
  due?: { from?: string | null | undefined; until?: string | null | undefined } | null | undefined;
  isPaid?: boolean | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}

export async function loadPayments(
  owner: PaymentOwner,
  id: string,
  { due, isPaid, ...args }: ListArgs,
  context: Context,
): Promise<LoadedPage<ScheduledPayment>> {
  const { loaders, payments } = context;
  const request = pageRequest(args);
  const filter = { ...due, isPaid };
  const page = await loaders.load('payments', [owner, filter, request], id, async (ids) =>
    payments.pages({ owner, filter, rights: await rightsOf(context), request }, ids),
  );
  return loadPage(page ?? EMPTY_PAGE, (key) => loaders.load('payment', null, key, payments.byIds));
}

builder.objectField(AgreementRef, 'payments', (t) =>
  t.field({
    type: PaymentConnection,
    description: 'Payments that it foresees, by the day on which they are due.',
    args,
    resolve: ({ id }, given, context) => loadPayments('agreement', id, given, context),
  }),
);
builder.objectField(OrganisationRef, 'payments', (t) =>
  t.field({
    type: PaymentConnection,
    description:
      'Payments that it is to receive, from all agreements that you may read, by the day on which they are due.',
    args,
    resolve: ({ id }, given, context) => loadPayments('organisation', id, given, context),
  }),
);
