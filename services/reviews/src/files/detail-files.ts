import {
  type CsvFile,
  type CsvRow,
  code,
  date,
  integer,
  localized,
  may,
  must,
  oneOf,
  partialDate,
  type RowRule,
  ref,
  text,
} from '@kapstok/kit';
import {
  INVOLVEMENT_CHANNEL,
  KNOWLEDGE_KIND,
  QUICKSCAN_AREA,
  RECOMMENDATION_RESPONSE,
  RECOMMENDATION_STATUS,
  TEST_STAGE,
} from '@kapstok/schema';
import { keyIn } from './key-in.ts';
import { breach, hasText, isFilled, isOneOf } from './rules.ts';

const ofTest = must(ref('poverty-tests.csv', ['test']), 'The test it belongs to.');
const organisation = ref('organisations.csv', ['organisation']);
const ownCode = must(code, 'Code, unique in this file.');

const quickscanEffects: CsvFile = {
  name: 'quickscan-effects.csv',
  about: 'The effect that the quickscan of a test expects, area by area.',
  table: 'quickscan_effect',
  scope: 'programme',
  key: ['test', 'area'],
  columns: {
    test: ofTest,
    area: must(oneOf(QUICKSCAN_AREA), 'The area.'),
    effect: may(
      integer({ from: -2, to: 2 }),
      'From -2, much worse, to 2, much better; 0 is none, empty is unknown.',
    ),
    note: may(localized, 'Why.'),
  },
};

/** The question of an answer is one of the template of its test. */
const isAskedByTemplate: RowRule = (rows, rowsOf) => {
  const version = (cells: CsvRow['cells']) => `${cells['template']} ${cells['version']}`;
  const versionOf = new Map(rowsOf('poverty-tests.csv').map(({ cells }) => [cells['code'], version(cells)]));
  const asked = new Set(
    rowsOf('template-questions.csv').map(({ cells }) => `${version(cells)} ${cells['code']}`),
  );
  return rows
    .filter(({ cells }) => {
      const template = versionOf.get(cells['test'] ?? '');
      return template !== undefined && !asked.has(`${template} ${cells['question']}`);
    })
    .map((row) => ({
      row,
      column: 'question',
      message: `"${row.cells['question']}" is not a question of the template of its test`,
    }));
};

const testAnswers: CsvFile = {
  name: 'test-answers.csv',
  about: 'Answers to the questions of the template.',
  table: 'test_answer',
  scope: 'programme',
  key: ['test', 'question'],
  columns: {
    test: ofTest,
    question: must(
      // The code alone names no question: the database looks it up in the template of the test.
      {
        ...code,
        refersTo: 'template-questions.csv',
        fields: () => [{ name: 'question_code', type: 'text' }],
      },
      "Code of the question in the test's template.",
    ),
    answer: must(text, 'The answer, as the type of the question asks; never a name of a person in poverty.'),
    note: may(text, 'Remark.'),
  },
  rules: [isAskedByTemplate],
};

const knowledgeContributions: CsvFile = {
  name: 'knowledge-contributions.csv',
  about:
    'Knowledge brought to a test, or the reason why one kind of it is absent. Roles and numbers, never names.',
  table: 'knowledge_contribution',
  scope: 'programme',
  key: ['code'],
  columns: {
    code: ownCode,
    test: ofTest,
    kind: must(oneOf(KNOWLEDGE_KIND), 'Kind of knowledge.'),
    through: may(oneOf(INVOLVEMENT_CHANNEL), 'EXPERIENCE only: who spoke.'),
    organisation: may(organisation, 'Organisation that brought it.'),
    role: may(localized, 'In which role people spoke; never a name.'),
    head_count: may(integer({ from: 0, to: 100_000 }), 'How many people; empty when nobody noted it.'),
    contributed_on: may(partialDate, 'When.'),
    summary: may(localized, 'What they said, in short.'),
    absence_reason: may(localized, 'Why this kind of knowledge is absent; then the row says only that.'),
    source: may(ref('sources.csv', ['source']), 'Where it comes from.'),
  },
  rules: [
    breach(
      'through',
      'is filled, but only EXPERIENCE is brought directly or through an organisation',
      (cells) => isFilled(cells, 'through') && !isOneOf(cells, 'kind', ['EXPERIENCE']),
    ),
    breach(
      'through',
      'is empty; for EXPERIENCE say who spoke: DIRECT or INTERMEDIARY (or give an absence_reason)',
      (cells) =>
        isOneOf(cells, 'kind', ['EXPERIENCE']) &&
        !isFilled(cells, 'through') &&
        !hasText(cells, 'absence_reason'),
    ),
    breach(
      'role_nl',
      'is empty; say in which role people spoke (or give an absence_reason)',
      (cells) => !hasText(cells, 'role') && !hasText(cells, 'absence_reason'),
    ),
    breach(
      'absence_reason_nl',
      'is filled, and so are head_count, contributed_on or summary; knowledge is either there or absent',
      (cells) =>
        hasText(cells, 'absence_reason') &&
        (isFilled(cells, 'head_count') || isFilled(cells, 'contributed_on') || hasText(cells, 'summary')),
    ),
  ],
};

const recommendations: CsvFile = {
  name: 'recommendations.csv',
  about: 'What a test recommends, what the deciding body answered, and what became of it.',
  table: 'recommendation',
  scope: 'programme',
  key: ['code'],
  columns: {
    code: ownCode,
    test: ofTest,
    text: must(localized, 'What is recommended.'),
    owner: may(
      ref('organisations.csv', ['owner']),
      'Organisation that sees to it; code in organisations.csv.',
    ),
    due_on: may(date, 'Day by which it should be done.'),
    response: may(oneOf(RECOMMENDATION_RESPONSE), 'What the deciding body answered; empty while it has not.'),
    response_reason: may(localized, 'Why it answered so.'),
    status: must(oneOf(RECOMMENDATION_STATUS), 'Whether it is carried out.'),
    done_on: may(date, 'Day on which it was carried out.'),
    adjustment: may(keyIn('adjustments.csv', 'adjustment_code'), 'The change of the action that it led to.'),
  },
  rules: [
    breach(
      'done_on',
      'is filled when the status is DONE, and only then',
      (cells) => isOneOf(cells, 'status', ['DONE']) !== isFilled(cells, 'done_on'),
    ),
    breach(
      'response_reason_nl',
      'is empty; a recommendation that is REJECTED is rejected with a reason',
      (cells) => isOneOf(cells, 'response', ['REJECTED']) && !hasText(cells, 'response_reason'),
    ),
  ],
};

const stageQualities: CsvFile = {
  name: 'stage-qualities.csv',
  about: 'How well the stages of a test were done, judged afterwards.',
  table: 'stage_quality',
  scope: 'programme',
  key: ['test', 'stage'],
  columns: {
    test: ofTest,
    stage: must(oneOf(TEST_STAGE), 'The stage judged.'),
    score: must(integer({ from: 1, to: 4 }), 'From 1, poor, to 4, very good.'),
    note: may(text, 'Why.'),
  },
};

/** Files of what belongs to a test. */
export const detailFiles: readonly CsvFile[] = [
  quickscanEffects,
  testAnswers,
  knowledgeContributions,
  recommendations,
  stageQualities,
];
