import { EMPTY_PAGE, loadPage, pageRequest } from '@kapstok/kit';
import { builder, connectionType } from '../builder.ts';
import { IndicatorRef, ProgrammeRef } from '../refs.ts';
import type { StaleIndicator } from './stale-indicator.ts';

const StaleRef = builder.objectRef<StaleIndicator>('StaleIndicator').implement({
  description:
    'An indicator without a number for longer than its frequency lets expect: half a year for monthly ones, a year for quarterly, three years for yearly, six for three-yearly ones.',
  fields: (t) => ({
    indicator: t.field({
      type: IndicatorRef,
      nullable: true,
      description: 'The indicator. Null when it may not be read.',
      resolve: ({ indicatorId }, _args, { loaders, indicators }) =>
        loaders.load('indicator', null, indicatorId, indicators.byIds),
    }),
    lastPeriodEnd: t.field({
      type: 'Date',
      nullable: true,
      description:
        'Last day of the last period with a number, at whatever place. Null when it never had a number.',
      resolve: ({ lastPeriodEnd }) => lastPeriodEnd,
    }),
    staleSince: t.field({
      type: 'Date',
      nullable: true,
      description: 'Since which day it is stale, UTC. Null when it never had a number.',
      resolve: ({ staleSince }) => staleSince,
    }),
  }),
});

const Connection = connectionType('StaleIndicator', 'stale indicators', StaleRef);

builder.objectField(ProgrammeRef, 'staleIndicators', (t) =>
  t.field({
    type: Connection,
    nullable: true,
    description:
      'Its indicators that were not updated as their frequency lets expect: those without any number first, then the longest silent. Irregular and calculated ones are never among them. Null for who does not read its figures, or when the indicators service cannot be reached.',
    args: {
      first: t.arg.int({ description: 'How many rows, 1 to 100; 20 when left out.' }),
      after: t.arg.string({ description: 'Start after this cursor; from the beginning when left out.' }),
    },
    reads: 'FIGURES',
    resolve: async ({ id }, args, { loaders, stale, today }) => {
      const request = pageRequest(args);
      const page = await loaders.load('stale indicators', [today, request], id, (ids) =>
        stale.pages(today, request, ids),
      );
      return loadPage(page ?? EMPTY_PAGE, (key) => loaders.load('stale indicator', null, key, stale.byIds));
    },
  }),
);
