import { CHANGE_INPUT, ChangeRefused, idOf, notThere, textOf } from '@kapstok/kit';
import type { DatePrecision, ParticipationRole } from '@kapstok/schema';
import type { Action, Participation } from '../action/action.ts';
import { ParticipationRoleEnum } from '../action/action-words.ts';
import { DatePrecision as DatePrecisionEnum, mutation } from '../builder.ts';
import type { Context } from '../context.ts';
import { lockAction, showAction } from './action-mutations-type.ts';
import { auditOf, changesOf, isBefore, partialDate } from './action-patch.ts';
import { type InputBuilder, listedOrganisation, needProgramme } from './edit-inputs-type.ts';

const whoFields = (t: InputBuilder) => ({
  actionId: t.id({ required: true, description: 'The action that it is about.' }),
  organisationId: t.id({ required: true, description: 'An organisation that the programme lists.' }),
  role: t.field({ type: ParticipationRoleEnum, required: true, description: 'In which role it takes part.' }),
});
const howFields = (t: InputBuilder) => ({
  reason: t.string({ description: CHANGE_INPUT.reason }),
  expectedVersion: t.int({ description: CHANGE_INPUT.expectedVersion }),
});
const precisionField = (t: InputBuilder, name: string) =>
  t.field({ type: DatePrecisionEnum, description: `How much of \`${name}\` is known; left out: the day.` });

type Term = Pick<Participation, 'since' | 'sincePrecision' | 'until' | 'untilPrecision'>;
type Who = { readonly organisationId: string; readonly role: ParticipationRole };

mutation({
  name: 'setParticipation',
  description:
    'Lets an organisation take part in an action in a role, or changes from when until when it does. For the director of the programme and the coordinator of the domain.',
  asks: 'Which organisation takes part in which action, and how; dates that are left out stay, null clears.',
  input: (t) => ({
    ...whoFields(t),
    since: t.field({ type: 'Date', description: 'From when. Null: not known.' }),
    sincePrecision: precisionField(t, 'since'),
    until: t.field({ type: 'Date', description: 'Until when. Null: not known, or without end.' }),
    untilPrecision: precisionField(t, 'until'),
    ...howFields(t),
  }),
  objectType: 'Action',
  shows: showAction,
  async change(input, context, db) {
    const action = await lockAction(input, context, db);
    const who = await whoOf(input, action, context);
    const old = await participationOf(action, who, context);
    const term: Partial<Term> = {
      ...(input.since === undefined ? {} : dateOf('since', input.since, input.sincePrecision)),
      ...(input.until === undefined ? {} : dateOf('until', input.until, input.untilPrecision)),
    };
    await keep(action, who, { old, term }, context);
    return told(action, who, { what: 'PARTICIPATION_SET', old, term, reason: input.reason });
  },
});

mutation({
  name: 'endParticipation',
  description:
    'Ends that an organisation takes part in an action in a role; that it did is kept. For the director of the programme and the coordinator of the domain.',
  asks: 'Which organisation no longer takes part in which action, and since when.',
  input: (t) => ({
    ...whoFields(t),
    until: t.field({ type: 'Date', description: 'The last day; left out: today.' }),
    ...howFields(t),
  }),
  objectType: 'Action',
  shows: showAction,
  async change(input, context, db) {
    const action = await lockAction(input, context, db);
    const who = {
      organisationId: idOf(input.organisationId, 'organisationId', 'organisation'),
      role: input.role,
    };
    const old = await participationOf(action, who, context);
    if (old === null) throw notThere('organisationId', 'participation of the organisation in this role');
    const term = dateOf('until', input.until ?? context.today, 'DAY');
    await keep(action, who, { old, term }, context);
    return told(action, who, { what: 'PARTICIPATION_ENDED', old, term, reason: input.reason });
  },
});

function dateOf(
  name: 'since' | 'until',
  day: string | null,
  precision: DatePrecision | null | undefined,
): Partial<Term> {
  const known = day === null ? null : partialDate(day, precision ?? 'DAY');
  return { [name]: known?.date ?? null, [`${name}Precision`]: known?.precision ?? null };
}

async function whoOf(
  input: { readonly organisationId: string; readonly role: ParticipationRole },
  { programmeId }: Action,
  context: Context,
): Promise<Who> {
  const organisationId = await listedOrganisation(input.organisationId, programmeId, context);
  return { organisationId, role: input.role };
}

async function participationOf(
  { id }: Action,
  who: Who,
  { details }: Context,
): Promise<Participation | null> {
  const all = (await details.participations([id])).get(id) ?? [];
  return all.find((one) => one.organisationId === who.organisationId && one.role === who.role) ?? null;
}

async function keep(
  action: Action,
  who: Who,
  { old, term }: { old: Participation | null; term: Partial<Term> },
  context: Context,
): Promise<void> {
  const { since = null, until = null, sincePrecision, untilPrecision } = { ...old, ...term };
  const isEarly =
    since !== null &&
    until !== null &&
    isBefore({ date: until, precision: untilPrecision }, { date: since, precision: sincePrecision });
  if (isEarly)
    throw new ChangeRefused('BAD_USER_INPUT', `until (${until}) is before since (${since}).`, {
      path: 'until',
    });
  const { isFictional } = await needProgramme(action.programmeId, 'actionId', context);
  await context.edits.takePart(action, who, { ...term }, isFictional);
  await context.edits.update('action', action.id, {});
}

function told(
  { id, programmeId }: Action,
  who: Who,
  {
    what,
    old,
    term,
    reason,
  }: { what: string; old: Participation | null; term: Partial<Term>; reason?: string | null | undefined },
) {
  const { before, after } = auditOf(changesOf(old ?? {}, term));
  return {
    objectId: id,
    audit: {
      what,
      programmeId,
      before: old === null ? null : { ...who, ...before },
      after: { ...who, ...after },
      reason: textOf(reason, 'reason', 1000),
    },
    tells: { programmeId, actionIds: [id] },
  };
}
