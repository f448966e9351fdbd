import { enumValues } from '@kapstok/kit';
import { RETEST_TRIGGER, type RetestTrigger } from '@kapstok/schema';
import { builder, textField } from '../builder.ts';
import type { Context } from '../context.ts';
import { PovertyTestRef } from '../refs.ts';

const Trigger = builder.enumType('RetestTrigger', {
  description: 'What happened to the thing tested since the verdict, so that the test should be repeated.',
  values: enumValues(RETEST_TRIGGER),
});

/** How far the subject moved since the verdict; of all tests of the answer in one statement. */
const moveOf = (id: string, { loaders, tests }: Context) => loaders.load('moves', null, id, tests.moves);

builder.objectFields(PovertyTestRef, (t) => ({
  retestEvent: textField(t as never, 'retestTrigger' as never, 'The event after which it is to be repeated.'),
  retestShare: t.exposeInt('retestShare', {
    description:
      'Percentage by which the planned money may move since the verdict before it should be repeated.',
  }),
  retestTriggers: t.field({
    type: [Trigger],
    description:
      'What moved since the verdict; empty when nothing did, or it is not known what was planned then. It does not close the gate: who sees it asks for a new test, or sets `retestOn`.',
    reads: 'MONEY',
    resolve: async ({ id, stage }, _args, context): Promise<RetestTrigger[]> => {
      const move = stage === 'WITHDRAWN' ? null : await moveOf(id, context);
      const holds = { BUDGET_MOVED: move?.isBudgetMoved, TARGET_GROUP_CHANGED: move?.isGroupChanged };
      return (Object.keys(holds) as RetestTrigger[]).filter((trigger) => holds[trigger] === true);
    },
  }),
  budgetMovedPercent: t.int({
    nullable: true,
    description:
      'By how many percent the planned money of the action moved since the verdict, up or down. Null when either amount is not known, or for who does not read the money of the programme.',
    reads: 'MONEY',
    resolve: async ({ id }, _args, context) => (await moveOf(id, context))?.movedPercent ?? null,
  }),
  withdrawnOn: t.field({
    type: 'Date',
    nullable: true,
    description: 'Day on which it was called off. Null when it was not, or nobody noted it.',
    resolve: ({ withdrawnOn }) => withdrawnOn,
  }),
}));
