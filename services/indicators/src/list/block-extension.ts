import { programmeOfPart } from '@kapstok/kit';
import { BlockRef } from '../refs.ts';
import { IndicatorConnection, indicatorListArgs, loadIndicators } from './indicator-list-type.ts';

BlockRef.implement({
  programmeOf: programmeOfPart('block', 'FIGURES'),
  externalFields: (t) => ({ id: t.id() }),
  fields: (t) => ({
    indicators: t.field({
      type: IndicatorConnection,
      nullable: true,
      description:
        'The indicators of the block, by code: those that say so, and those to which an action of the block contributes. Null for who does not read its figures, or when the indicators service cannot be reached.',
      args: indicatorListArgs,
      reads: 'FIGURES',
      resolve: ({ id }, args, context) => loadIndicators('block', id, args, context),
    }),
  }),
});
