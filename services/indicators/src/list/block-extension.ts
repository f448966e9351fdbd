import { BlockRef } from '../refs.ts';
import { IndicatorConnection, indicatorListArgs, loadIndicators } from './indicator-list-type.ts';

BlockRef.implement({
  externalFields: (t) => ({ id: t.id() }),
  fields: (t) => ({
    indicators: t.field({
      type: IndicatorConnection,
      nullable: true,
      description:
        'The indicators of the block, by code: those that say so, and those to which an action of the block contributes. Null when the indicators service cannot be reached.',
      args: indicatorListArgs,
      resolve: ({ id }, args, context) => loadIndicators('block', id, args, context),
    }),
  }),
});
