import { ProgrammeRef } from '../refs.ts';
import { IndicatorConnection, indicatorListArgs, loadIndicators } from './indicator-list-type.ts';

ProgrammeRef.implement({
  programmeOf: ({ id }) => id,
  externalFields: (t) => ({ id: t.id() }),
  fields: (t) => ({
    indicators: t.field({
      type: IndicatorConnection,
      nullable: true,
      description:
        'The indicators of the programme, by code. Null for who does not read its figures, or when the indicators service cannot be reached.',
      args: indicatorListArgs,
      reads: 'FIGURES',
      resolve: ({ id }, args, context) => loadIndicators('programme', id, args, context),
    }),
  }),
});
