import { builder, Figure, Money } from '../builder.ts';
import { OrganisationRef } from '../refs.ts';
import { planned } from './budget.ts';
import type { FunderCover, SupportYear } from './derived.ts';

export const SupportYearRef = builder.objectRef<SupportYear>('SupportYear').implement({
  description: 'Subsidies in one year, beside the costs of that year and the subsidies of the year before.',
  fields: (t) => ({
    year: t.exposeInt('year', { description: 'Which year it is.' }),
    support: t.field({
      type: [Money],
      description:
        'Revenue lines of category SUBSIDY. One entry for each currency; empty when none is known.',
      resolve: ({ support }) => [...support],
    }),
    planned: t.field({
      type: [Money],
      description: 'Cost lines of the year. One entry for each currency; empty when none is known.',
      resolve: ({ cells }) => planned(cells),
    }),
    share: t.field({
      type: Figure,
      description:
        'Support as a percentage of planned. Missing without a known cost, when support is foreseen but no amount of it known, or in several currencies.',
      resolve: ({ share }) => share,
    }),
    change: t.field({
      type: Figure,
      description:
        'By how many percent the support changed since the year before: below zero where it tapers. Missing without one, or when either is not known.',
      resolve: ({ change }) => change,
    }),
  }),
});

export const FunderCoverRef = builder.objectRef<FunderCover>('FunderCover').implement({
  description: 'What one funder gives, and how much of all planned costs that covers.',
  fields: (t) => ({
    funder: t.field({
      type: OrganisationRef,
      nullable: true,
      description: 'Who gives it. Null where nobody is named, or it may not be read.',
      resolve: ({ funderId }, _args, { loaders, organisations }) =>
        funderId === null ? null : loaders.load('organisation', null, funderId, organisations.byIds),
    }),
    revenue: t.field({
      type: [Money],
      description: 'Its revenue lines. One entry for each currency, by currency.',
      resolve: ({ revenue }) => [...revenue],
    }),
    cover: t.field({
      type: Figure,
      description: 'Percentage of all planned costs. Missing without a known cost, or in several currencies.',
      resolve: ({ cover }) => cover,
    }),
  }),
});
