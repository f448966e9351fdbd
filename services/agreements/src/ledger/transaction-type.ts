import { EMPTY_PAGE, loadPage, pageRequest, readableByOrOwn } from '@kapstok/kit';
import { builder, connectionType, DatePrecision, Money } from '../builder.ts';
import type { Context } from '../context.ts';
import { ActionRef, AgreementRef, BudgetLineRef, OrganisationRef, stub, TransactionRef } from '../refs.ts';
import { rightsOf } from '../rights/rights.ts';
import { sourceField } from '../source-field.ts';
import { TransactionTypeEnum } from './ledger-words.ts';

const organisationOf = (id: string | null, { loaders, organisations }: Context) =>
  id === null ? null : loaders.load('organisation', null, id, organisations.byIds);

TransactionRef.implement({
  description: 'Money that moved or was bindingly promised.',
  isReadable: readableByOrOwn('MONEY', ({ underId }) => underId),
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Stable identifier, opaque.' }),
    code: t.exposeString('code', { description: 'Code, unique within the programme.' }),
    version: t.exposeInt('version', { description: 'Counts its changes.' }),
    type: t.field({
      type: TransactionTypeEnum,
      description: 'What happened to the money.',
      resolve: ({ type }) => type,
    }),
    transactedOn: t.field({
      type: 'Date',
      description: 'When it happened; the last possible day when only month or year is known.',
      resolve: ({ transactedOn }) => transactedOn,
    }),
    transactedOnPrecision: t.field({
      type: DatePrecision,
      description: 'How much of `transactedOn` is known.',
      resolve: ({ transactedOnPrecision }) => transactedOnPrecision,
    }),
    amount: t.field({
      type: Money,
      description: 'Amount; negative when it takes back an earlier one.',
      resolve: ({ amountCents, currency }) => ({ cents: amountCents, currency }),
    }),
    provider: t.field({
      type: OrganisationRef,
      nullable: true,
      description: 'Who gives. Null when nobody is named.',
      resolve: ({ providerId }, _args, context) => organisationOf(providerId, context),
    }),
    receiver: t.field({
      type: OrganisationRef,
      nullable: true,
      description: 'Who receives. Null when nobody is named.',
      resolve: ({ receiverId }, _args, context) => organisationOf(receiverId, context),
    }),
    agreement: t.field({
      type: AgreementRef,
      nullable: true,
      description: 'The agreement that it names itself. Null when it names none, or it may not be read.',
      resolve: ({ agreementId }, _args, { loaders, agreements }) =>
        agreementId === null ? null : loaders.load('agreement', null, agreementId, agreements.byIds),
    }),
    budgetLine: t.field({
      type: BudgetLineRef,
      nullable: true,
      description: 'The budget line it draws on. Null when it names none, or it may not be read.',
      resolve: ({ budgetLineId }, _args, { loaders, budgetLines }) =>
        budgetLineId === null ? null : loaders.load('budget line', null, budgetLineId, budgetLines.byIds),
    }),
    action: t.field({
      type: ActionRef,
      nullable: true,
      description:
        'The action that it names itself. Null when it names none (then budget line or agreement divide it), or actions cannot be reached.',
      resolve: ({ actionId }) => stub(actionId),
    }),
    isSynthetic: t.exposeBoolean('isSynthetic', { description: 'Whether it is made up for demonstration.' }),
    note: t.exposeString('note', {
      nullable: true,
      reads: 'INTERNAL',
      description: 'Remark. Null when none, or when it is not for you.',
    }),
    source: t.field(sourceField),
  }),
});

const TransactionConnection = connectionType('Transaction', 'transactions', TransactionRef);

builder.objectField(AgreementRef, 'transactions', (t) =>
  t.field({
    type: TransactionConnection,
    description: 'Money that moved under the agreement or on its budget lines, oldest first.',
    args: {
      first: t.arg.int({ description: 'How many rows, 1 to 100; 20 when left out.' }),
      after: t.arg.string({ description: 'Start after this cursor; from the beginning when left out.' }),
    },
    resolve: async ({ id }, args, context) => {
      const { loaders, transactions } = context;
      const request = pageRequest(args);
      const page = await loaders.load('transactions', request, id, async (ids) =>
        transactions.pages(await rightsOf(context), request, ids),
      );
      return loadPage(page ?? EMPTY_PAGE, (key) =>
        loaders.load('transaction', null, key, transactions.byIds),
      );
    },
  }),
);
