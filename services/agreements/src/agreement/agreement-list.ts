import { EMPTY_PAGE, isId, type LoadedPage, loadPage, pageRequest } from '@kapstok/kit';
import { builder, connectionType } from '../builder.ts';
import type { Context } from '../context.ts';
import { AgreementRef, OrganisationRef } from '../refs.ts';
import { rightsOf } from '../rights/rights.ts';
import type { Agreement } from './agreement.ts';
import type { AgreementFilter, AgreementOwner } from './agreement-store.ts';
import { AgreementKindEnum, AgreementRoleEnum, AgreementStatusEnum } from './agreement-words.ts';

export const AgreementConnection = connectionType('Agreement', 'agreements', AgreementRef);

const Filter = builder.inputType('AgreementFilter', {
  description:
    'Which agreements of a list are wanted. What is left out does not restrict; what is given must all hold.',
  fields: (t) => ({
    statuses: t.field({ type: [AgreementStatusEnum], description: 'Only with one of these statuses.' }),
    kinds: t.field({ type: [AgreementKindEnum], description: 'Only of one of these kinds.' }),
    organisation: t.id({ description: 'Only those to which the organisation with this id is party.' }),
    roles: t.field({
      type: [AgreementRoleEnum],
      description:
        'Only with a party in one of these roles; with `organisation`, only where it is that party.',
    }),
    endsFrom: t.field({
      type: 'Date',
      description: 'Only those whose last day is this day or later; those without a last day never match.',
    }),
    endsBefore: t.field({
      type: 'Date',
      description: 'Only those whose last day is before this day; those without a last day never match.',
    }),
    number: t.string({ description: 'Only the agreement with this number.' }),
  }),
});

/** The arguments of every list of agreements. */
export const agreementListArgs = builder.args((t) => ({
  filter: t.field({ type: Filter, description: 'Which agreements; all when left out.' }),
  first: t.int({ description: 'How many rows, 1 to 100; 20 when left out.' }),
  after: t.string({ description: 'Start after this cursor; from the beginning when left out.' }),
}));

interface ListArgs {
  filter?:
    | (Omit<AgreementFilter, 'organisationId' | 'code'> & {
        organisation?: string | null | undefined;
        number?: string | null | undefined;
      })
    | null
    | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}

/** One page of an owner's agreements; those of all owners of an answer are read together. */
export async function loadAgreements(
  owner: AgreementOwner,
  id: string,
  args: ListArgs,
  context: Context,
): Promise<LoadedPage<Agreement>> {
  const { loaders, agreements } = context;
  const request = pageRequest(args);
  const { organisation, number, ...rest } = args.filter ?? {};
  const filter: AgreementFilter = { ...rest, organisationId: organisation, code: number };
  // An id of another service's noun comes from outside: what is no id has no agreements.
  const page = isId(id)
    ? await loaders.load('agreements', [owner, filter, request], id, async (ids) =>
        agreements.pages({ owner, filter, rights: await rightsOf(context), request }, ids),
      )
    : null;
  return loadPage(page ?? EMPTY_PAGE, (key) => loaders.load('agreement', null, key, agreements.byIds));
}

builder.objectField(OrganisationRef, 'agreements', (t) =>
  t.field({
    type: AgreementConnection,
    description: 'The agreements to which it is party, of all programmes that you may read, by number.',
    args: agreementListArgs,
    resolve: ({ id }, given, context) => loadAgreements('organisation', id, given, context),
  }),
);
