import { ContributionRef } from '../contribution/contribution-type.ts';
import { ActionRef } from '../refs.ts';
import { IndicatorConnection, indicatorListArgs, loadIndicators } from './indicator-list-type.ts';

ActionRef.implement({
  externalFields: (t) => ({ id: t.id() }),
  fields: (t) => ({
    indicators: t.field({
      type: IndicatorConnection,
      nullable: true,
      description:
        'The indicators that the action is thought to move, by code. Null when the indicators service cannot be reached.',
      args: indicatorListArgs,
      resolve: ({ id }, args, context) => loadIndicators('action', id, args, context),
    }),
    contributions: t.field({
      type: [ContributionRef],
      nullable: true,
      description:
        'To which indicators it contributes, and how that is thought to go; by the code of the indicator. Null when the indicators service cannot be reached.',
      resolve: async ({ id }, _args, { loaders, contributions }) =>
        (await loaders.loadId('contributions of action', id, contributions.byActions)) ?? [],
    }),
  }),
});
