import { enumValues, type FigureValue, known } from '@kapstok/kit';
import { CLAIM_QUALIFIER, CLAIM_SUBJECT } from '@kapstok/schema';
import { builder, Figure, partialDateFields, Source, titleFields } from '../builder.ts';
import type { Context } from '../context.ts';
import { countWhere, type ProgressCell } from '../progress/progress.ts';
import { ActionRef, PolicyDomainRef, ProgrammeRef } from '../refs.ts';
import { loadSource } from '../source-field.ts';
import type { Claim } from './claim.ts';

const Subject = builder.enumType('ClaimSubject', {
  description: 'What a claim is about.',
  values: enumValues(CLAIM_SUBJECT),
});
const Qualifier = builder.enumType('ClaimQualifier', {
  description: 'How exact a claim was meant.',
  values: enumValues(CLAIM_QUALIFIER),
});

/** What the hub itself counts of a claim's subject; null where it counts nothing of the kind. */
function counted(claim: Claim, cells: readonly ProgressCell[], domainCount: number): FigureValue | null {
  if (claim.actionId !== null || claim.domainId !== null) return null;
  const count = (holds: (cell: ProgressCell) => boolean) => known(countWhere(cells, holds), 'ACTIONS');
  switch (claim.subject) {
    case 'ACTIONS_LISTED':
      return count(() => true);
    case 'ACTIONS_REALISED':
      return count(({ realisation }) => realisation === 'REALISED' || realisation === 'PARTLY_REALISED');
    case 'ACTIONS_NOT_REALISED':
      return count(({ realisation }) => realisation === 'NOT_REALISED');
    case 'DOMAINS':
      return known(domainCount, 'DOMAINS');
    default:
      return null;
  }
}

async function loadCounted(claim: Claim, { loaders, progress, domains, today }: Context) {
  const [cells, all] = await Promise.all([
    loaders.load('progress', 'programme', claim.programmeId, (ids) =>
      progress.cells('programme', today, ids),
    ),
    loaders.load('domains', null, claim.programmeId, domains.byProgrammes),
  ]);
  return counted(claim, cells ?? [], all?.length ?? 0);
}

const ClaimRef = builder.objectRef<Claim>('ClaimedFigure').implement({
  description:
    'A figure that somebody published about the programme. It is kept as it was said, beside what the hub counts.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Stable identifier, opaque.' }),
    code: t.exposeString('code', { description: 'Code, unique within the programme.' }),
    subject: t.field({ type: Subject, description: 'What it is about.', resolve: ({ subject }) => subject }),
    ...titleFields(t),
    figure: t.field({
      type: Figure,
      description: 'The number as it was said.',
      resolve: ({ value, valueReason, unit }) => ({ value, reason: valueReason, unit }),
    }),
    qualifier: t.field({
      type: Qualifier,
      description: 'How exact it was meant.',
      resolve: ({ qualifier }) => qualifier,
    }),
    counted: t.field({
      type: Figure,
      nullable: true,
      description: 'What this hub counts of the same thing. Null where it counts nothing of the kind.',
      resolve: (claim, _args, context) => loadCounted(claim, context),
    }),
    action: t.field({
      type: ActionRef,
      nullable: true,
      description: 'The action it is about. Null when it is about no single action.',
      resolve: ({ actionId }, _args, { loaders, actions }) =>
        actionId === null ? null : loaders.load('action', null, actionId, actions.byIds),
    }),
    domain: t.field({
      type: PolicyDomainRef,
      nullable: true,
      description: 'The domain it is about. Null when it is about no single domain.',
      resolve: ({ domainId }, _args, { loaders, domains }) =>
        domainId === null ? null : loaders.load('domain', null, domainId, domains.byIds),
    }),
    claimedBy: t.exposeString('claimedBy', {
      nullable: true,
      description: 'Who said so. Null when not known.',
    }),
    ...partialDateFields(t, 'claimedOn', 'When it was said.'),
    isDerived: t.exposeBoolean('isDerived', {
      description: 'Whether it was computed from other claims rather than said.',
    }),
    note: t.exposeString('note', {
      nullable: true,
      description: 'Internal remark. Null when none, or for who does not steer the programme.',
      reads: 'INTERNAL',
    }),
    source: t.field({
      type: Source,
      nullable: true,
      description: 'Where it was said. Null when no source is named.',
      resolve: (claim, _args, context) => loadSource(claim, context),
    }),
  }),
});

builder.objectField(ProgrammeRef, 'claims', (t) =>
  t.field({
    type: [ClaimRef],
    description: 'Figures that were published about the programme, by code.',
    args: { subjects: t.arg({ type: [Subject], description: 'Only about these; all when left out.' }) },
    resolve: async ({ id }, { subjects }, { loaders, claims }) => {
      const all = (await loaders.load('claims', null, id, claims.byProgrammes)) ?? [];
      return subjects == null ? all : all.filter(({ subject }) => subjects.includes(subject));
    },
  }),
);
builder.objectField(ActionRef, 'claims', (t) =>
  t.field({
    type: [ClaimRef],
    description: 'Figures that were published about the action, by code.',
    resolve: async ({ id }, _args, { loaders, claims }) =>
      (await loaders.load('claims of action', null, id, claims.byActions)) ?? [],
  }),
);
