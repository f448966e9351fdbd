import {
  CHANGE_INPUT,
  ChangeRefused,
  lockRow,
  maybeIdOf,
  needRow,
  needText,
  notThere,
  onlySteering,
  type Queryable,
  textOf,
} from '@kapstok/kit';
import { type Language, steersDomain } from '@kapstok/schema';
import type { Action } from '../action/action.ts';
import { ActionStatusEnum } from '../action/action-words.ts';
import { mutation } from '../builder.ts';
import type { Context } from '../context.ts';
import { ActionRef } from '../refs.ts';
import { type ActionInput, type ActionPatch, auditOf, changesOf, patchOf } from './action-patch.ts';
import {
  actionFields,
  codeFor,
  languageField,
  needProgramme,
  noteField,
  takePlan,
} from './edit-inputs-type.ts';

export const showAction = {
  field: 'action',
  type: ActionRef,
  description: 'The action as it is now. Null when it is not for you.',
  load: (id: string, { loaders, actions }: Context) => loaders.load('action', null, id, actions.byIds),
};

/** What a new action begins with. */
export type NewActionStatus = 'PROPOSED' | 'PLANNED';

/** Where in the plan an action is to be, of ids that may be left out. */
interface Place {
  readonly domainId: string;
  readonly blockId: string | null;
  readonly parentId: string | null;
}

type NewAction = ActionInput & {
  readonly language?: Language | null | undefined;
  readonly code?: string | null | undefined;
};

/** Makes an action; whoever calls has looked at the rights of the viewer and taken the plan. */
export async function makeAction(
  input: NewAction,
  place: Place & { readonly programmeId: string; readonly originId: string | null },
  {
    context,
    db,
    status,
    texts = {},
  }: { context: Context; db: Queryable; status: NewActionStatus; texts?: ActionPatch },
) {
  const { edits, domains, today } = context;
  const { programmeId } = place;
  const { defaultLanguage, isFictional } = await needProgramme(programmeId, 'programmeId', context);
  const patch = { ...texts, ...patchOf(input, texts, input.language ?? defaultLanguage, today) };
  const domain = (await domains.byIds([place.domainId])).get(place.domainId);
  const stem = `${domain?.code ?? 'A'}-`;
  const code = await codeFor(db, 'action', programmeId, { given: input.code, stem });
  const row = { ...patch, ...place, code, status };
  const id = await edits.insert('action', { ...row, isSynthetic: isFictional });
  return { id, row };
}

mutation({
  name: 'createAction',
  description:
    'Makes an action in a policy domain, or as a part of another action. For the director of the programme and the coordinator of the domain.',
  asks: 'Which action is to be made, and where in the plan.',
  input: (t) => ({
    domainId: t.id({ description: 'The domain it belongs to; left out: that of `blockId` or `parentId`.' }),
    blockId: t.id({ description: 'The block inside that domain; left out: that of `parentId`, or none.' }),
    parentId: t.id({ description: 'The action of which it is a part; left out: it is no part.' }),
    code: t.string({
      description: 'Code, unique within the programme; left out: the hub gives the next one of the domain.',
    }),
    title: t.string({ required: true, description: 'Title, 500 characters at most.' }),
    ...actionFields(t),
    note: noteField(t),
    language: languageField(t),
    status: t.field({
      type: ActionStatusEnum,
      description: 'PROPOSED or PLANNED, from which `changeActionStatus` goes on; left out: PROPOSED.',
    }),
    originId: t.id({ description: 'The dialogue session it came from; left out: none is named.' }),
    reason: t.string({ description: CHANGE_INPUT.reason }),
  }),
  objectType: 'Action',
  shows: showAction,
  async change(input, context, db) {
    const { viewer } = context;
    const status = newStatus(input.status ?? 'PROPOSED');
    const place = await placeOf(input, context);
    const { programmeId } = onlySteering(viewer, place);
    const originId = await sessionOf(input.originId, programmeId, context);
    await takePlan(db, programmeId);
    const { id, row } = await makeAction(input, { ...place, originId }, { context, db, status });
    const audit = { what: 'ACTION_CREATED', programmeId, before: null, after: row };
    return {
      objectId: id,
      audit: { ...audit, reason: textOf(input.reason, 'reason', 1000) },
      tells: { programmeId, actionIds: [id] },
    };
  },
});

export function newStatus(status: string): NewActionStatus {
  if (status === 'PROPOSED' || status === 'PLANNED') return status;
  const message = 'A new action is PROPOSED or PLANNED; changeActionStatus moves it on.';
  throw new ChangeRefused('BAD_USER_INPUT', message, { path: 'status' });
}

/** The session that an input names, of the same programme. */
export async function sessionOf(
  given: string | null | undefined,
  programmeId: string,
  { details }: Context,
  path = 'originId',
): Promise<string | null> {
  if (given == null) return null;
  const session = await needRow(given, path, 'dialogue session', details.sessions);
  if (session.programmeId !== programmeId) throw notThere(path, 'dialogue session in the programme');
  return session.id;
}

interface PlaceInput {
  readonly domainId?: string | null | undefined;
  readonly blockId?: string | null | undefined;
  readonly parentId?: string | null | undefined;
}

/** Where the ids of an input put an action; they must agree with one another. */
export async function placeOf(
  input: PlaceInput,
  { actions, domains }: Context,
): Promise<Place & { readonly programmeId: string }> {
  const parent =
    input.parentId == null ? null : await needRow(input.parentId, 'parentId', 'action', actions.byIds);
  const block =
    input.blockId == null ? null : await needRow(input.blockId, 'blockId', 'block', domains.blocksByIds);
  const given = maybeIdOf(input.domainId, 'domainId', 'policy domain');
  const domainId = given ?? block?.domainId ?? parent?.domainId;
  if (domainId === undefined)
    throw new ChangeRefused('BAD_USER_INPUT', 'Say where: a domainId, a blockId or a parentId.', {
      path: 'domainId',
    });
  const { programmeId } = await needRow(domainId, 'domainId', 'policy domain', domains.byIds);
  if (block !== null && block.domainId !== domainId)
    throw new ChangeRefused('CONFLICT', 'The block belongs to another domain.', { path: 'blockId' });
  if (parent !== null && parent.domainId !== domainId)
    throw new ChangeRefused('CONFLICT', 'A part is in the domain of its whole.', { path: 'parentId' });
  const ofParent = input.blockId === undefined ? (parent?.blockId ?? null) : null;
  return { programmeId, domainId, blockId: block?.id ?? ofParent, parentId: parent?.id ?? null };
}

mutation({
  name: 'updateAction',
  description:
    'Changes fields of an action: texts, goal, level, dates, benefit, remark. For the director of the programme and the coordinator of the domain. A change that came from people is better told by `adjustAction`.',
  asks: 'Which action is to be changed, and how; what is left out stays, null clears.',
  input: (t) => ({
    actionId: t.id({ required: true, description: 'The action that it is about.' }),
    title: t.string({ description: 'Title, 500 characters at most. Null: takes it away in this language.' }),
    ...actionFields(t),
    note: noteField(t),
    language: languageField(t),
    reason: t.string({ description: CHANGE_INPUT.reason }),
    expectedVersion: t.int({ description: CHANGE_INPUT.expectedVersion }),
  }),
  objectType: 'Action',
  shows: showAction,
  async change(input, context, db) {
    const action = await lockAction(input, context, db);
    const changes = await patchAction(input, action, context);
    const { id, programmeId } = action;
    const reason = textOf(input.reason, 'reason', 1000);
    return {
      objectId: id,
      audit: { what: 'ACTION_UPDATED', programmeId, ...auditOf(changes), reason },
      tells: { programmeId, actionIds: [id] },
    };
  },
});

/** The action of a change, locked, for who steers its domain. */
export async function lockAction(
  input: { readonly actionId: string; readonly expectedVersion?: number | null | undefined },
  { viewer, actions }: Context,
  db: Queryable,
): Promise<Action> {
  const byIds = actions.byIds;
  const { id } = onlySteering(viewer, await needRow(input.actionId, 'actionId', 'action', byIds));
  const action = await lockRow(db, 'action', { id, byIds }, input.expectedVersion);
  return onlySteering(viewer, action);
}

/** Changes the fields of a locked action that an input names; what really changed. */
export async function patchAction(
  input: ActionInput & { readonly language?: Language | null | undefined },
  action: Action,
  context: Context,
) {
  const { defaultLanguage } = await needProgramme(action.programmeId, 'actionId', context);
  const patch = patchOf(input, action, input.language ?? defaultLanguage, context.today);
  const changes = changesOf(action, patch);
  if (changes.length > 0) await context.edits.update('action', action.id, patch);
  return changes;
}

mutation({
  name: 'moveAction',
  description:
    'Puts an action into another domain or block, or makes it a part of another action or of none. Its parts move along. For the director of the programme, and for a coordinator of both domains.',
  asks: 'Which action is to be where; what is left out stays, null takes it out of its block or whole.',
  input: (t) => ({
    actionId: t.id({ required: true, description: 'The action that it is about.' }),
    domainId: t.id({
      description: 'The domain it is to be in; left out: that of `blockId` or `parentId`, or its own.',
    }),
    blockId: t.id({ description: 'The block it is to be in. Null: in none.' }),
    parentId: t.id({ description: 'The action of which it is to be a part. Null: of none.' }),
    reason: t.string({ required: true, description: CHANGE_INPUT.reason }),
    expectedVersion: t.int({ description: CHANGE_INPUT.expectedVersion }),
  }),
  objectType: 'Action',
  shows: showAction,
  async change(input, context, db) {
    const { viewer, actions, edits } = context;
    const reason = needText(input.reason, 'reason', 1000);
    const { programmeId } = onlySteering(
      viewer,
      await needRow(input.actionId, 'actionId', 'action', actions.byIds),
    );
    await takePlan(db, programmeId);
    const action = await lockAction(input, context, db);
    const to = await placeOf(movedInput(input, action), context);
    const branch = await edits.branch(action.id);
    checkMove(action, to, branch, context);
    const ids = [action.id, ...branch.flatMap(({ id }) => (id === action.id ? [] : [id]))];
    await edits.move(ids, to);
    const { domainId, blockId, parentId } = to;
    const changes = changesOf(action, { domainId, blockId, parentId });
    return {
      objectId: action.id,
      audit: { what: 'ACTION_MOVED', programmeId, ...auditOf(changes), reason },
      tells: { programmeId, actionIds: ids },
    };
  },
});

/** What is left out stays, as far as it fits with what is given. */
function movedInput(input: PlaceInput, action: Action): PlaceInput {
  const { domainId, blockId, parentId } = input;
  const isElsewhere = domainId != null || blockId != null || parentId != null;
  return {
    domainId: domainId ?? (isElsewhere ? undefined : action.domainId),
    blockId: blockId === undefined && !isElsewhere ? action.blockId : blockId,
    parentId: parentId === undefined ? action.parentId : parentId,
  };
}

function checkMove(
  action: Action,
  to: Place & { readonly programmeId: string },
  branch: readonly { readonly id: string; readonly domainId: string }[],
  { viewer }: Context,
): void {
  if (to.programmeId !== action.programmeId)
    throw new ChangeRefused(
      'CONFLICT',
      'An action stays in its programme; to the next one leads linkLineage.',
      {
        path: 'domainId',
        objectId: action.id,
      },
    );
  if (branch.some(({ id }) => id === to.parentId))
    throw new ChangeRefused('CONFLICT', 'An action is no part of itself, nor of one of its parts.', {
      path: 'parentId',
      objectId: action.id,
    });
  const domains = [to.domainId, ...branch.map(({ domainId }) => domainId)];
  if (domains.every((domain) => steersDomain(viewer, action.programmeId, domain))) return;
  const message =
    'Only the director of the programme moves an action between domains, or a coordinator of all domains that it is about.';
  throw new ChangeRefused('NOT_ALLOWED', message);
}
