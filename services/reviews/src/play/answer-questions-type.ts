import { ChangeRefused, needText, newId, textOf } from '@kapstok/kit';
import { builder, mutation } from '../builder.ts';
import type { TemplateQuestion } from '../template/template.ts';
import { flawOfAnswer } from './answer.ts';
import { beginStep, nextStage, REVIEWER, showsTest, stepDone, testInput } from './step-type.ts';

const Answer = builder.inputType('QuestionAnswerInput', {
  description: 'The answer to one question of the questionnaire that the test follows.',
  fields: (t) => ({
    questionCode: t.string({ required: true, description: 'Code of the question, such as `q1.4`.' }),
    answer: t.string({
      required: true,
      description: 'The answer in the shape that `TestQuestion.answerType` asks for.',
    }),
    note: t.string({ description: 'An internal remark. Left out: none.' }),
  }),
});

mutation({
  ...showsTest,
  name: 'answerQuestions',
  description:
    'Answers questions of a poverty test, one or several at once; an earlier answer is replaced. For reviewers.',
  asks: 'Which questions of which test have which answers.',
  input: (t) => ({
    ...testInput(t),
    answers: t.field({ type: [Answer], required: true, description: 'The answers, 1 to 100.' }),
  }),
  async change(input, context, db) {
    const { details, tests, templates } = context;
    const test = await beginStep(input, REVIEWER, context, db);
    nextStage(test, 'answer');
    const questions = await templates.allQuestions(test.templateId);
    if (input.answers.length < 1 || input.answers.length > 100)
      throw new ChangeRefused('BAD_USER_INPUT', 'Give 1 to 100 answers at once.', { path: 'answers' });
    for (const { questionCode, answer, note } of input.answers) {
      const text = needText(answer, 'answers', 4000);
      checkAnswer(questions, questionCode, text);
      await details.putAnswer({
        id: newId(),
        programme_id: test.programmeId,
        test_id: test.id,
        question_code: questionCode,
        answer: text,
        note: textOf(note, 'answers', 1000),
      });
    }
    // The version counts answers too: who looked at the test before them is told.
    await tests.set(test.id, { stage: test.stage, version: test.version + 1 });
    return stepDone(test, 'TEST_ANSWERED', { questions: input.answers.map((one) => one.questionCode) });
  },
});

function checkAnswer(questions: readonly TemplateQuestion[], code: string, answer: string): void {
  const question = questions.find((one) => one.code === code);
  if (question === undefined)
    throw new ChangeRefused('BAD_USER_INPUT', `The questionnaire has no question ${code}.`, {
      path: 'answers',
    });
  const flaw = flawOfAnswer(question.answerType, answer);
  if (flaw !== null)
    throw new ChangeRefused('BAD_USER_INPUT', `Question ${code}: ${flaw}.`, { path: 'answers' });
}
