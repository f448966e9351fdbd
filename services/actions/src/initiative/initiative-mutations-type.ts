import {
  CHANGE_INPUT,
  ChangeRefused,
  idOf,
  lockRow,
  needRow,
  needText,
  newId,
  notThere,
  onlyFor,
  onlySteering,
  type Queryable,
  speaksFor,
  textOf,
} from '@kapstok/kit';
import { holdsRole, type Language } from '@kapstok/schema';
import { mutation } from '../builder.ts';
import type { Context } from '../context.ts';
import { makeAction, placeOf, sessionOf } from '../edit/action-mutations-type.ts';
import { auditOf, changesOf, textIn } from '../edit/action-patch.ts';
import {
  type InputBuilder,
  languageField,
  languageOf,
  needProgramme,
  takePlan,
} from '../edit/edit-inputs-type.ts';
import type { Initiative } from './initiative.ts';
import { InitiativeRef } from './initiative-type.ts';

const showInitiative = {
  field: 'initiative',
  type: InitiativeRef,
  description: 'The initiative as it is now. Null when it is not for you.',
  load: (id: string, { loaders, initiatives }: Context) =>
    loaders.load('initiative', null, id, initiatives.byIds),
};
const STEERS = 'Only the director or a coordinator of the programme decides on an initiative.';

mutation({
  name: 'proposeInitiative',
  description:
    'Proposes something for the plan. For associations of the programme, for whom it stays theirs, and for its director and coordinators on behalf of a dialogue session.',
  asks: 'What is proposed, for which programme, by whom.',
  input: (t) => ({
    programmeId: t.id({ required: true, description: 'The programme for whose plan it is meant.' }),
    organisationId: t.id({ description: 'The association that proposes it, for which you speak.' }),
    sessionId: t.id({
      description: 'The dialogue session in which it was proposed; for director and coordinators.',
    }),
    title: t.string({ required: true, description: 'Title, 500 characters at most.' }),
    description: t.string({ description: 'What is proposed, for whom, 5000 characters at most.' }),
    domainId: t.id({ description: 'The policy domain for which it is meant; left out: none in particular.' }),
    language: languageField(t),
  }),
  objectType: 'Initiative',
  shows: showInitiative,
  async change(input, context) {
    const { edits, today } = context;
    const programmeId = idOf(input.programmeId, 'programmeId', 'programme');
    const { defaultLanguage } = await needProgramme(programmeId, 'programmeId', context);
    const by = await proposerOf(input, programmeId, context);
    const language = input.language ?? defaultLanguage;
    const row = {
      title: { [language]: needText(input.title, 'title', 500) },
      description: textIn(null, language, textOf(input.description, 'description', 5000)),
      domainId: await domainOf(input.domainId, programmeId, context),
      ...by,
      proposedOn: today,
      status: 'PROPOSED',
    };
    const code = newCode(today);
    const objectId = await edits.insert('initiative', { programmeId, code, ...row });
    return {
      objectId,
      audit: { what: 'INITIATIVE_PROPOSED', programmeId, before: null, after: { code, ...row } },
    };
  },
});

/** Not counted on: an association does not see the initiatives of others, and so not which number is free. */
const newCode = (today: string): string => `I-${today.replaceAll('-', '')}-${newId().slice(-6)}`;

async function proposerOf(
  input: {
    readonly organisationId?: string | null | undefined;
    readonly sessionId?: string | null | undefined;
  },
  programmeId: string,
  context: Context,
) {
  const { viewer } = context;
  const { organisationId, sessionId } = input;
  if ((organisationId == null) === (sessionId == null)) {
    const message = 'Say who proposes it: an association by organisationId, or a session by sessionId.';
    throw new ChangeRefused('BAD_USER_INPUT', message, { path: 'organisationId' });
  }
  if (organisationId == null) {
    const whoMay = 'Only the director or a coordinator of the programme proposes for a dialogue session.';
    onlyFor(viewer, ['DIRECTOR', 'COORDINATOR'], programmeId, whoMay);
    return { organisationId: null, sessionId: await sessionOf(sessionId, programmeId, context, 'sessionId') };
  }
  const id = idOf(organisationId, 'organisationId', 'organisation');
  const isAssociation = viewer.roles.some(
    ({ role, organisation }) => role === 'ASSOCIATION' && organisation === id,
  );
  if (isAssociation && speaksFor(viewer, id, programmeId) && holdsRole(viewer, ['ASSOCIATION'], programmeId))
    return { organisationId: id, sessionId: null };
  const message = 'Only who speaks for an association of the programme proposes in its name.';
  throw new ChangeRefused('NOT_ALLOWED', message);
}

async function domainOf(
  given: string | null | undefined,
  programmeId: string,
  { domains }: Context,
): Promise<string | null> {
  if (given == null) return null;
  const domain = await needRow(given, 'domainId', 'policy domain', domains.byIds);
  if (domain.programmeId === programmeId) return domain.id;
  throw notThere('domainId', 'policy domain in the programme');
}

const decisionFields = (t: InputBuilder) => ({
  initiativeId: t.id({ required: true, description: 'The initiative that it is about.' }),
  reason: t.string({
    required: true,
    description: 'Why, in words for who proposed it, who reads them; 2000 characters at most.',
  }),
  language: languageField(t),
  expectedVersion: t.int({ description: CHANGE_INPUT.expectedVersion }),
});

interface DecisionInput {
  readonly initiativeId: string;
  readonly reason: string;
  readonly language?: Language | null | undefined;
  readonly expectedVersion?: number | null | undefined;
}

/** The initiative that is decided on: locked, not decided yet, for who decides. */
async function undecided(input: DecisionInput, context: Context, db: Queryable): Promise<Initiative> {
  const { viewer, initiatives } = context;
  const byIds = initiatives.byIds;
  const { id, programmeId } = await needRow(input.initiativeId, 'initiativeId', 'initiative', byIds);
  onlyFor(viewer, ['DIRECTOR', 'COORDINATOR'], programmeId, STEERS);
  await takePlan(db, programmeId);
  const initiative = await lockRow(db, 'initiative', { id, byIds }, input.expectedVersion);
  if (initiative.domainId !== null) onlySteering(viewer, { programmeId, domainId: initiative.domainId });
  if (initiative.status === 'PROPOSED') return initiative;
  const message = `It is ${initiative.status} since ${initiative.decidedOn}: what was decided stays.`;
  throw new ChangeRefused('CONFLICT', message, { path: 'initiativeId', objectId: id });
}

/** Keeps what became of an initiative. */
async function decide(
  initiative: Initiative,
  input: DecisionInput,
  outcome: Pick<Initiative, 'status'> & Partial<Pick<Initiative, 'actionId' | 'mergedIntoId'>>,
  context: Context,
) {
  const { id, programmeId } = initiative;
  const reason = needText(input.reason, 'reason', 2000);
  const language = await languageOf(input.language, programmeId, context);
  const patch = { ...outcome, decidedOn: context.today, decisionReason: { [language]: reason } };
  await context.edits.update('initiative', id, patch);
  const what = `INITIATIVE_${outcome.status}`;
  return { objectId: id, audit: { what, programmeId, ...auditOf(changesOf(initiative, patch)), reason } };
}

mutation({
  name: 'takeUpInitiative',
  description:
    'Takes an initiative up in the plan: as a new action, or as part of what an action does. For the director of the programme and the coordinator of the domain.',
  asks: 'Which initiative is taken up, and in which action or, for a new one, where.',
  input: (t) => ({
    ...decisionFields(t),
    actionId: t.id({ description: 'The action that takes it up; left out: a new one is made.' }),
    domainId: t.id({
      description: 'For a new action: its domain; left out: that of block, whole or initiative.',
    }),
    blockId: t.id({ description: 'For a new action: its block; left out: none.' }),
    parentId: t.id({ description: 'For a new action: the action of which it is a part; left out: of none.' }),
  }),
  objectType: 'Initiative',
  shows: showInitiative,
  async change(input, context, db) {
    const initiative = await undecided(input, context, db);
    const actionId =
      input.actionId == null
        ? await newAction(initiative, input, context, db)
        : await existingAction(initiative, input.actionId, context);
    const decided = await decide(initiative, input, { status: 'TAKEN_UP', actionId }, context);
    return { ...decided, tells: { programmeId: initiative.programmeId, actionIds: [actionId] } };
  },
});

async function existingAction(
  { programmeId }: Initiative,
  given: string,
  { viewer, actions }: Context,
): Promise<string> {
  const action = await needRow(given, 'actionId', 'action', actions.byIds);
  if (action.programmeId !== programmeId) throw notThere('actionId', 'action in the programme');
  return onlySteering(viewer, action).id;
}

/** An action with the texts of the initiative; its origin is the session in which that was proposed. */
async function newAction(
  { programmeId, domainId, sessionId, title, description }: Initiative,
  input: {
    readonly domainId?: string | null | undefined;
    readonly blockId?: string | null | undefined;
    readonly parentId?: string | null | undefined;
  },
  context: Context,
  db: Queryable,
): Promise<string> {
  const isSaid = input.domainId != null || input.blockId != null || input.parentId != null;
  const place = await placeOf(isSaid ? input : { domainId }, context);
  if (place.programmeId !== programmeId) throw notThere('domainId', 'policy domain in the programme');
  onlySteering(context.viewer, place);
  const made = await makeAction(
    {},
    { ...place, originId: sessionId },
    { context, db, status: 'PROPOSED', texts: { title, description } },
  );
  return made.id;
}

mutation({
  name: 'mergeInitiative',
  description:
    'Lets an initiative go on in another one of the programme. For its director and the coordinator of the domain.',
  asks: 'Which initiative goes on in which other, and why.',
  input: (t) => ({
    ...decisionFields(t),
    intoId: t.id({
      required: true,
      description: 'The initiative in which it goes on: proposed, or taken up.',
    }),
  }),
  objectType: 'Initiative',
  shows: showInitiative,
  async change(input, context, db) {
    const initiative = await undecided(input, context, db);
    const into = await needRow(input.intoId, 'intoId', 'initiative', context.initiatives.byIds);
    if (into.programmeId !== initiative.programmeId) throw notThere('intoId', 'initiative in the programme');
    // Into what is merged itself it could lead in a ring, and into what was declined to nothing.
    if (into.id === initiative.id || (into.status !== 'PROPOSED' && into.status !== 'TAKEN_UP')) {
      const message = 'An initiative goes on in another one that is PROPOSED or TAKEN_UP.';
      throw new ChangeRefused('CONFLICT', message, { path: 'intoId', objectId: initiative.id });
    }
    return decide(initiative, input, { status: 'MERGED', mergedIntoId: into.id }, context);
  },
});

mutation({
  name: 'declineInitiative',
  description:
    'Decides that an initiative is not taken up, with a reason that who proposed it reads. For the director of the programme and the coordinator of the domain.',
  asks: 'Which initiative is not taken up, and why.',
  input: (t) => decisionFields(t),
  objectType: 'Initiative',
  shows: showInitiative,
  async change(input, context, db) {
    const initiative = await undecided(input, context, db);
    return decide(initiative, input, { status: 'DECLINED' }, context);
  },
});
