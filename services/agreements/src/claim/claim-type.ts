import { EMPTY_PAGE, enumValues, type LoadedPage, loadPage, pageRequest, speaksFor } from '@kapstok/kit';
import { DOUBLE_CLAIM_KIND, EXPENSE_CLAIM_STATUS, type ExpenseClaimStatus } from '@kapstok/schema';
import { builder, connectionType, Money } from '../builder.ts';
import type { Context } from '../context.ts';
import { ActionRef, AgreementRef, ExpenseClaimRef, OrganisationRef, stub, TransactionRef } from '../refs.ts';
import { readsDrafts, rightsOf } from '../rights/rights.ts';
import type { DoubleClaim, ExpenseClaim } from './claim.ts';
import type { ClaimOwner } from './claim-store.ts';

const Status = builder.enumType('ExpenseClaimStatus', {
  description: 'How the claim of a partner stands.',
  values: enumValues(EXPENSE_CLAIM_STATUS),
});
const DoubleKind = builder.enumType('DoubleClaimKind', {
  description: 'Why claims may be for the same spending.',
  values: enumValues(DOUBLE_CLAIM_KIND),
});

ExpenseClaimRef.implement({
  description: 'What a partner spent under an agreement and asks to have paid.',
  // Between the partner and those who steer; to others it is told as the transaction that comes of it.
  isReadable: ({ organisationId, programmeId }, { viewer }) =>
    readsDrafts(viewer, programmeId) || speaksFor(viewer, organisationId, programmeId),
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Stable identifier, opaque.' }),
    code: t.exposeString('code', { description: 'Code, unique within the programme.' }),
    version: t.exposeInt('version', { description: 'Counts its changes; give it as expectedVersion.' }),
    agreement: t.field({
      type: AgreementRef,
      nullable: true,
      description: 'The agreement under which it was spent. Null when it may not be read.',
      resolve: ({ agreementId }, _args, { loaders, agreements }) =>
        loaders.load('agreement', null, agreementId, agreements.byIds),
    }),
    organisation: t.field({
      type: OrganisationRef,
      nullable: true,
      description: 'The partner that spent it. Null when it may not be read.',
      resolve: ({ organisationId }, _args, { loaders, organisations }) =>
        loaders.load('organisation', null, organisationId, organisations.byIds),
    }),
    action: t.field({
      type: ActionRef,
      nullable: true,
      description:
        'The action that it names. Null when it names none (then the agreement divides it), or actions cannot be reached.',
      resolve: ({ actionId }) => stub(actionId),
    }),
    amount: t.field({
      type: Money,
      description: 'How much was spent.',
      resolve: ({ amountCents, currency }) => ({ cents: amountCents, currency }),
    }),
    periodStart: t.field({
      type: 'Date',
      description: 'First day of the period in which it was spent.',
      resolve: ({ periodStart }) => periodStart,
    }),
    periodEnd: t.field({
      type: 'Date',
      description: 'Last day of that period.',
      resolve: ({ periodEnd }) => periodEnd,
    }),
    purpose: t.exposeString('purpose', { description: 'What it was spent on, in the words of the partner.' }),
    evidenceUrl: t.exposeString('evidenceUrl', { description: 'Web address of the evidence.' }),
    status: t.field({ type: Status, description: 'How it stands.', resolve: ({ status }) => status }),
    submittedOn: t.field({
      type: 'Date',
      description: 'The day on which it was sent in, UTC.',
      resolve: ({ submittedOn }) => submittedOn,
    }),
    decidedOn: t.field({
      type: 'Date',
      nullable: true,
      description: 'The day of the decision, UTC. Null while there is none.',
      resolve: ({ decidedOn }) => decidedOn,
    }),
    decisionReason: t.exposeString('decisionReason', {
      nullable: true,
      description: 'Why it was decided so. Null when nobody said why, or nobody decided.',
    }),
    transaction: t.field({
      type: TransactionRef,
      nullable: true,
      description: 'The spending that it became. Null when it was not approved, or that may not be read.',
      resolve: ({ transactionId }, _args, { loaders, transactions }) =>
        transactionId === null ? null : loaders.load('transaction', null, transactionId, transactions.byIds),
    }),
  }),
});

const ClaimConnection = connectionType('ExpenseClaim', 'claims of partners', ExpenseClaimRef);
const args = builder.args((t) => ({
  statuses: t.field({ type: [Status], description: 'Only with one of these statuses; all when left out.' }),
  first: t.int({ description: 'How many rows, 1 to 100; 20 when left out.' }),
  after: t.string({ description: 'Start after this cursor; from the beginning when left out.' }),
}));

async function loadClaims(
  owner: ClaimOwner,
  id: string,
  given: {
    statuses?: readonly ExpenseClaimStatus[] | null | undefined;
    first?: number | null | undefined;
    after?: string | null | undefined;
  },
  context: Context,
): Promise<LoadedPage<ExpenseClaim>> {
  const { statuses = null, ...rest } = given;
  const { loaders, claims } = context;
  const request = pageRequest(rest);
  const page = await loaders.load('expense claims', [owner, statuses, request], id, async (ids) =>
    claims.pages({ owner, statuses, rights: await rightsOf(context), request }, ids),
  );
  return loadPage(page ?? EMPTY_PAGE, (key) => loaders.load('expense claim', null, key, claims.byIds));
}

builder.objectField(AgreementRef, 'expenseClaims', (t) =>
  t.field({
    type: ClaimConnection,
    description: 'Claims of partners under it that you may read, oldest first.',
    args,
    resolve: ({ id }, given, context) => loadClaims('agreement', id, given, context),
  }),
);

/** The field `expenseClaims` of a programme. */
export const programmeClaims = {
  type: ClaimConnection,
  args,
  load: (id: string, given: Parameters<typeof loadClaims>[2], context: Context) =>
    loadClaims('programme', id, given, context),
};

async function loadOf({ claimIds }: DoubleClaim, { loaders, claims }: Context): Promise<ExpenseClaim[]> {
  const found = await Promise.all(
    claimIds.map((id) => loaders.load('expense claim', null, id, claims.byIds)),
  );
  return found.filter((claim) => claim !== null);
}

export const DoubleClaimRef = builder.objectRef<DoubleClaim>('DoubleClaim').implement({
  description:
    'Claims of one programme that may be for the same spending. It is reported, not forbidden: one invoice can be for two agreements.',
  fields: (t) => ({
    kind: t.field({
      type: DoubleKind,
      description: 'Why they may be the same.',
      resolve: ({ kind }) => kind,
    }),
    evidenceUrl: t.exposeString('evidenceUrl', {
      nullable: true,
      description: 'The evidence that they share. Null when they share none.',
    }),
    claims: t.field({
      type: [ExpenseClaimRef],
      description: 'The claims, by code; at least one of them is of what the summary is of.',
      resolve: (row, _args, context) => loadOf(row, context),
    }),
  }),
});
