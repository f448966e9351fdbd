import { lastDay } from '../attention/rows.ts';
import type { Row } from '../programme-folder.ts';
import { type Plan, TODAY } from './plan.ts';
import { entriesOf, sumOf } from './sums.ts';
import { hasValidTest, isTestOverdue } from './tests-of-actions.ts';

/** Signed, running or over: it covers the action. A draft binds nobody, one that was broken off no longer. */
const COVERS = ['SIGNED', 'IN_FORCE', 'ENDED'];

function kindsOf(plan: Plan, code: string | undefined): string[] {
  const covers = ({ agreement, action }: Row) =>
    action === code && agreement !== '' && COVERS.includes(plan.row('agreements', agreement)['status'] ?? '');
  const hasAgreement = [...plan.rows('allocations'), ...plan.rows('budget-lines')].some(covers);
  const isMoney = ({ action, type }: { action: string; type: string }) =>
    action === code && (type === 'COST' || type === 'REVENUE');
  const hasIndicator = plan.rows('contributions').some(({ action }) => action === code);
  return [
    ...(hasAgreement ? [] : ['NO_AGREEMENT']),
    ...(entriesOf(plan).some(isMoney) ? [] : ['NO_BUDGET']),
    ...(hasValidTest(plan, code) ? [] : ['NO_VALID_TEST']),
    ...(hasIndicator ? [] : ['NO_INDICATOR']),
    ...(isTestOverdue(plan, code) ? ['TEST_OVERDUE'] : []),
    ...(isSilent(plan, code) ? ['SILENT'] : []),
  ];
}

/** 120 days before TODAY: whoever did nothing since is silent. */
const OLDEST = '2026-07-24';

function isSilent(plan: Plan, code: string | undefined): boolean {
  const action = plan.rows('actions').find((row) => row['code'] === code);
  const deeds = (file: string, column: string) =>
    plan
      .rows(file)
      .filter((row) => row['action'] === code)
      .map((row) => row[column]);
  const days = [
    action?.['actual_start'],
    ...deeds('status-changes', 'changed_on'),
    ...deeds('adjustments', 'adjusted_on'),
    ...deeds('milestones', 'actual_on'),
  ].map((day) => lastDay(day ?? '') ?? '');
  return action?.['status'] === 'RUNNING' && !days.some((day) => day >= OLDEST && day <= TODAY);
}

const LACKS = ['NO_AGREEMENT', 'NO_BUDGET', 'NO_VALID_TEST', 'NO_INDICATOR'];

/** Every action that lacks something, by code; no action of the plan was stopped. */
export function expected(plan: Plan) {
  const items = plan.rows('actions').map((action) => ({ action, kinds: kindsOf(plan, action['code']) }));
  const having = (...kinds: string[]) =>
    items.filter((item) => kinds.every((kind) => item.kinds.includes(kind)));
  const lacking = items.filter(({ kinds }) => kinds.some((kind) => LACKS.includes(kind)));
  return {
    withoutAgreement: { totalCount: having('NO_AGREEMENT').length },
    withoutBudget: { totalCount: having('NO_BUDGET').length },
    withoutValidTest: { totalCount: having('NO_VALID_TEST').length },
    withoutIndicator: { totalCount: having('NO_INDICATOR').length },
    withoutAny: having(...LACKS).map(({ action }) => action['code']),
    lacking: lacking.map(({ action, kinds }) => ({
      kinds,
      moneyAtRisk:
        sumOf(
          entriesOf(plan).filter((entry) => entry.action === action['code']),
          'COST',
        )[0] ?? null,
      action: {
        code: action['code'],
        title: action['title_nl'],
        status: action['status'],
        domain: { code: action['domain'] },
        participants: plan
          .rows('participations')
          .filter((row) => row['action'] === action['code'])
          .map(({ role, organisation }) => ({
            role,
            organisation: { name: plan.row('organisations', organisation)['name'] },
          })),
      },
    })),
  };
}

/** The actions that run without agreement, budget, test and indicator, by hand from the files. */
export const WITHOUT_ANY = [
  // D01-01 supplementary aid, D02-04 care desk: named by a source, and nothing more is public.
  'D01-01',
  'D02-04',
  'D06-01',
  'D06-02',
  'D06-90',
  'D07-B1-01',
  'D07-B2-03',
  'D07-B4-02',
  'D07-B5-01',
];
