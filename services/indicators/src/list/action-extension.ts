import { programmeOfPart } from '@kapstok/kit';
import { ContributionRef } from '../contribution/contribution-type.ts';
import { ActionRef } from '../refs.ts';
import { IndicatorConnection, indicatorListArgs, loadIndicators } from './indicator-list-type.ts';

ActionRef.implement({
  programmeOf: programmeOfPart('action', 'FIGURES'),
  externalFields: (t) => ({ id: t.id() }),
  fields: (t) => ({
    indicators: t.field({
      type: IndicatorConnection,
      nullable: true,
      description:
        'The indicators that the action is thought to move, by code. Null for who does not read its figures, or when the indicators service cannot be reached.',
      args: indicatorListArgs,
      reads: 'FIGURES',
      resolve: ({ id }, args, context) => loadIndicators('action', id, args, context),
    }),
    contributions: t.field({
      type: [ContributionRef],
      nullable: true,
      description:
        'To which indicators it contributes, and how that is thought to go; by the code of the indicator. Null for who does not read its figures, or when the indicators service cannot be reached.',
      reads: 'FIGURES',
      resolve: async ({ id }, _args, { loaders, contributions }) =>
        (await loaders.loadId('contributions of action', id, contributions.byActions)) ?? [],
    }),
  }),
});
