import { programmeOfPart } from '@kapstok/kit';
import { PolicyDomainRef } from '../refs.ts';
import { IndicatorConnection, indicatorListArgs, loadIndicators } from './indicator-list-type.ts';

PolicyDomainRef.implement({
  programmeOf: programmeOfPart('domain', 'FIGURES'),
  externalFields: (t) => ({ id: t.id() }),
  fields: (t) => ({
    indicators: t.field({
      type: IndicatorConnection,
      nullable: true,
      description:
        'The indicators of the domain, by code: those that say so, and those to which an action of the domain contributes. Null for who does not read its figures, or when the indicators service cannot be reached.',
      args: indicatorListArgs,
      reads: 'FIGURES',
      resolve: ({ id }, args, context) => loadIndicators('domain', id, args, context),
    }),
  }),
});
