import fc from 'fast-check';
import type { Row } from '../programme-folder.ts';
import { at, code, type Drawn, day, later, maybe, numbered, pick, some, text } from './draws.ts';
import type { Shape } from './shape.ts';

const DECIDED = ['DECIDED', 'FOLLOW_UP', 'CLOSED'];
const ADVISED = ['ADVICE', ...DECIDED];
const days = fc.nat({ max: 3000 });

const drawTest = fc.record({
  title: text,
  action: pick,
  agreement: maybe(pick),
  isOfAgreementOnly: fc.boolean(),
  stage: fc.constantFrom(
    ...['DRAFT', 'QUICKSCAN', 'SCREENED_OUT', 'FULL_TEST', 'DIALOGUE', ...ADVISED, 'WITHDRAWN'],
  ),
  advice: fc.constantFrom('PROCEED', 'PROCEED', 'PROCEED_WITH_ADJUSTMENTS', 'RECONSIDER', 'STOP'),
  isWithdrawnLate: fc.boolean(),
  // Now and then two of one action on the same day.
  on: fc.oneof({ weight: 4, arbitrary: day }, { weight: 1, arbitrary: fc.constant('2024-06-30') }),
  advisedAfter: days,
  dueAfter: maybe(days),
  retestAfter: maybe(days),
});
const drawRecommendation = fc.record({
  test: pick,
  text,
  owner: maybe(pick),
  response: fc.constantFrom('', 'ADOPTED', 'PARTLY', 'REJECTED'),
});

/** Poverty tests in every stage, and what they recommend. */
export const drawTests = (shape: Shape) =>
  fc.record({ tests: some(drawTest, 15, shape.tests), recommendations: some(drawRecommendation, 6) });
type Tests = Drawn<ReturnType<typeof drawTests>>;

/** What the rows point to. */
type Named = Readonly<Record<'actions' | 'agreements' | 'organisations', readonly Row[]>>;

export function testFiles({ tests, recommendations }: Tests, slug: string, language: string, named: Named) {
  const template = { template: `${slug}-test`, version: '1' };
  const rows = (named.actions.length === 0 ? [] : tests).map((test, i) => ({
    code: numbered('PT', i),
    [`title_${language}`]: test.title,
    ...template,
    ...subject(test, named),
    ...verdict(test),
    is_synthetic: 'true',
  }));
  return {
    ...templateFiles(template),
    'poverty-tests.csv': rows,
    'recommendations.csv': (rows.length === 0 ? [] : recommendations).map((one, i) => ({
      code: numbered('RC', i),
      test: code(at(rows, one.test)),
      [`text_${language}`]: one.text,
      owner: code(at(named.organisations, one.owner)),
      response: one.response,
      response_reason_nl: one.response === 'REJECTED' ? 'Te duur.' : '',
      status: 'OPEN',
    })),
  };
}

/** What is tested: an action, an agreement, or one under the other. */
function subject(test: Tests['tests'][number], { actions, agreements }: Named) {
  const agreement = code(at(agreements, test.agreement));
  return {
    agreement,
    action: agreement !== '' && test.isOfAgreementOnly ? '' : code(at(actions, test.action)),
  };
}

/** The cells that go with the stage. */
function verdict({ stage, on, ...test }: Tests['tests'][number]) {
  const isAdvised = ADVISED.includes(stage) || (stage === 'WITHDRAWN' && test.isWithdrawnLate);
  const isDecided = DECIDED.includes(stage);
  return {
    moment: 'DESIGN',
    stage,
    requested_on: on,
    advised_on: isAdvised ? later(on, test.advisedAfter) : '',
    decided_on: isDecided ? later(on, test.advisedAfter) : '',
    due_on: later(on, test.dueAfter),
    advice: isAdvised ? test.advice : '',
    screened_out_reason_nl: stage === 'SCREENED_OUT' ? 'Geen effect.' : '',
    decision: isDecided ? 'FOLLOWED' : '',
    retest_on: later(on, test.retestAfter),
  };
}

/** A version never changes once it is loaded, so every programme of a slug has the same. */
function templateFiles(template: { readonly template: string; readonly version: string }) {
  const position = '1';
  const question = { code: 'q1', text_nl: 'Voor wie?', answer_type: 'TEXT', routes_to_full_test: 'false' };
  return {
    'test-templates.csv': [{ code: template.template, version: template.version, title_nl: 'Sjabloon' }],
    'template-sections.csv': [{ ...template, code: 'S', position, title_nl: 'Deel' }],
    'template-questions.csv': [{ ...template, section: 'S', position, ...question }],
  };
}
