import type { Row } from '../programme-folder.ts';
import { type Plan, TODAY } from './plan.ts';
import type { Chosen } from './sums.ts';

const isPast = (day: string | undefined) => day !== undefined && day !== '' && day < TODAY;
const isConcluded = (test: Row) => test['stage'] === 'SCREENED_OUT' || test['advice'] !== '';

/** Tests that were not called off, oldest request first. */
function standing(plan: Plan, action: string | undefined): Row[] {
  return plan
    .rows('poverty-tests')
    .filter((test) => test['action'] === action && test['stage'] !== 'WITHDRAWN')
    .sort((a, b) => ((a['requested_on'] ?? '') < (b['requested_on'] ?? '') ? -1 : 1));
}

function holds(plan: Plan, test: Row): boolean {
  if (isPast(test['retest_on'])) return false;
  if (test['stage'] === 'SCREENED_OUT' || test['advice'] === 'PROCEED') return true;
  const isOrphan = ({ test: of, owner, response }: Row) =>
    of === test['code'] && owner === '' && response !== 'REJECTED';
  return test['advice'] === 'PROCEED_WITH_ADJUSTMENTS' && !plan.rows('recommendations').some(isOrphan);
}

/** Whether the latest verdict on an action holds today. */
export function hasValidTest(plan: Plan, action: string | undefined): boolean {
  const last = standing(plan, action).filter(isConcluded).at(-1);
  return last !== undefined && holds(plan, last);
}

/** Whether a test of the action, or its repetition, should have been done by today. */
export function isTestOverdue(plan: Plan, action: string | undefined): boolean {
  return standing(plan, action).some(
    (test, index, all) =>
      (!isConcluded(test) && isPast(test['due_on'])) ||
      (isPast(test['retest_on']) && index === all.length - 1),
  );
}

/** Recommendations of these actions' tests that still wait to be carried out. */
export function openRecommendations(plan: Plan, chosen: Chosen): Row[] {
  const isOpen = ({ status, response }: Row) => status === 'OPEN' && response !== 'REJECTED';
  return plan
    .rows('recommendations')
    .filter(isOpen)
    .filter(({ test }) => {
      const { action, stage } = plan.row('poverty-tests', test);
      return stage !== 'WITHDRAWN' && chosen(plan.row('actions', action));
    });
}

/** What `PovertyTestingSummary` says of these actions; one that has parts and its parts count alike. */
export function testingOf(plan: Plan, chosen: Chosen) {
  const actions = plan.rows('actions').filter(chosen);
  const count = (check: (code: string | undefined) => boolean) =>
    actions.filter(({ code }) => check(code)).length;
  return {
    actionCount: actions.length,
    testedCount: count((code) =>
      standing(plan, code).some(({ stage = '' }) => !['DRAFT', 'QUICKSCAN'].includes(stage)),
    ),
    validCount: count((code) => hasValidTest(plan, code)),
    missingCount: count((code) => standing(plan, code).length === 0),
    overdueCount: count((code) => isTestOverdue(plan, code)),
    openRecommendationCount: openRecommendations(plan, chosen).length,
  };
}
