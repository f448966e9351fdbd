import {
  ChangeRefused,
  freeCode,
  idOf,
  maybeIdOf,
  needRow,
  newId,
  notThere,
  onlyFor,
  onlySteering,
  textOf,
} from '@kapstok/kit';
import { Language, mutation } from '../builder.ts';
import type { Context } from '../context.ts';
import { TestMomentEnum } from '../poverty-test/test-words.ts';
import { dayFrom, localised, showsTest, takeCodes } from './step-type.ts';

const TITLE = JSON.stringify({ nl: 'Armoedetoets', fr: 'Test de pauvreté', en: 'Poverty test' });

mutation({
  ...showsTest,
  name: 'requestTest',
  description:
    'Asks for a poverty test of an action or an agreement. For the director of the programme and the coordinator of the domain.',
  asks: 'What is to be tested, with which questionnaire, and by when.',
  input: (t) => ({
    actionId: t.id({ description: 'The action that is to be tested. Left out: an agreement is.' }),
    agreementId: t.id({ description: 'The agreement that is to be tested, with `programmeId`.' }),
    programmeId: t.id({ description: 'The programme of the agreement. Left out: that of the action.' }),
    templateId: t.id({ required: true, description: 'The version of the questionnaire to follow.' }),
    moment: t.field({
      type: TestMomentEnum,
      required: true,
      description: 'When in the life of what is tested.',
    }),
    decisionOn: t.field({
      type: 'Date',
      description: 'Day of the planned decision: the advice is due by then. Left out: no day is set.',
    }),
    decidingBody: t.string({ description: 'Who is to decide, such as the college or the council.' }),
    title: t.string({ description: 'A title. Left out: just that it is a poverty test.' }),
    language: t.field({
      type: Language,
      description: 'Language of the title; left out: that of the programme.',
    }),
  }),
  async change(input, context, db) {
    const { tests, templates, today } = context;
    const subject = await subjectOf(input, context);
    const { programmeId } = subject;
    const template = await needRow(input.templateId, 'templateId', 'template', templates.byIds);
    if (template.ownProgrammeId !== null && template.ownProgrammeId !== programmeId)
      throw notThere('templateId', 'template in the programme');
    const dueOn = dayFrom(input.decisionOn, 'decisionOn', today);
    const title = textOf(input.title, 'title', 300);
    await takeCodes(db, programmeId);
    const id = newId();
    const code = await freeCode(db, 'poverty_test', programmeId, 'test-');
    await tests.add({
      id,
      programme_id: programmeId,
      code,
      action_id: subject.actionId,
      agreement_id: subject.agreementId,
      title: title === null ? TITLE : await localised(title, input.language, programmeId, context),
      template_id: template.id,
      moment: input.moment,
      stage: 'DRAFT',
      requested_on: today,
      due_on: dueOn,
      deciding_body: textOf(input.decidingBody, 'decidingBody', 200),
      is_synthetic: false,
      tested_group_ids: [],
    });
    const after = { code, actionId: subject.actionId, agreementId: subject.agreementId, dueOn };
    const audit = { what: 'TEST_REQUESTED', programmeId, before: null, after };
    return subject.actionId === null
      ? { objectId: id, audit }
      : { objectId: id, audit, tells: { programmeId, actionIds: [subject.actionId] } };
  },
});

interface Given {
  readonly actionId?: string | null | undefined;
  readonly agreementId?: string | null | undefined;
  readonly programmeId?: string | null | undefined;
}

/** What is to be tested, for who may ask for it. Agreements are another service's: their ids are taken as they are. */
async function subjectOf(input: Given, { viewer, tests }: Context) {
  const actionId = maybeIdOf(input.actionId, 'actionId', 'action');
  const agreementId = maybeIdOf(input.agreementId, 'agreementId', 'agreement');
  if (actionId !== null) {
    const place = await tests.subject(actionId);
    if (place === undefined) throw notThere('actionId', 'action');
    onlySteering(viewer, place);
    return { actionId, agreementId, programmeId: place.programmeId };
  }
  if (agreementId === null || input.programmeId == null)
    throw new ChangeRefused('BAD_USER_INPUT', 'Name an action, or an agreement with its programme.', {
      path: 'actionId',
    });
  const programmeId = idOf(input.programmeId, 'programmeId', 'programme');
  const whoMay = 'Only the director or a coordinator of the programme asks for a test of an agreement.';
  onlyFor(viewer, ['DIRECTOR', 'COORDINATOR'], programmeId, whoMay);
  return { actionId, agreementId, programmeId };
}
