import {
  ChangeRefused,
  freeCode,
  maybeIdOf,
  needText,
  newId,
  type Queryable,
  speaksFor,
  textOf,
} from '@kapstok/kit';
import { holdsRole } from '@kapstok/schema';
import { InvolvementChannel, Language, mutation } from '../builder.ts';
import type { Context } from '../context.ts';
import type { PovertyTest } from '../poverty-test/poverty-test.ts';
import { KnowledgeKindEnum } from '../poverty-test/test-words.ts';
import {
  beginStep,
  localised,
  needTest,
  nextStage,
  pastDay,
  REVIEWER,
  showsTest,
  stepDone,
  takeCodes,
  testInput,
} from './step-type.ts';

mutation({
  ...showsTest,
  name: 'openDialogue',
  description: 'Begins the dialogue of a full test: from then on knowledge is brought to it. For reviewers.',
  asks: 'Which test is ready to be talked about.',
  input: testInput,
  async change(input, context, db) {
    const test = await beginStep(input, REVIEWER, context, db);
    const stage = nextStage(test, 'openDialogue');
    await context.tests.set(test.id, { stage });
    return stepDone(test, 'TEST_DIALOGUE_OPENED', { stage });
  },
});

mutation({
  ...showsTest,
  name: 'recordContribution',
  description:
    'Brings knowledge to a test in dialogue: role, organisation and number of people, never a name; or says why this kind of knowledge is absent. For reviewers; associations bring what people with experience of poverty said, for their own organisation.',
  asks: 'Which knowledge was brought, by whom, or why it is absent.',
  input: (t) => ({
    testId: t.id({ required: true, description: 'The poverty test that it is about.' }),
    kind: t.field({ type: KnowledgeKindEnum, required: true, description: 'The kind of knowledge.' }),
    through: t.field({
      type: InvolvementChannel,
      description: 'For EXPERIENCE, and only then: how people with experience of poverty were heard.',
    }),
    organisationId: t.id({ description: 'The organisation that brought it. Left out: none is named.' }),
    role: t.string({ description: 'In which role people spoke, no names; needed unless it is absent.' }),
    headCount: t.int({ description: 'How many people spoke. Left out: nobody counted.' }),
    contributedOn: t.field({ type: 'Date', description: 'When they spoke, not to come. Left out: today.' }),
    summary: t.string({ description: 'What they said, in short, no names. Left out: not written down.' }),
    absenceReason: t.string({ description: 'Why this kind of knowledge is absent. Left out: it is there.' }),
    language: t.field({
      type: Language,
      description: 'Language of the texts; left out: that of the programme.',
    }),
  }),
  async change(input, context, db) {
    const { details } = context;
    const test = await needTest(input.testId, context);
    const organisationId = maybeIdOf(input.organisationId, 'organisationId', 'organisation');
    const isReviewer = whoContributes(test, input.kind, organisationId, context);
    nextStage(test, 'contribute');
    if (isReviewer) await takeCodes(db, test.programmeId);
    await details.addContribution({
      id: newId(),
      programme_id: test.programmeId,
      test_id: test.id,
      code: await codeFor(test, isReviewer, db),
      kind: input.kind,
      organisation_id: organisationId,
      ...(await textsOf(input, test, context)),
    });
    return stepDone(test, 'KNOWLEDGE_CONTRIBUTED', {
      kind: input.kind,
      organisationId,
      isAbsent: input.absenceReason != null,
    });
  },
});

/** Whether a reviewer contributes; refuses whoever is neither that nor the voice of the organisation. */
function whoContributes(
  { programmeId }: PovertyTest,
  kind: string,
  organisationId: string | null,
  { viewer }: Context,
): boolean {
  if (holdsRole(viewer, ['REVIEWER'], programmeId)) return true;
  const isOwnVoice =
    kind === 'EXPERIENCE' &&
    organisationId !== null &&
    holdsRole(viewer, ['ASSOCIATION'], programmeId) &&
    speaksFor(viewer, organisationId, programmeId);
  if (isOwnVoice) return false;
  const message =
    'Only a reviewer of the programme records knowledge; an association records that of kind EXPERIENCE, for its own organisation.';
  throw new ChangeRefused('NOT_ALLOWED', message);
}

/** Whoever does not see the other contributions cannot number its own. */
async function codeFor(test: PovertyTest, isReviewer: boolean, db: Queryable): Promise<string> {
  const { programmeId, code } = test;
  return isReviewer
    ? freeCode(db, 'knowledge_contribution', programmeId, `${code}-k`)
    : `${code}-a-${newId().slice(-12)}`;
}

interface Given {
  readonly kind: string;
  readonly through?: string | null | undefined;
  readonly role?: string | null | undefined;
  readonly headCount?: number | null | undefined;
  readonly contributedOn?: string | null | undefined;
  readonly summary?: string | null | undefined;
  readonly absenceReason?: string | null | undefined;
  readonly language?: 'nl' | 'fr' | 'en' | 'de' | null | undefined;
}

async function textsOf(input: Given, { programmeId }: PovertyTest, context: Context) {
  const say = (text: string) => localised(text, input.language, programmeId, context);
  const absence = textOf(input.absenceReason, 'absenceReason', 2000);
  if (absence !== null) return { absence_reason: await say(absence), ...absentOnly(input) };
  const isExperience = input.kind === 'EXPERIENCE';
  if ((input.through != null) !== isExperience)
    throw new ChangeRefused('BAD_USER_INPUT', 'Say `through` for EXPERIENCE, and only then.', {
      path: 'through',
    });
  const headCount = input.headCount ?? null;
  if (headCount !== null && (headCount < 1 || headCount > 100_000))
    throw new ChangeRefused('BAD_USER_INPUT', 'headCount is 1 or more, or left out.', { path: 'headCount' });
  const summary = textOf(input.summary, 'summary', 4000);
  return {
    through: input.through ?? null,
    role: await say(needText(input.role, 'role', 200)),
    head_count: headCount,
    contributed_on: pastDay(input.contributedOn, 'contributedOn', context.today),
    contributed_on_precision: 'DAY',
    summary: summary === null ? null : await say(summary),
  };
}

function absentOnly({ through, role, headCount, contributedOn, summary }: Given) {
  if ([through, role, headCount, contributedOn, summary].every((one) => one == null)) return {};
  const message = 'Knowledge that is absent has no role, count, day or summary: give `absenceReason` alone.';
  throw new ChangeRefused('BAD_USER_INPUT', message, { path: 'absenceReason' });
}
