import { EMPTY_PAGE, isId, type LoadedPage, loadPage, pageRequest, readableByOrOwn } from '@kapstok/kit';
import { readYear } from '../budget/year.ts';
import { builder, connectionType, MissingReason, Money, titleFields } from '../builder.ts';
import type { Context } from '../context.ts';
import { ActionRef, AgreementRef, BudgetLineRef, OrganisationRef, PolicyDomainRef, stub } from '../refs.ts';
import { rightsOf } from '../rights/rights.ts';
import { sourceField } from '../source-field.ts';
import type { BudgetLineOwner } from './budget-line-store.ts';
import { amountOf, type BudgetLine, toMoney } from './ledger.ts';
import { BudgetCategoryEnum, BudgetCertaintyEnum, BudgetLineKindEnum } from './ledger-words.ts';

BudgetLineRef.implement({
  description: 'Money that is planned: a cost, or a revenue that pays for costs.',
  isReadable: readableByOrOwn('MONEY', ({ agreementId }) => agreementId),
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Stable identifier, opaque.' }),
    code: t.exposeString('code', { description: 'Code, unique within the programme.' }),
    version: t.exposeInt('version', { description: 'Counts its changes; give it as expectedVersion.' }),
    ...titleFields(t),
    kind: t.field({ type: BudgetLineKindEnum, description: 'Cost or revenue.', resolve: ({ kind }) => kind }),
    category: t.field({
      type: BudgetCategoryEnum,
      description: 'What it is for, or where it comes from.',
      resolve: ({ category }) => category,
    }),
    year: t.exposeInt('year', { nullable: true, description: 'Year. Null when it is for the whole term.' }),
    amount: t.field({
      type: Money,
      nullable: true,
      description:
        'The amount that counts: revised, else original. Null when not known; `amountReason` says why.',
      resolve: amountOf,
    }),
    originalAmount: t.field({
      type: Money,
      nullable: true,
      description: 'Amount as first decided. Null when not known.',
      resolve: ({ originalAmountCents, currency }) => toMoney(originalAmountCents, currency),
    }),
    revisedAmount: t.field({
      type: Money,
      nullable: true,
      description: 'Amount as last changed. Null when it was never changed.',
      resolve: ({ revisedAmountCents, currency }) => toMoney(revisedAmountCents, currency),
    }),
    amountReason: t.field({
      type: MissingReason,
      nullable: true,
      description: 'Why there is no amount. Null when there is one.',
      resolve: ({ amountReason }) => amountReason,
    }),
    certainty: t.field({
      type: BudgetCertaintyEnum,
      description: 'Announced or decided.',
      resolve: ({ certainty }) => certainty,
    }),
    isInKind: t.exposeBoolean('isInKind', {
      description:
        'Whether it is given in kind, such as a room lent for free: the amount is what it is worth.',
    }),
    funder: t.field({
      type: OrganisationRef,
      nullable: true,
      description: 'Who gives it. Null when nobody is named.',
      resolve: ({ funderId }, _args, { loaders, organisations }) =>
        funderId === null ? null : loaders.load('organisation', null, funderId, organisations.byIds),
    }),
    sourceBudget: t.exposeString('sourceBudget', {
      nullable: true,
      description:
        'The budget of the funder it is taken from, as the programme names it. Null when not named.',
    }),
    agreement: t.field({
      type: AgreementRef,
      nullable: true,
      description:
        'The agreement under which it falls. Null when it falls under none, or it may not be read.',
      resolve: ({ agreementId }, _args, { loaders, agreements }) =>
        agreementId === null ? null : loaders.load('agreement', null, agreementId, agreements.byIds),
    }),
    action: t.field({
      type: ActionRef,
      nullable: true,
      description:
        'The action it is for. Null when it names none (then its agreement divides it), or actions cannot be reached.',
      resolve: ({ actionId }) => stub(actionId),
    }),
    domain: t.field({
      type: PolicyDomainRef,
      nullable: true,
      description: 'The domain that it names itself. Null when it names none, or actions cannot be reached.',
      resolve: ({ domainId }) => stub(domainId),
    }),
    isDerived: t.exposeBoolean('isDerived', { description: 'Whether it was computed rather than stated.' }),
    isSynthetic: t.exposeBoolean('isSynthetic', { description: 'Whether it is made up for demonstration.' }),
    note: t.exposeString('note', {
      nullable: true,
      reads: 'INTERNAL',
      description: 'Remark. Null when none, or when it is not for you.',
    }),
    source: t.field(sourceField),
  }),
});

export const BudgetLineConnection = connectionType('BudgetLine', 'budget lines', BudgetLineRef);

/** The arguments of every list of budget lines. */
export const budgetLineArgs = builder.args((t) => ({
  year: t.int({
    description: 'Only lines of this year, 1900 to 2200; all, also without a year, when left out.',
  }),
  first: t.int({ description: 'How many rows, 1 to 100; 20 when left out.' }),
  after: t.string({ description: 'Start after this cursor; from the beginning when left out.' }),
}));

interface ListArgs {
  year?: number | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}

/** One page of an owner's lines; those of all owners of an answer are read together. */
export async function loadBudgetLines(
  owner: BudgetLineOwner,
  id: string,
  args: ListArgs,
  context: Context,
): Promise<LoadedPage<BudgetLine>> {
  const { loaders, budgetLines } = context;
  const [request, year] = [pageRequest(args), readYear(args.year)];
  const page = isId(id)
    ? await loaders.load('budget lines', [owner, year, request], id, async (ids) =>
        budgetLines.pages({ owner, year, rights: await rightsOf(context), request }, ids),
      )
    : null;
  return loadPage(page ?? EMPTY_PAGE, (key) => loaders.load('budget line', null, key, budgetLines.byIds));
}

builder.objectField(AgreementRef, 'budgetLines', (t) =>
  t.field({
    type: BudgetLineConnection,
    description:
      'Its budget lines, by year and code; those for the whole term last. Those of its parts are with the parts.',
    args: budgetLineArgs,
    resolve: ({ id }, given, context) => loadBudgetLines('agreement', id, given, context),
  }),
);
