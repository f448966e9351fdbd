import { enumValues } from '@kapstok/kit';
import { ACTION_GOAL, ACTION_LEVEL } from '@kapstok/schema';
import { builder } from '../builder.ts';
import { committed, type GoalSlice, paid, planned, revenue, spent } from './budget.ts';
import { sum } from './slice-type.ts';

// Words of the service `actions`; composition wants an enum to be the same wherever it is used.
const ActionGoalEnum = builder.enumType('ActionGoal', {
  description: 'The two basic goals of a poverty plan.',
  values: enumValues(ACTION_GOAL),
});
const ActionLevelEnum = builder.enumType('ActionLevel', {
  description: 'At which level an action works.',
  values: enumValues(ACTION_LEVEL),
});

export const GoalSliceRef = builder.objectRef<GoalSlice>('GoalLevelBudget').implement({
  description: 'The part of a budget summary that is for actions of one goal and level.',
  fields: (t) => ({
    goal: t.field({
      type: ActionGoalEnum,
      nullable: true,
      description: 'The goal. Null for money of actions of which none is stated, or of no action.',
      resolve: ({ goal }) => goal,
    }),
    level: t.field({
      type: ActionLevelEnum,
      nullable: true,
      description: 'The level. Null for money of actions of which none is stated, or of no action.',
      resolve: ({ level }) => level,
    }),
    planned: t.field(sum('Costs, as in the summary.', planned)),
    revenue: t.field(sum('Revenues, as in the summary.', revenue)),
    committed: t.field(sum('Money bindingly promised.', committed)),
    paid: t.field(sum('Money paid to partners.', paid)),
    spent: t.field(sum('Money spent on the work itself.', spent)),
  }),
});
