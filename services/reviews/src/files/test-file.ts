import {
  type CsvFile,
  code,
  date,
  flag,
  inOrder,
  localized,
  may,
  must,
  oneOf,
  ref,
  text,
} from '@kapstok/kit';
import { DECISION_OUTCOME, TEST_ADVICE, TEST_CONCLUSION, TEST_MOMENT, TEST_STAGE } from '@kapstok/schema';
import { breach, hasText, isFilled, isOneOf } from './rules.ts';

const ADVISED = ['ADVICE', 'DECIDED', 'FOLLOW_UP', 'CLOSED'];
const DECIDED = ['DECIDED', 'FOLLOW_UP', 'CLOSED'];

/** What a stage asks for, as far as one row shows it. The database holds the same. */
const stageRules: NonNullable<CsvFile['rules']> = [
  breach(
    'screened_out_reason_nl',
    'is empty; a test that is SCREENED_OUT says why no full test is needed',
    (cells) => isOneOf(cells, 'stage', ['SCREENED_OUT']) && !hasText(cells, 'screened_out_reason'),
  ),
  breach(
    'screened_out_reason_nl',
    'is filled, but the stage is neither SCREENED_OUT nor WITHDRAWN',
    (cells) =>
      hasText(cells, 'screened_out_reason') && !isOneOf(cells, 'stage', ['SCREENED_OUT', 'WITHDRAWN']),
  ),
  breach(
    'advice',
    'is empty; from the stage ADVICE on a test has an advice (a test decided before its advice stays in the stage it is in, with decided_on filled)',
    (cells) => isOneOf(cells, 'stage', ADVISED) && !isFilled(cells, 'advice'),
  ),
  breach(
    'advice',
    `is filled, but the stage is not one of ${ADVISED.join(', ')} or WITHDRAWN`,
    (cells) => isFilled(cells, 'advice') && !isOneOf(cells, 'stage', [...ADVISED, 'WITHDRAWN']),
  ),
  breach(
    'advised_on',
    'is filled when there is an advice, and only then',
    (cells) => isFilled(cells, 'advice') !== isFilled(cells, 'advised_on'),
  ),
  breach(
    'decided_on',
    `is empty; in the stages ${DECIDED.join(', ')} the day of the decision is known`,
    (cells) => isOneOf(cells, 'stage', DECIDED) && !isFilled(cells, 'decided_on'),
  ),
  breach(
    'decision',
    `is empty; in the stages ${DECIDED.join(', ')} it says whether the advice was followed`,
    (cells) => isOneOf(cells, 'stage', DECIDED) && !isFilled(cells, 'decision'),
  ),
  breach(
    'decision',
    'is filled without decided_on, the day on which it was taken',
    (cells) => isFilled(cells, 'decision') && !isFilled(cells, 'decided_on'),
  ),
  breach(
    'decision_reason_nl',
    'is empty; a decision NOT_FOLLOWED says why',
    (cells) => isOneOf(cells, 'decision', ['NOT_FOLLOWED']) && !hasText(cells, 'decision_reason'),
  ),
];

/** The tests themselves. */
export const povertyTests: CsvFile = {
  name: 'poverty-tests.csv',
  about: 'Poverty tests of actions and agreements.',
  table: 'poverty_test',
  scope: 'programme',
  key: ['code'],
  columns: {
    code: must(code, 'Code, unique in this file.'),
    action: may(ref('actions.csv', ['action']), 'The action that is tested.'),
    agreement: may(ref('agreements.csv', ['agreement']), 'The agreement that is tested.'),
    title: must(localized, 'Title.'),
    template: must(
      ref('test-templates.csv', ['template', 'version']),
      'The questionnaire used, with its version.',
    ),
    moment: must(oneOf(TEST_MOMENT), 'When in the life of what is tested.'),
    stage: must(oneOf(TEST_STAGE), 'How far the test is.'),
    requested_on: must(date, 'Day on which it was asked for.'),
    quickscan_on: may(date, 'Day of the quickscan.'),
    advised_on: may(date, 'Day of the advice.'),
    decided_on: may(date, 'Day of the decision; when it lies before the advice, the hub shows that.'),
    due_on: may(date, 'Day by which the advice, or the reason why none is needed, should be there.'),
    deciding_body: may(text, 'Who decides, such as the college or the council.'),
    advice: may(oneOf(TEST_ADVICE), 'What the test advises.'),
    conclusion: may(oneOf(TEST_CONCLUSION), 'What it would do, on the whole, to people in poverty.'),
    screened_out_reason: may(localized, 'Why no full test is needed.'),
    decision: may(oneOf(DECISION_OUTCOME), 'Whether the deciding body followed the advice.'),
    decision_reference: may(text, 'Number of the decision in the minutes.'),
    decision_reason: may(localized, 'Why it was decided so.'),
    retest_on: may(date, 'Day by which the test should be repeated; after it the test holds no longer.'),
    published_url: may(text, 'Web address at which the test can be read.'),
    has_dissent: may(flag, 'Whether a dissenting view is recorded; empty when nobody noted it.'),
    is_synthetic: must(flag, 'Whether it is made up for demonstration.'),
    note: may(text, 'Remark.'),
    source: may(ref('sources.csv', ['source']), 'Where it comes from.'),
  },
  rules: [
    breach(
      'action',
      'is empty, and so is agreement; a test names what it tests',
      (cells) => !isFilled(cells, 'action') && !isFilled(cells, 'agreement'),
    ),
    inOrder('requested_on', 'quickscan_on'),
    inOrder('requested_on', 'advised_on'),
    inOrder('quickscan_on', 'advised_on'),
    inOrder('requested_on', 'due_on'),
    inOrder('requested_on', 'retest_on'),
    ...stageRules,
  ],
};
