import { builder, Money, titleFields } from '../builder.ts';
import type { Context } from '../context.ts';
import { toMoney } from '../ledger/ledger.ts';
import { AgreementRef, ProgrammeRef } from '../refs.ts';
import { readsAgreement, rightsOf } from '../rights/rights.ts';
import { sourceField } from '../source-field.ts';
import type { Agreement } from './agreement.ts';
import type { AgreementDetailStore } from './agreement-detail-store.ts';
import { AgreementKindEnum, AgreementStatusEnum, CityRoleEnum } from './agreement-words.ts';
import { toAmendments } from './amendment.ts';
import {
  AllocationRef,
  AmendmentRef,
  CostShareRef,
  ObligationRef,
  PartyRef,
  RollUpRef,
  TaskRef,
} from './detail-types.ts';

/** Rows that belong to an agreement; those of all agreements of an answer are read together. */
async function loadDetails<T>(
  name: string,
  { id }: Agreement,
  { loaders, details }: Context,
  read: (store: AgreementDetailStore) => (ids: readonly string[]) => Promise<Map<string, T[]>>,
): Promise<T[]> {
  return (await loaders.load(name, null, id, read(details))) ?? [];
}

const day = (name: 'signedOn' | 'startsOn' | 'endsOn', description: string) =>
  ({
    type: 'Date',
    nullable: true,
    description,
    resolve: (agreement: Agreement) => agreement[name],
  }) as const;

AgreementRef.implement({
  description: 'What organisations promised each other to carry out actions of a plan, money included.',
  // What belongs to an agreement has no road to it but through the agreement.
  isReadable: readsAgreement,
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Stable identifier, opaque.' }),
    number: t.exposeString('code', { description: 'Number of the agreement, unique within the programme.' }),
    ...titleFields(t),
    programme: t.field({
      type: ProgrammeRef,
      nullable: true,
      description: 'The programme it belongs to. Null when the actions service cannot be reached.',
      resolve: ({ programmeId }) => ({ id: programmeId }),
    }),
    kind: t.field({
      type: AgreementKindEnum,
      description: 'What kind of agreement it is.',
      resolve: ({ kind }) => kind,
    }),
    status: t.field({
      type: AgreementStatusEnum,
      description: 'How it stands, as it was last recorded; not computed from its dates.',
      resolve: ({ status }) => status,
    }),
    signedOn: t.field(
      day('signedOn', 'When it was signed; can be after its first day. Null when not known or not signed.'),
    ),
    startsOn: t.field(day('startsOn', 'First day of its term. Null when not known.')),
    endsOn: t.field(day('endsOn', 'Last day of its term. Null when not known or none is set.')),
    parent: t.field({
      type: AgreementRef,
      nullable: true,
      description:
        'The agreement of which it is a part, such as its framework. Null when it is none, or may not be read.',
      resolve: ({ parentId }, _args, { loaders, agreements }) =>
        parentId === null ? null : loaders.load('agreement', null, parentId, agreements.byIds),
    }),
    parts: t.field({
      type: [AgreementRef],
      description: 'The agreements that are parts of it and that you may read, by number.',
      resolve: async ({ id }, _args, { loaders, agreements }) =>
        (await loaders.load('agreement parts', null, id, agreements.parts)) ?? [],
    }),
    parties: t.field({
      type: [PartyRef],
      description: 'Who is party to it, by role and name.',
      resolve: (agreement, _args, context) => loadDetails('parties', agreement, context, (d) => d.parties),
    }),
    tasks: t.field({
      type: [TaskRef],
      description: 'What belongs to the work, by code.',
      resolve: (agreement, _args, context) => loadDetails('tasks', agreement, context, (d) => d.tasks),
    }),
    obligations: t.field({
      type: [ObligationRef],
      description: 'What it promises in numbers, by code; those of its parts are with the parts.',
      resolve: (agreement, _args, context) =>
        loadDetails('obligations', agreement, context, (d) => d.obligations),
    }),
    allocations: t.field({
      type: [AllocationRef],
      description: 'Which share of it is for which action, largest first; empty when it names no action.',
      resolve: (agreement, _args, context) =>
        loadDetails('allocations', agreement, context, (d) => d.allocations),
    }),
    costSharing: t.field({
      type: [CostShareRef],
      description: 'Who bears which share of the cost, by code; empty when it has no such rule.',
      resolve: (agreement, _args, context) =>
        loadDetails('cost shares', agreement, context, (d) => d.costShares),
    }),
    version: t.exposeInt('version', { description: 'Counts its changes; give it as expectedVersion.' }),
    contractValue: t.field({
      type: Money,
      nullable: true,
      description: 'What the work is worth as agreed. Null when not known, or it has no value in money.',
      resolve: ({ contractValueCents, contractCurrency }) =>
        toMoney(contractValueCents, contractCurrency ?? ''),
    }),
    cityRole: t.field({
      type: CityRoleEnum,
      nullable: true,
      description: 'What the city does in it. Null when nobody said.',
      resolve: ({ cityRole }) => cityRole,
    }),
    amendments: t.field({
      type: [AmendmentRef],
      description: 'What was changed after it was signed, oldest first.',
      resolve: async (agreement, _args, context) =>
        toAmendments(await loadDetails('amendments', agreement, context, (d) => d.amendments)),
    }),
    obligationsOfParts: t.field({
      type: [RollUpRef],
      description:
        'What its parts, at any depth, promise together, as far as you may read them; to be held against its own obligations.',
      resolve: async (agreement, _args, context) => {
        const rights = await rightsOf(context);
        return loadDetails(
          'obligations of parts',
          agreement,
          context,
          (d) => (ids) => d.rollUps(rights, ids),
        );
      },
    }),
    documentUrl: t.exposeString('documentUrl', {
      nullable: true,
      description: 'Web address of its text. Null when it is not public or not known.',
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

builder.asEntity(AgreementRef, {
  key: builder.selection<{ id: string }>('id'),
  resolveReference: ({ id }, { loaders, agreements }) => loaders.loadId('agreement', id, agreements.byIds),
});

builder.queryField('agreement', (t) =>
  t.field({
    type: AgreementRef,
    nullable: true,
    description: 'One agreement. Null when there is none with this id, or it is not for you.',
    args: { id: t.arg.id({ required: true, description: 'The id of the agreement.' }) },
    resolve: (_root, { id }, { loaders, agreements }) => loaders.loadId('agreement', id, agreements.byIds),
  }),
);
