import { CHANGE_INPUT, ChangeRefused, freeCode, lockRow, needRow, type Queryable } from '@kapstok/kit';
import { MilestoneRef } from '../action/detail-types.ts';
import { Language, mutation } from '../builder.ts';
import type { Context } from '../context.ts';
import { LANGUAGE_INPUT, languageOf, needLocal } from '../local-input.ts';
import { needTakingPart } from './load-action.ts';

const SHOWS_MILESTONE = {
  field: 'milestone',
  type: MilestoneRef,
  description: 'The milestone as it is now. Null when it is not for you.',
  load: (id: string, { loaders, milestones }: Context) =>
    loaders.load('milestone', null, id, milestones.byIds),
} as const;

/** One after the other: two who ask at once for the next code of an action would get the same. */
export async function takeTurnFor(db: Queryable, actionId: string): Promise<void> {
  await db.query(`select pg_advisory_xact_lock(hashtextextended('kapstok details ' || $1::text, 0))`, [
    actionId,
  ]);
}

mutation({
  name: 'addMilestone',
  description:
    'Sets a point that an action should reach. For who speaks for an organisation that takes part in it, and for who steers its domain.',
  asks: 'What is to be reached, in which action and by when.',
  input: (t) => ({
    actionId: t.id({ required: true, description: 'The action that it is of.' }),
    title: t.string({ required: true, description: 'What is to be reached, 300 characters at most.' }),
    language: t.field({ type: Language, description: LANGUAGE_INPUT }),
    plannedOn: t.field({ type: 'Date', description: 'By when; left out: not known.' }),
  }),
  objectType: 'Milestone',
  shows: SHOWS_MILESTONE,
  async change(input, context, db) {
    const { actions, milestones, updates, today } = context;
    const action = await needRow(input.actionId, 'actionId', 'action', actions.byIds);
    await needTakingPart(action, context);
    const { id: actionId, programmeId } = action;
    const language = await languageOf(input.language, programmeId, context);
    const title = needLocal(input.title, 'title', 300, language);
    await takeTurnFor(db, actionId);
    const code = await freeCode(db, 'milestone', programmeId, `${action.code}-m`);
    const plannedOn = input.plannedOn ?? null;
    const id = await milestones.add({ programmeId, actionId, code, title, plannedOn });
    await updates.touch(actionId, programmeId, today);
    const after = { actionId, code, title, plannedOn };
    return { objectId: id, audit: { what: 'MILESTONE_ADDED', programmeId, before: null, after } };
  },
});

mutation({
  name: 'reachMilestone',
  description:
    'Notes that a milestone was reached. For who speaks for an organisation that takes part in the action, and for who steers its domain.',
  asks: 'Which milestone was reached, and when.',
  input: (t) => ({
    milestoneId: t.id({ required: true, description: 'The milestone that was reached.' }),
    actualOn: t.field({ type: 'Date', description: 'When, UTC, not in the future; left out: today.' }),
    expectedVersion: t.int({ description: CHANGE_INPUT.expectedVersion }),
  }),
  objectType: 'Milestone',
  shows: SHOWS_MILESTONE,
  async change(input, context, db) {
    const { actions, milestones, updates, today } = context;
    const { byIds } = milestones;
    const { id, actionId } = await needRow(input.milestoneId, 'milestoneId', 'milestone', byIds);
    const action = await needRow(actionId, 'milestoneId', 'milestone', actions.byIds);
    await needTakingPart(action, context);
    const actualOn = input.actualOn ?? today;
    if (actualOn > today)
      throw new ChangeRefused('BAD_USER_INPUT', `A milestone was reached on ${today} at the latest.`, {
        path: 'actualOn',
      });
    const { programmeId } = action;
    const { actualOn: before } = await lockRow(db, 'milestone', { id, byIds }, input.expectedVersion);
    await milestones.reach(id, actualOn);
    await updates.touch(actionId, programmeId, today);
    return {
      objectId: id,
      audit: { what: 'MILESTONE_REACHED', programmeId, before: { actualOn: before }, after: { actualOn } },
    };
  },
});
