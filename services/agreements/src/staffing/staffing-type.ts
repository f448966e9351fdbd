import { builder } from '../builder.ts';
import { ActionRef, AgreementRef, OrganisationRef, stub } from '../refs.ts';
import type { Employed, Staffing } from './staffing-store.ts';

const EmployedRef = builder.objectRef<Employed>('EmployedStaff').implement({
  description: 'How many one organisation employs for an agreement.',
  fields: (t) => ({
    employer: t.field({
      type: OrganisationRef,
      nullable: true,
      description: 'The organisation that employs them. Null when it may not be read.',
      resolve: ({ employerId }, _args, { loaders, organisations }) =>
        loaders.load('organisation', null, employerId, organisations.byIds),
    }),
    action: t.field({
      type: ActionRef,
      nullable: true,
      description: 'The action they work for. Null when it is not said, or actions cannot be reached.',
      resolve: ({ actionId }) => stub(actionId),
    }),
    fte: t.field({
      type: 'Decimal',
      description: 'How many full-time equivalents that is.',
      resolve: ({ fte }) => fte,
    }),
    headCount: t.exposeInt('headCount', {
      nullable: true,
      description: 'How many persons that is. Null when not known.',
    }),
  }),
});

const StaffingRef = builder.objectRef<Staffing>('Staffing').implement({
  description: 'Who employs how many for an agreement, and whether the parts make the total that was stated.',
  fields: (t) => ({
    byEmployer: t.field({
      type: [EmployedRef],
      description: 'By employer, most first.',
      resolve: ({ byEmployer }) => byEmployer,
    }),
    total: t.field({
      type: 'Decimal',
      nullable: true,
      description: 'The full-time equivalents of all employers together. Null when none is named.',
      resolve: ({ total }) => total,
    }),
    statedTotal: t.field({
      type: 'Decimal',
      nullable: true,
      description: 'The total that was stated, in full-time equivalents. Null when none was.',
      resolve: ({ statedTotal }) => statedTotal,
    }),
    difference: t.field({
      type: 'Decimal',
      nullable: true,
      description: 'Total minus stated total: 0 when the parts are right. Null when either is.',
      resolve: ({ difference }) => difference,
    }),
  }),
});

builder.objectField(AgreementRef, 'staffing', (t) =>
  t.field({
    type: StaffingRef,
    nullable: true,
    description: 'Who employs how many for it. Null when nobody said.',
    resolve: ({ id }, _args, { loaders, staffing }) =>
      loaders.load('staffing', null, id, staffing.byAgreements),
  }),
);
