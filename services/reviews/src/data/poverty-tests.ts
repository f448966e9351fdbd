import { sqlTexts } from '@kapstok/kit';
import {
  codes,
  lastColumns,
  localColumns,
  may,
  must,
  programmes,
  readsRow,
  since,
  tableDataset,
  until,
  words,
} from '@kapstok/kit/data';
import {
  DECISION_OUTCOME,
  TEST_ADVICE,
  TEST_CONCLUSION,
  TEST_MOMENT,
  TEST_STAGE,
  type Viewer,
} from '@kapstok/schema';
import { DECIDED } from '../poverty-test/poverty-test.ts';

/** What a test says is told once it is decided, and before to whoever reads drafts. */
const told = (column: string) => (viewer: Viewer) =>
  `case when row.stage = any (${sqlTexts(DECIDED)}) or ${readsRow(viewer, 'DRAFTS')} then row.${column}::text end`;

export const povertyTests = tableDataset({
  name: 'poverty-tests',
  table: 'poverty_test',
  joins: `left join test_template template on template.id = row.template_id left join source on source.id = row.source_id`,
  orderedBy: 'code',
  isReadable: (viewer) => readsRow(viewer, 'TESTS'),
  columns: [
    [must('code', 'code', 'Code of the test, unique within the programme.'), 'row.code'],
    [
      may('action_id', 'id', 'Identifier of the action that is tested; empty when an agreement is.'),
      'row.action_id',
    ],
    [
      may('agreement_id', 'id', 'Identifier of the agreement that is tested; empty when an action is.'),
      'row.agreement_id',
    ],
    ...localColumns('title', 'Title'),
    [must('template', 'code', 'Code of the questionnaire.'), 'template.code'],
    [must('template_version', 'integer', 'Number of its version.'), 'template.version'],
    [must('moment', 'word', 'When in the life of the action it is held.', TEST_MOMENT), 'row.moment'],
    [must('stage', 'word', 'How far it is.', TEST_STAGE), 'row.stage'],
    [must('requested_on', 'date', 'Day on which it was asked for.'), 'row.requested_on'],
    [may('quickscan_on', 'date', 'Day of the quickscan; empty while there was none.'), 'row.quickscan_on'],
    [may('advised_on', 'date', 'Day of the advice; empty while there is none.'), 'row.advised_on'],
    [may('decided_on', 'date', 'Day of the decision; empty while there is none.'), 'row.decided_on'],
    [may('due_on', 'date', 'Day by which it must be done; empty when there is none.'), 'row.due_on'],
    [
      may('retest_on', 'date', 'Day by which it must be tested anew; empty when there is none.'),
      'row.retest_on',
    ],
    [may('deciding_body', 'text', 'Who decides; empty when nobody said.'), 'row.deciding_body'],
    [may('advice', 'word', 'What was advised; empty while it is not decided.', TEST_ADVICE), told('advice')],
    [
      may('conclusion', 'word', 'What the test found; empty while it is not decided.', TEST_CONCLUSION),
      told('conclusion'),
    ],
    [may('decision', 'word', 'What was decided; empty while it is not.', DECISION_OUTCOME), told('decision')],
    [
      may('has_dissent', 'flag', 'Whether somebody disagreed; empty while it is not decided.'),
      told('has_dissent'),
    ],
    [
      may('published_url', 'text', 'Web address where it was published; empty when it was not.'),
      'row.published_url',
    ],
    ...lastColumns,
  ],
  filters: {
    programme: programmes('row.programme_id'),
    code: codes('Tests', (found) => `row.code = any (${found})`),
    stage: words('Stages', TEST_STAGE, (found) => `row.stage = any (${found})`),
    from: since('Tests asked for on this day or later.', 'row.requested_on'),
    to: until('Tests asked for on this day or before.', 'row.requested_on'),
  },
});
