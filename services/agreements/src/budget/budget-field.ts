import { isId, organisationsOf, readsSome } from '@kapstok/kit';
import { builder } from '../builder.ts';
import { AgreementRef, OrganisationRef } from '../refs.ts';
import type { BudgetOf } from './budget-part-type.ts';
import type { BudgetLevel } from './budget-store.ts';
import { BudgetSummary } from './budget-type.ts';
import { readYear } from './year.ts';

/** The argument of every `budget`. */
export const budgetArgs = builder.args((t) => ({
  year: t.int({
    description:
      'Only lines of this year and transactions in it, 1900 to 2200; everything, also lines without a year, when left out.',
  }),
}));

/** What is summed up; the sums are read when they are asked for. Null for what is no id. */
export const budgetOf = (
  level: BudgetLevel,
  id: string,
  { year }: { year?: number | null | undefined },
): BudgetOf | null => (isId(id) ? { level, id, year: readYear(year) } : null);

builder.objectField(AgreementRef, 'budget', (t) =>
  t.field({
    type: BudgetSummary,
    description: 'Its money, summed up.',
    args: {
      ...budgetArgs,
      withParts: t.arg.boolean({
        description:
          'True: the money of the agreements that are parts of it, at any depth, is included, as far as you may read them.',
      }),
    },
    resolve: ({ id }, { year, withParts }) => ({
      level: withParts ? ('agreementWithParts' as const) : ('agreement' as const),
      id,
      year: readYear(year),
    }),
  }),
);
builder.objectField(OrganisationRef, 'budget', (t) =>
  t.field({
    type: BudgetSummary,
    nullable: true,
    description:
      'The money of the agreements to which it is party, in whatever role, in the programmes of which you may read the money, whole for each party: the budgets of organisations do not add up. Drafts count for those who may read them. Of your own organisation: of all its agreements where you speak for it. Null when you may read the money of no programme.',
    args: budgetArgs,
    resolve: ({ id }, { year }, { viewer }) =>
      readsSome(viewer, 'MONEY') || organisationsOf(viewer).includes(id)
        ? { level: 'organisation' as const, id, year: readYear(year) }
        : null,
  }),
);
