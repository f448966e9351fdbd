import {
  ChangeRefused,
  freeCode,
  idOf,
  needText,
  notThere,
  onlyFor,
  type Queryable,
  textOf,
} from '@kapstok/kit';
import { RECORDED_REASONS, type RecordedReason } from '@kapstok/schema';
import { DialogueSessionRef } from '../action/detail-types.ts';
import { InvolvementChannel, MissingReasonEnum, mutation } from '../builder.ts';
import {
  languageField,
  listedOrganisation,
  needProgramme,
  pastDay,
  takePlan,
} from '../edit/edit-inputs-type.ts';

const MOST_PEOPLE = 100_000_000;

mutation({
  name: 'recordDialogueSession',
  description:
    'Records a session in which people were heard: numbers, never names. For the director and the coordinators of the programme.',
  asks: 'Which session was held, when, through whom, with how many, and what it was about.',
  input: (t) => ({
    programmeId: t.id({ required: true, description: 'The programme in which people were heard.' }),
    title: t.string({ required: true, description: 'Title, 500 characters at most; no names of people.' }),
    heldOn: t.field({ type: 'Date', description: 'When, UTC, not in the future; left out: today.' }),
    place: t.string({ description: 'Where, in words, 200 characters at most.' }),
    through: t.field({
      type: InvolvementChannel,
      required: true,
      description: 'Who spoke: people with experience of poverty, or an organisation for them.',
    }),
    organisationId: t.id({ description: 'The organisation that held it or spoke, listed by the programme.' }),
    headCount: t.int({ description: 'How many took part, 0 or more; left out: `headCountReason` says why.' }),
    headCountReason: t.field({
      type: MissingReasonEnum,
      description:
        'Why there is no number: NOT_MEASURED when left out, NOT_PUBLISHED, NOT_APPLICABLE or LOST_IN_SOURCE.',
    }),
    domainIds: t.idList({ description: 'The domains that it was about; left out: none is named.' }),
    actionIds: t.idList({ description: 'The actions that it was about; left out: none is named.' }),
    note: t.string({ description: 'Internal remark, 5000 characters at most; no names of people.' }),
    language: languageField(t),
  }),
  objectType: 'DialogueSession',
  shows: {
    field: 'dialogueSession',
    type: DialogueSessionRef,
    description: 'The session that was recorded. Null when nothing was.',
    load: (id, { loaders, details }) => loaders.load('session', null, id, details.sessions),
  },
  async change(input, context, db) {
    const { viewer, dialogue, edits, domains, actions } = context;
    const programmeId = idOf(input.programmeId, 'programmeId', 'programme');
    const { defaultLanguage } = await needProgramme(programmeId, 'programmeId', context);
    const whoMay = 'Only the director or a coordinator of the programme records a dialogue session.';
    onlyFor(viewer, ['DIRECTOR', 'COORDINATOR'], programmeId, whoMay);
    const row = {
      title: { [input.language ?? defaultLanguage]: needText(input.title, 'title', 500) },
      heldOn: pastDay(input.heldOn, 'heldOn', context),
      heldOnPrecision: 'DAY',
      place: textOf(input.place, 'place', 200),
      through: input.through,
      organisationId: await listedOrganisation(input.organisationId, programmeId, context),
      ...headCountOf(input),
      note: textOf(input.note, 'note', 5000),
    };
    const domainIds = await ofProgramme(input.domainIds, programmeId, {
      path: 'domainIds',
      byIds: domains.byIds,
    });
    const actionIds = await ofProgramme(input.actionIds, programmeId, {
      path: 'actionIds',
      byIds: actions.byIds,
    });
    const code = await nextCode(db, programmeId);
    const sessionId = await edits.insert('dialogue_session', { programmeId, code, ...row });
    await dialogue.link('session_domain', { sessionId, programmeId }, domainIds);
    await dialogue.link('session_action', { sessionId, programmeId }, actionIds);
    const after = { code, ...row, domainIds, actionIds };
    return {
      objectId: sessionId,
      audit: { what: 'DIALOGUE_SESSION_RECORDED', programmeId, before: null, after },
    };
  },
});

async function nextCode(db: Queryable, programmeId: string): Promise<string> {
  await takePlan(db, programmeId);
  return freeCode(db, 'dialogue_session', programmeId, 'DS-');
}

function headCountOf(input: {
  readonly headCount?: number | null | undefined;
  readonly headCountReason?: string | null | undefined;
}): { headCount: number | null; headCountReason: RecordedReason | null } {
  const { headCount = null, headCountReason } = input;
  if (headCount !== null && headCountReason != null)
    throw new ChangeRefused('BAD_USER_INPUT', 'Give a number or why there is none, not both.', {
      path: 'headCount',
    });
  if (headCount !== null && (headCount < 0 || headCount > MOST_PEOPLE))
    throw new ChangeRefused('BAD_USER_INPUT', `headCount is ${headCount}; it is 0 to ${MOST_PEOPLE}.`, {
      path: 'headCount',
    });
  if (headCount !== null) return { headCount, headCountReason: null };
  const reason = RECORDED_REASONS.find((one) => one === (headCountReason ?? 'NOT_MEASURED'));
  if (reason !== undefined) return { headCount, headCountReason: reason };
  const message = `${headCountReason} is not a reason that somebody records; give one of ${RECORDED_REASONS.join(', ')}.`;
  throw new ChangeRefused('BAD_USER_INPUT', message, { path: 'headCountReason' });
}

/** The ids of rows of a programme that a list names, each once. */
async function ofProgramme<Row extends { readonly programmeId: string }>(
  given: readonly string[] | null | undefined,
  programmeId: string,
  { path, byIds }: { path: string; byIds: (ids: readonly string[]) => Promise<ReadonlyMap<string, Row>> },
): Promise<readonly string[]> {
  const what = path === 'domainIds' ? 'policy domain in the programme' : 'action in the programme';
  const ids = [...new Set((given ?? []).map((id) => idOf(id, path, what)))];
  if (ids.length === 0) return ids;
  const rows = await byIds(ids);
  if (ids.some((id) => rows.get(id)?.programmeId !== programmeId)) throw notThere(path, what);
  return ids;
}
