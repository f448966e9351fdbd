import { CHANGE_INPUT, ChangeRefused, idOf, notThere, textOf } from '@kapstok/kit';
import { RECORDED_REASONS, type RecordedReason } from '@kapstok/schema';
import { builder, MissingReasonEnum, mutation } from '../builder.ts';
import type { Context } from '../context.ts';
import { CrosswalkVocabulary } from '../domain/crosswalk-type.ts';
import { lockAction, showAction } from './action-mutations-type.ts';

const Group = builder.inputType('TargetGroupInput', {
  description: 'A group of people for whom an action is meant; a number of people, or why there is none.',
  fields: (t) => ({
    code: t.string({ required: true, description: 'Code of a group of people of the programme.' }),
    personCount: t.int({
      description:
        'How many persons the action is meant to reach, 0 or more; left out: `personCountReason` says why.',
    }),
    personCountReason: t.field({
      type: MissingReasonEnum,
      description:
        'Why there is no number: NOT_PUBLISHED, NOT_MEASURED (when left out), NOT_APPLICABLE or LOST_IN_SOURCE.',
    }),
  }),
});
type Group = typeof Group.$inferInput;

mutation({
  name: 'setTargetGroups',
  description:
    'Says for whom an action is meant, in place of what was said before. For the director of the programme and the coordinator of the domain.',
  asks: 'Which groups of people an action is meant for, all of them.',
  input: (t) => ({
    actionId: t.id({ required: true, description: 'The action that it is about.' }),
    groups: t.field({ type: [Group], required: true, description: 'All groups; empty: none is stated.' }),
    reason: t.string({ description: CHANGE_INPUT.reason }),
    expectedVersion: t.int({ description: CHANGE_INPUT.expectedVersion }),
  }),
  objectType: 'Action',
  shows: showAction,
  async change(input, context, db) {
    const { edits, details } = context;
    const { id, programmeId } = await lockAction(input, context, db);
    const groups = input.groups.map((group) => figureOf(group));
    const codes = groups.map(({ code }) => code);
    if (new Set(codes).size < codes.length) throw twice('groups', 'group');
    const ids = await edits.peopleGroups(programmeId, codes);
    const before = (await details.targetGroups([id])).get(id) ?? [];
    await edits.removeTargetGroups(id);
    for (const { code, ...count } of groups) {
      const peopleGroupId = ids.get(code);
      if (peopleGroupId === undefined) throw notThere('groups', `group of people with the code ${code}`);
      await edits.insert('target_group', { programmeId, actionId: id, peopleGroupId, ...count });
    }
    await edits.update('action', id, {});
    const old = before.map(({ peopleGroup, personCount }) => ({ code: peopleGroup.code, personCount }));
    const audit = { what: 'TARGET_GROUPS_SET', programmeId, before: { groups: old }, after: { groups } };
    return {
      objectId: id,
      audit: { ...audit, reason: textOf(input.reason, 'reason', 1000) },
      tells: { programmeId, actionIds: [id] },
    };
  },
});

const twice = (path: string, what: string) =>
  new ChangeRefused('BAD_USER_INPUT', `A ${what} is named twice; once is enough.`, { path });

function figureOf({ code, personCount, personCountReason }: Group) {
  const count = personCount ?? null;
  if (count !== null && personCountReason != null)
    throw new ChangeRefused(
      'BAD_USER_INPUT',
      `${code} has a number and a reason why there is none; give one.`,
      {
        path: 'groups',
      },
    );
  if (count !== null && (count < 0 || count > 100_000_000))
    throw new ChangeRefused(
      'BAD_USER_INPUT',
      `${code} is meant for ${count} persons; give 0 to 100,000,000.`,
      {
        path: 'groups',
      },
    );
  return { code, personCount: count, personCountReason: count === null ? recorded(personCountReason) : null };
}

function recorded(reason: string | null | undefined): RecordedReason {
  const found = RECORDED_REASONS.find((one) => one === (reason ?? 'NOT_MEASURED'));
  if (found !== undefined) return found;
  const message = `${reason} is not a reason that somebody records; give one of ${RECORDED_REASONS.join(', ')}.`;
  throw new ChangeRefused('BAD_USER_INPUT', message, { path: 'groups' });
}

mutation({
  name: 'setActionCrosswalks',
  description:
    "Says to which terms of other people's lists, such as measures of supralocal plans, an action is related, in place of what was said before. For the director of the programme and the coordinator of the domain.",
  asks: 'To which terms an action is related, all of them or all of one list.',
  input: (t) => ({
    actionId: t.id({ required: true, description: 'The action that it is about.' }),
    vocabulary: t.field({
      type: CrosswalkVocabulary,
      description: 'Only relations to this list are replaced; left out: all are.',
    }),
    crosswalkIds: t.idList({ required: true, description: 'Ids of terms of the programme; empty: to none.' }),
    reason: t.string({ description: CHANGE_INPUT.reason }),
    expectedVersion: t.int({ description: CHANGE_INPUT.expectedVersion }),
  }),
  objectType: 'Action',
  shows: showAction,
  async change(input, context, db) {
    const { edits, details } = context;
    const { id, programmeId } = await lockAction(input, context, db);
    const vocabulary = input.vocabulary ?? null;
    const ids = await termsOf(input.crosswalkIds, { programmeId, vocabulary }, context);
    const related = (await details.crosswalks([id])).get(id) ?? [];
    const replaced = related.filter(
      ({ crosswalk }) => vocabulary === null || crosswalk.vocabulary === vocabulary,
    );
    const basisOf = new Map(replaced.map(({ crosswalk, basis }) => [crosswalk.id, basis]));
    await edits.removeCrosswalks(id, vocabulary);
    // What was stated by a source stays so; what people relate here they conclude.
    for (const crosswalkId of ids) {
      const basis = basisOf.get(crosswalkId) ?? 'DERIVED';
      await edits.insert('action_crosswalk', { programmeId, actionId: id, crosswalkId, basis });
    }
    await edits.update('action', id, {});
    const before = { crosswalkIds: replaced.map(({ crosswalk }) => crosswalk.id) };
    const audit = { what: 'ACTION_CROSSWALKS_SET', programmeId, before, after: { crosswalkIds: ids } };
    return {
      objectId: id,
      audit: { ...audit, reason: textOf(input.reason, 'reason', 1000) },
      tells: { programmeId, actionIds: [id] },
    };
  },
});

async function termsOf(
  given: readonly string[],
  { programmeId, vocabulary }: { programmeId: string; vocabulary: string | null },
  { domains }: Context,
): Promise<readonly string[]> {
  const ids = given.map((id) => idOf(id, 'crosswalkIds', 'term in the programme'));
  if (new Set(ids).size < ids.length) throw twice('crosswalkIds', 'term');
  const terms = await domains.crosswalksByIds(ids);
  for (const id of ids) {
    const term = terms.get(id);
    if (term === undefined || term.programmeId !== programmeId)
      throw notThere('crosswalkIds', 'term in the programme');
    if (vocabulary !== null && term.vocabulary !== vocabulary)
      throw new ChangeRefused('CONFLICT', `${term.code} is of ${term.vocabulary}, not of ${vocabulary}.`, {
        path: 'crosswalkIds',
      });
  }
  return ids;
}
