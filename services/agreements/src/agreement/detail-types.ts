import { localText, textLanguage } from '@kapstok/kit';
import { builder, Figure, Language, titleFields } from '../builder.ts';
import { ActionRef, OrganisationRef } from '../refs.ts';
import { sourceField } from '../source-field.ts';
import {
  type AgreementParty,
  type AgreementTask,
  type Allocation,
  type CostShareNode,
  fractionFigure,
  type Obligation,
  shareFigure,
  shortfall,
} from './agreement.ts';
import { AgreementRoleEnum, ObligationKindEnum } from './agreement-words.ts';

export const PartyRef = builder.objectRef<AgreementParty>('AgreementParty').implement({
  description: 'An organisation that is party to an agreement. One organisation can have several roles.',
  fields: (t) => ({
    organisation: t.field({
      type: OrganisationRef,
      nullable: true,
      description: 'The organisation. Null when it may not be read.',
      resolve: ({ organisationId }, _args, { loaders, organisations }) =>
        loaders.load('organisation', null, organisationId, organisations.byIds),
    }),
    role: t.field({ type: AgreementRoleEnum, description: 'In which role.', resolve: ({ role }) => role }),
  }),
});

export const TaskRef = builder.objectRef<AgreementTask>('AgreementTask').implement({
  description: 'A task inside the scope of an agreement.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Stable identifier, opaque.' }),
    code: t.exposeString('code', { description: 'Code, unique within the programme.' }),
    ...titleFields(t),
    isOptional: t.exposeBoolean('isOptional', { description: 'Whether it is done only when asked for.' }),
  }),
});

export const ObligationRef = builder.objectRef<Obligation>('Obligation').implement({
  description: 'Something countable that an agreement promises, such as 200 places.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Stable identifier, opaque.' }),
    code: t.exposeString('code', { description: 'Code, unique within the programme.' }),
    kind: t.field({
      type: ObligationKindEnum,
      description: 'What is promised.',
      resolve: ({ kind }) => kind,
    }),
    ...titleFields(t),
    due: t.field({
      type: Figure,
      description: 'How much is promised; its `unit` says what is counted, in words of the agreement.',
      resolve: ({ dueValue, dueValueReason, unit }) => ({ value: dueValue, reason: dueValueReason, unit }),
    }),
    realised: t.field({
      type: Figure,
      description: 'How much was realised so far, in the same unit.',
      resolve: ({ realisedValue, realisedValueReason, unit }) => ({
        value: realisedValue,
        reason: realisedValueReason,
        unit,
      }),
    }),
    short: t.field({
      type: Figure,
      description:
        'Due minus realised; 0 when it is reached or exceeded. Missing when either is, with the reason of that one.',
      resolve: shortfall,
    }),
    source: t.field(sourceField),
  }),
});

export const AllocationRef = builder.objectRef<Allocation>('Allocation').implement({
  description: 'Which share of an agreement is for which action. The shares of one agreement add to 100 %.',
  fields: (t) => ({
    action: t.field({
      type: ActionRef,
      nullable: true,
      description: 'The action. Null when the actions service cannot be reached.',
      resolve: ({ actionId }) => ({ id: actionId }),
    }),
    share: t.field({
      type: Figure,
      description: 'The share in percent, exact to hundredths; its denominator is 10000.',
      resolve: ({ shareBasisPoints }) => shareFigure(shareBasisPoints),
    }),
  }),
});

export const CostShareRef = builder.objectRef<CostShareNode>('CostShare');
CostShareRef.implement({
  description: 'Who bears which share of a cost, such as two fifths; a share can be divided further.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Stable identifier, opaque.' }),
    code: t.exposeString('code', { description: 'Code, unique within the programme.' }),
    bearer: t.string({
      description: 'Who bears it, in words; in the language asked for, else in one that exists.',
      resolve: ({ bearer }, _args, { viewer }) => localText(bearer, viewer) ?? '',
    }),
    bearerLanguage: t.field({
      type: Language,
      nullable: true,
      description: 'The language in which `bearer` is given. Null when there is no text in any.',
      resolve: ({ bearer }, _args, { viewer }) => textLanguage(bearer, viewer),
    }),
    organisation: t.field({
      type: OrganisationRef,
      nullable: true,
      description:
        'The organisation that bears it. Null when it is no single organisation, or may not be read.',
      resolve: ({ organisationId }, _args, { loaders, organisations }) =>
        organisationId === null
          ? null
          : loaders.load('organisation', null, organisationId, organisations.byIds),
    }),
    share: t.field({
      type: Figure,
      description:
        'Percentage of the share that it divides, or of the whole cost at the top; numerator and denominator are exact.',
      resolve: ({ shareNumerator, shareDenominator }) =>
        fractionFigure([BigInt(shareNumerator), BigInt(shareDenominator)]),
    }),
    shareOfWhole: t.field({
      type: Figure,
      description: 'Percentage of the whole cost; numerator and denominator are exact, in lowest terms.',
      resolve: ({ ofWhole }) => fractionFigure(ofWhole),
    }),
    parts: t.field({
      type: [CostShareRef],
      description: 'The shares into which it is divided, by code; empty when it is not divided.',
      resolve: ({ parts }) => parts,
    }),
    source: t.field(sourceField),
  }),
});
