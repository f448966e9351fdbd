import { ACTION_GOAL, ACTION_LEVEL, ACTION_STATUS, type ActionStatus, wordsOf } from '@kapstok/schema';
import { ActionGoal, ActionLevel, ActionStatusEnum, RealisationEnum } from '../action/action-words.ts';
import { builder, Figure } from '../builder.ts';
import type { Context } from '../context.ts';
import { ActionRef, BlockRef, CrosswalkRef, PolicyDomainRef, ProgrammeRef } from '../refs.ts';
import {
  COMPLETION_METHOD,
  completion,
  countWhere,
  inputsOf,
  isDone,
  isUnknown,
  type ProgressCell,
} from './progress.ts';
import type { ProgressLevel } from './progress-store.ts';

const StatusCount = builder
  .objectRef<{ status: ActionStatus; count: number }>('ActionStatusCount')
  .implement({
    description: 'How many actions have a status.',
    fields: (t) => ({
      status: t.field({
        type: ActionStatusEnum,
        description: 'The status that is counted.',
        resolve: ({ status }) => status,
      }),
      count: t.exposeInt('count', { description: 'Actions with it.' }),
    }),
  });

type GoalLevel = { goal: string | null; level: string | null; count: number };
const GoalLevelCount = builder.objectRef<GoalLevel>('GoalLevelCount').implement({
  description: 'How many actions serve a goal at a level.',
  fields: (t) => ({
    goal: t.field({
      type: ActionGoal,
      nullable: true,
      description: 'The goal. Null for actions of which none is stated.',
      resolve: ({ goal }) => goal as never,
    }),
    level: t.field({
      type: ActionLevel,
      nullable: true,
      description: 'The level. Null for actions of which none is stated.',
      resolve: ({ level }) => level as never,
    }),
    count: t.exposeInt('count', { description: 'Actions in this cell.' }),
  }),
});

const ProgressInput = builder.objectRef<ProgressCell>('ProgressInput').implement({
  description: 'Actions that stand alike, and what they weigh in the figures made of them.',
  fields: (t) => ({
    status: t.field({
      type: ActionStatusEnum,
      description: 'The status that they have.',
      resolve: ({ status }) => status,
    }),
    realisation: t.field({
      type: RealisationEnum,
      nullable: true,
      description: 'What came of them. Null when no source says.',
      resolve: ({ realisation }) => realisation,
    }),
    goal: t.field({
      type: ActionGoal,
      nullable: true,
      description: 'The goal they serve. Null when none is stated.',
      resolve: ({ goal }) => goal as never,
    }),
    level: t.field({
      type: ActionLevel,
      nullable: true,
      description: 'The level at which they work. Null when none is stated.',
      resolve: ({ level }) => level as never,
    }),
    isOverdue: t.exposeBoolean('isOverdue', {
      description: 'Whether their planned end has passed and they are neither completed nor stopped.',
    }),
    count: t.exposeInt('count', { description: 'How many actions; each weighs 1.' }),
    numerator: t.int({
      description: 'What they add to the numerator of `completion`: their count, or 0.',
      resolve: (cell) => (isDone(cell) ? cell.count : 0),
    }),
    denominator: t.int({
      description:
        'What they add to the denominator of `completion`: their count, or 0 when nobody says what came of them.',
      resolve: (cell) => (isUnknown(cell) ? 0 : cell.count),
    }),
  }),
});

export const ProgressSummary = builder.objectRef<readonly ProgressCell[]>('ProgressSummary').implement({
  description: 'How the actions stand. An action that has parts is counted through its parts.',
  fields: (t) => ({
    actionCount: t.int({
      description: 'How many actions are counted.',
      resolve: (cells) => countWhere(cells, () => true),
    }),
    byStatus: t.field({
      type: [StatusCount],
      description: 'Actions by status, in the order of their life; statuses that none has are left out.',
      resolve: (cells) =>
        wordsOf(ACTION_STATUS)
          .map((status) => ({ status, count: countWhere(cells, (cell) => cell.status === status) }))
          .filter(({ count }) => count > 0),
    }),
    realisedCount: t.int({
      description: 'How many of them are realised.',
      resolve: (cells) => countWhere(cells, (cell) => cell.realisation === 'REALISED'),
    }),
    partlyRealisedCount: t.int({
      description: 'Actions partly realised.',
      resolve: (cells) => countWhere(cells, (cell) => cell.realisation === 'PARTLY_REALISED'),
    }),
    notRealisedCount: t.int({
      description: 'Actions not or too little realised.',
      resolve: (cells) => countWhere(cells, (cell) => cell.realisation === 'NOT_REALISED'),
    }),
    unknownRealisationCount: t.int({
      description:
        'Actions of which no source says what came of them: their status is unknown, or they are completed without more.',
      resolve: (cells) => countWhere(cells, isUnknown),
    }),
    overdueCount: t.int({
      description: 'Actions whose planned end has passed and that are neither completed nor stopped.',
      resolve: (cells) => countWhere(cells, (cell) => cell.isOverdue),
    }),
    completion: t.field({
      type: Figure,
      description:
        'Percentage realised, wholly or partly, with both its parts; `completionMethod` says how it is made.',
      resolve: completion,
    }),
    completionMethod: t.string({
      description: 'How `completion` is computed, in English.',
      resolve: () => COMPLETION_METHOD,
    }),
    inputs: t.field({
      type: [ProgressInput],
      description:
        'All that goes into these figures: every counted action is in one of them, so each figure can be computed again.',
      resolve: inputsOf,
    }),
    byGoalAndLevel: t.field({
      type: [GoalLevelCount],
      description:
        'Actions by basic goal and level, those without either included; cells that none has are left out.',
      resolve: (cells) =>
        [...wordsOf(ACTION_GOAL), null].flatMap((goal) =>
          [...wordsOf(ACTION_LEVEL), null]
            .map((level) => ({
              goal,
              level,
              count: countWhere(cells, (cell) => cell.goal === goal && cell.level === level),
            }))
            .filter(({ count }) => count > 0),
        ),
    }),
  }),
});

const loadProgress = async (level: ProgressLevel, id: string, { loaders, progress, today }: Context) =>
  (await loaders.load('progress', level, id, (ids) => progress.cells(level, today, ids))) ?? [];

const about = 'How its actions stand.';
builder.objectField(ProgrammeRef, 'progress', (t) =>
  t.field({
    type: ProgressSummary,
    description: about,
    resolve: ({ id }, _args, c) => loadProgress('programme', id, c),
  }),
);
builder.objectField(PolicyDomainRef, 'progress', (t) =>
  t.field({
    type: ProgressSummary,
    description: about,
    resolve: ({ id }, _args, c) => loadProgress('domain', id, c),
  }),
);
builder.objectField(BlockRef, 'progress', (t) =>
  t.field({
    type: ProgressSummary,
    description: about,
    resolve: ({ id }, _args, c) => loadProgress('block', id, c),
  }),
);
builder.objectField(ActionRef, 'progress', (t) =>
  t.field({
    type: ProgressSummary,
    description: 'How its parts stand, or how it stands itself when it has none.',
    resolve: ({ id }, _args, c) => loadProgress('action', id, c),
  }),
);
builder.objectField(CrosswalkRef, 'progress', (t) =>
  t.field({
    type: ProgressSummary,
    description: 'How the actions related to the term stand.',
    resolve: ({ id }, _args, c) => loadProgress('crosswalk', id, c),
  }),
);
