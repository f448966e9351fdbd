import { localText, textLanguage } from '@kapstok/kit';
import { paid, planned, spent } from '../budget/budget.ts';
import { type BudgetOf, loadCells } from '../budget/budget-part-type.ts';
import { perUnit } from '../budget/derived.ts';
import { builder, Figure, Language, Money, titleFields } from '../builder.ts';
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
import { AgreementRoleEnum, AmendmentFieldEnum, ObligationKindEnum } from './agreement-words.ts';
import type { Amendment, AmendmentChange } from './amendment.ts';
import { type ObligationRollUp, sumFigure } from './roll-up.ts';

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
    version: t.exposeInt('version', { description: 'Counts its changes; give it as expectedVersion.' }),
    dueShare: t.field({
      type: Figure,
      nullable: true,
      description:
        'The share of the value of the contract that is due, in percent, as in a social clause. Null when what is due is a number of its own.',
      resolve: ({ dueShareBasisPoints }) =>
        dueShareBasisPoints === null ? null : shareFigure(dueShareBasisPoints),
    }),
    plannedPerUnit: t.field({
      type: Money,
      nullable: true,
      description:
        'Planned costs of the agreement, divided by what is due, to the cent. Null when either is not known, nothing is due, or there are several currencies.',
      resolve: async ({ agreementId, dueValue }, _args, context) =>
        perUnit(planned(await loadCells(wholeOf(agreementId), context)), dueValue),
    }),
    spentPerUnit: t.field({
      type: Money,
      nullable: true,
      description:
        'What was spent under the agreement, else paid, divided by what was realised, to the cent. Null when either is not known, nothing was realised, or there are several currencies.',
      resolve: async ({ agreementId, realisedValue }, _args, context) => {
        const cells = await loadCells(wholeOf(agreementId), context);
        const outgoing = spent(cells);
        return perUnit(outgoing.length > 0 ? outgoing : paid(cells), realisedValue);
      },
    }),
    source: t.field(sourceField),
  }),
});

const wholeOf = (id: string): BudgetOf => ({ level: 'agreement', id, year: null });

export const RollUpRef = builder.objectRef<ObligationRollUp>('ObligationRollUp').implement({
  description:
    'What the parts of an agreement promise together, of one kind and unit. A part that states it speaks for its own parts.',
  fields: (t) => ({
    kind: t.field({
      type: ObligationKindEnum,
      description: 'What is promised.',
      resolve: ({ kind }) => kind,
    }),
    due: t.field({
      type: Figure,
      description: 'How much the parts promise together, as far as known; `unit` says what is counted.',
      resolve: ({ due, unit }) => sumFigure(due, unit),
    }),
    realised: t.field({
      type: Figure,
      description: 'How much the parts realised together so far, as far as known.',
      resolve: ({ realised, unit }) => sumFigure(realised, unit),
    }),
    obligationCount: t.exposeInt('count', { description: 'How many obligations of parts are added up.' }),
    dueUnknownCount: t.int({
      description: 'Of how many of them it is not known what is due: above 0, `due` is incomplete.',
      resolve: ({ count, dueCount }) => count - dueCount,
    }),
    realisedUnknownCount: t.int({
      description: 'Of how many it is not known what was realised: above 0, `realised` is incomplete.',
      resolve: ({ count, realisedCount }) => count - realisedCount,
    }),
  }),
});

const AmendmentChangeRef = builder.objectRef<AmendmentChange>('AmendmentChange').implement({
  description: 'One thing that an amendment changed.',
  fields: (t) => ({
    field: t.field({
      type: AmendmentFieldEnum,
      description: 'What was changed.',
      resolve: ({ field }) => field,
    }),
    before: t.exposeString('valueBefore', {
      nullable: true,
      description: 'What it was, as text; days as YYYY-MM-DD. Null when there was nothing.',
    }),
    after: t.exposeString('valueAfter', {
      nullable: true,
      description: 'What it became, as text. Null when nothing is left.',
    }),
  }),
});

export const AmendmentRef = builder.objectRef<Amendment>('Amendment').implement({
  description: 'A version of a signed agreement: what was changed on which day.',
  fields: (t) => ({
    number: t.exposeInt('number', { description: 'Which one it is, from 1.' }),
    amendedOn: t.field({
      type: 'Date',
      description: 'The day of the amendment.',
      resolve: ({ amendedOn }) => amendedOn,
    }),
    reason: t.exposeString('reason', { nullable: true, description: 'Why. Null when nobody said.' }),
    changes: t.field({
      type: [AmendmentChangeRef],
      description: 'What was changed.',
      resolve: ({ changes }) => changes,
    }),
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
