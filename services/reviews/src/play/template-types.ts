import { ChangeRefused, idOf, needRow, needText, newId, onlyFor, textOf } from '@kapstok/kit';
import type { LocalText } from '@kapstok/schema';
import { builder, Language, mutation } from '../builder.ts';
import type { Context } from '../context.ts';
import { TestTemplateRef } from '../refs.ts';
import { AnswerTypeEnum } from '../template/question-type.ts';
import type { TemplateDraft, TemplateQuestion, TestTemplate } from '../template/template.ts';

const WHO_MAY = 'Only the director or a reviewer of the programme keeps its questionnaires.';
const showsTemplate = {
  objectType: 'TestTemplate',
  shows: {
    field: 'testTemplate',
    type: TestTemplateRef,
    description: 'The version that was made. Null when none was.',
    load: (id: string, { loaders, templates }: Context) =>
      loaders.load('template', null, id, templates.byIds),
  },
};

mutation({
  ...showsTemplate,
  name: 'copyTemplate',
  description:
    'Makes a copy of a questionnaire that is the own one of a programme, to be revised. For the director and reviewers of the programme.',
  asks: 'Which questionnaire is to be copied, for which programme.',
  input: (t) => ({
    templateId: t.id({ required: true, description: 'The version that is to be copied.' }),
    programmeId: t.id({ required: true, description: 'The programme whose own it is to be.' }),
    code: t.string({ required: true, description: 'Name of the copy: small letters, digits and hyphens.' }),
    title: t.string({ description: 'Title of the copy. Left out: that of the original.' }),
    language: t.field({
      type: Language,
      description: 'Language of the title; left out: that of the programme.',
    }),
  }),
  async change(input, context) {
    const { viewer, templates } = context;
    const programmeId = idOf(input.programmeId, 'programmeId', 'programme');
    onlyFor(viewer, ['DIRECTOR', 'REVIEWER'], programmeId, WHO_MAY);
    const original = await needRow(input.templateId, 'templateId', 'template', templates.byIds);
    const code = needText(input.code, 'code', 60);
    if (!/^[a-z0-9][a-z0-9-]*$/.test(code))
      throw new ChangeRefused('BAD_USER_INPUT', 'A code has small letters, digits and hyphens.', {
        path: 'code',
      });
    const title = await titleOf(input, original.title, programmeId, context);
    const draft = {
      ...(await partsOf(original, context)),
      id: newId(),
      ownProgrammeId: programmeId,
      code,
      version: 1,
      title,
    };
    return add(draft, 'TEMPLATE_COPIED', context);
  },
});

const Revision = builder.inputType('QuestionRevisionInput', {
  description: 'A question that is to be changed, added at the end of a section, or removed.',
  fields: (t) => ({
    code: t.string({ required: true, description: 'Code of the question; a new one adds a question.' }),
    remove: t.boolean({ description: 'True: the question is left out. Left out: it stays.' }),
    text: t.string({ description: 'The question; needed for a new one. Left out: it stays.' }),
    sectionCode: t.string({ description: 'Section of a new question, such as `Q3`.' }),
    answerType: t.field({
      type: AnswerTypeEnum,
      description: 'What an answer looks like; needed for a new one.',
    }),
    routesToFullTest: t.boolean({ description: 'Whether the answer can lead to the full test.' }),
  }),
});

mutation({
  ...showsTemplate,
  name: 'reviseTemplate',
  description:
    'Makes the next version of an own questionnaire of a programme; tests that follow an earlier one keep it. For the director and reviewers of the programme.',
  asks: 'Which questions of the questionnaire are to be different.',
  input: (t) => ({
    templateId: t.id({ required: true, description: 'The version to start from.' }),
    title: t.string({ description: 'Title of the new version. Left out: it stays.' }),
    questions: t.field({
      type: [Revision],
      required: true,
      description: 'The questions that change, 0 to 100.',
    }),
    language: t.field({
      type: Language,
      description: 'Language of the texts; left out: that of the programme.',
    }),
  }),
  async change(input, context, db) {
    const { viewer, templates, tests } = context;
    const from = await needRow(input.templateId, 'templateId', 'template', templates.byIds);
    const { ownProgrammeId: programmeId } = from;
    if (programmeId === null)
      throw new ChangeRefused(
        'NOT_ALLOWED',
        'This questionnaire is shared: copy it first, then revise the copy.',
      );
    onlyFor(viewer, ['DIRECTOR', 'REVIEWER'], programmeId, WHO_MAY);
    await db.query(`select pg_advisory_xact_lock(hashtextextended('kapstok template ' || $1, 0))`, [
      from.code,
    ]);
    const language = input.language ?? (await tests.languageOf(programmeId));
    const parts = await partsOf(from, context);
    const questions = revise(parts, input.questions, language);
    const version = await templates.nextVersion(from.code);
    const title = await titleOf(input, from.title, programmeId, context);
    return add(
      { ...parts, id: newId(), ownProgrammeId: programmeId, version, title, questions },
      'TEMPLATE_REVISED',
      context,
    );
  },
});

/** A template with its sections and questions. */
async function partsOf(template: TestTemplate, { templates }: Context) {
  const sections = (await templates.sections([template.id])).get(template.id) ?? [];
  return { ...template, sections, questions: await templates.allQuestions(template.id) };
}
type Parts = Awaited<ReturnType<typeof partsOf>>;

async function titleOf(
  { title, language }: { title?: string | null | undefined; language?: keyof LocalText | null | undefined },
  old: LocalText,
  programmeId: string,
  { tests }: Context,
): Promise<LocalText> {
  const text = textOf(title, 'title', 300);
  return text === null ? old : { [language ?? (await tests.languageOf(programmeId))]: text };
}

interface Wanted {
  readonly code: string;
  readonly remove?: boolean | null | undefined;
  readonly text?: string | null | undefined;
  readonly sectionCode?: string | null | undefined;
  readonly answerType?: TemplateQuestion['answerType'] | null | undefined;
  readonly routesToFullTest?: boolean | null | undefined;
}

function revise(parts: Parts, wanted: readonly Wanted[], language: keyof LocalText): TemplateQuestion[] {
  const questions = new Map(parts.questions.map((question) => [question.code, question]));
  for (const one of wanted) {
    const code = needText(one.code, 'questions', 40);
    const old = questions.get(code);
    if (one.remove === true) questions.delete(code);
    else questions.set(code, old === undefined ? added(parts, one, language) : changed(old, one, language));
  }
  const order = parts.sections.map(({ id }) => id);
  return [...questions.values()].sort((a, b) => order.indexOf(a.sectionId) - order.indexOf(b.sectionId));
}

function changed(old: TemplateQuestion, one: Wanted, language: keyof LocalText): TemplateQuestion {
  const text = textOf(one.text, 'questions', 1000);
  return {
    ...old,
    text: text === null ? old.text : { [language]: text },
    answerType: one.answerType ?? old.answerType,
    routesToFullTest: one.routesToFullTest ?? old.routesToFullTest,
  };
}

function added(parts: Parts, one: Wanted, language: keyof LocalText): TemplateQuestion {
  const section = parts.sections.find(({ code }) => code === one.sectionCode);
  if (section === undefined || one.answerType == null)
    throw new ChangeRefused(
      'BAD_USER_INPUT',
      `Question ${one.code} is new: give its text, answerType, and the code of a section that there is.`,
      { path: 'questions' },
    );
  return {
    id: newId(),
    templateId: parts.id,
    sectionId: section.id,
    code: one.code,
    position: 1,
    text: { [language]: needText(one.text, 'questions', 1000) },
    answerType: one.answerType,
    origins: null,
    routesToFullTest: one.routesToFullTest ?? false,
  };
}

async function add(draft: TemplateDraft, what: string, { templates }: Context) {
  const { id, ownProgrammeId: programmeId, code, version } = draft;
  if (!(await templates.add(draft)))
    throw new ChangeRefused('CONFLICT', `There is a questionnaire ${code} already. Choose another code.`, {
      path: 'code',
    });
  return { objectId: id, audit: { what, programmeId, before: null, after: { code, version } } };
}
