import { ProgrammeRef } from '../refs.ts';
import { IndicatorConnection, indicatorListArgs, loadIndicators } from './indicator-list-type.ts';

ProgrammeRef.implement({
  externalFields: (t) => ({ id: t.id() }),
  fields: (t) => ({
    indicators: t.field({
      type: IndicatorConnection,
      nullable: true,
      description:
        'The indicators of the programme, by code. Null when the indicators service cannot be reached.',
      args: indicatorListArgs,
      resolve: ({ id }, args, context) => loadIndicators('programme', id, args, context),
    }),
  }),
});
