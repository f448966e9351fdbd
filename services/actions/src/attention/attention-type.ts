import { EMPTY_PAGE, enumValues, loadPage, pageRequest } from '@kapstok/kit';
import { ATTENTION_KIND, ATTENTION_ORDER, wordsOf } from '@kapstok/schema';
import { builder, connectionType, Money } from '../builder.ts';
import { ActionRef, ProgrammeRef } from '../refs.ts';
import type { Attention, AttentionWish } from './attention-store.ts';

const Kind = builder.enumType('AttentionKind', {
  description: 'Why an action needs attention.',
  values: enumValues(ATTENTION_KIND),
});

const Order = builder.enumType('AttentionOrder', {
  description: 'In which order actions that need attention are listed.',
  values: enumValues(ATTENTION_ORDER),
});

const AttentionItem = builder.objectRef<Attention>('AttentionItem').implement({
  description:
    'An action that needs attention. What it knows of other services is as fresh as their last event.',
  fields: (t) => ({
    action: t.field({
      type: ActionRef,
      nullable: true,
      description: 'The action. Null when it may not be read.',
      resolve: ({ actionId }, _args, { loaders, actions }) =>
        loaders.load('action', null, actionId, actions.byIds),
    }),
    kinds: t.field({
      type: [Kind],
      description: 'All that it needs attention for.',
      resolve: ({ kinds }) => kinds,
    }),
    moneyAtRisk: t.field({
      type: Money,
      nullable: true,
      description:
        'Money planned for it, as `Action.budget.planned` says. Null when none is known, or it is in more than one currency.',
      resolve: ({ plannedCents, currency }) =>
        plannedCents === null || currency === null ? null : { cents: plannedCents, currency },
    }),
    daysOverdue: t.exposeInt('daysOverdue', {
      nullable: true,
      description: 'Days since its planned end. Null when it is not OVERDUE.',
    }),
    since: t.field({
      type: 'Date',
      nullable: true,
      description:
        'The last day on which all was well: the planned end when the action is OVERDUE, or the day by which a test or its repetition was due when it is TEST_OVERDUE, or the 120th day without any sign of life when it is SILENT, or the day due of a flag when it is FOLLOW_UP_DUE, whichever came first. Null when none of them holds; what is merely missing has no day.',
      resolve: ({ since }) => since,
    }),
  }),
});
const AttentionConnection = connectionType('Attention', 'actions that need attention', AttentionItem);

builder.objectField(ProgrammeRef, 'attention', (t) =>
  t.field({
    type: AttentionConnection,
    nullable: true,
    description:
      'Actions that need attention. Stopped actions need none. Null for who does not steer the programme.',
    reads: 'INTERNAL',
    args: {
      allOf: t.arg({
        type: [Kind],
        description: 'Only actions for which all of these hold; an empty list restricts nothing.',
      }),
      anyOf: t.arg({
        type: [Kind],
        description:
          'Only actions for which at least one of these holds; any kind will do when left out or empty.',
      }),
      orderBy: t.arg({
        type: Order,
        description:
          'The order; most money first when left out. What is equal in it is ordered by id: upwards for SINCE, else downwards.',
      }),
      first: t.arg.int({ description: 'How many rows, 1 to 100; 20 when left out.' }),
      after: t.arg.string({ description: 'Start after this cursor; from the beginning when left out.' }),
    },
    resolve: async ({ id }, { allOf, anyOf, orderBy, ...args }, { loaders, attention, today }) => {
      const request = pageRequest(args);
      const wanted: AttentionWish = {
        all: allOf ?? [],
        // An empty choice restricts nothing; but what needs no attention at all is never in the list.
        any: anyOf?.length ? anyOf : wordsOf(ATTENTION_KIND),
        order: orderBy ?? 'MONEY_AT_RISK',
      };
      const page = await loaders.load('attention', [wanted, request], id, (ids) =>
        attention.pages(wanted, today, request, ids),
      );
      return loadPage(page ?? EMPTY_PAGE, (key) =>
        loaders.load('attention item', null, key, (ids) => attention.byActions(today, ids)),
      );
    },
  }),
);
