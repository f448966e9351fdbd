import type { Plan } from './plan.ts';
import { type Entry, entriesOf, leaves, moneyOf, sumOf } from './sums.ts';

const GOALS = ['CAUSES', 'CONSEQUENCES', ''];
const LEVELS = ['ORGANISATION', 'INDIVIDUAL', ''];
const STRANDS = ['EU-1', 'EU-2', 'EU-3'];

const cells = GOALS.flatMap((goal) => LEVELS.map((level) => ({ goal, level })));

const sums = (entries: readonly Entry[]) => ({
  planned: sumOf(entries, 'COST'),
  revenue: sumOf(entries, 'REVENUE'),
  committed: sumOf(entries, 'COMMITMENT'),
  paid: sumOf(entries, 'PAYMENT'),
  spent: sumOf(entries, 'SPENDING'),
});

export function expected(plan: Plan) {
  const entries = entriesOf(plan);
  const placeOf = ({ action }: Entry) =>
    action === '' ? { goal: '', level: '' } : plan.row('actions', action);
  const counted = cells
    .map(({ goal, level }) => ({
      goal: goal || null,
      level: level || null,
      count: leaves(plan, (action) => action['goal'] === goal && action['level'] === level).length,
    }))
    .filter(({ count }) => count > 0);
  const paid = cells.flatMap(({ goal, level }) => {
    const own = entries.filter((entry) => placeOf(entry).goal === goal && placeOf(entry).level === level);
    return own.length === 0 ? [] : [{ goal: goal || null, level: level || null, ...sums(own) }];
  });
  const neither = plan.rows('actions').filter(({ goal, level }) => goal === '' && level === '');
  const { planned, revenue } = moneyOf(entries);
  return {
    programme: {
      progress: { actionCount: leaves(plan, () => true).length, byGoalAndLevel: counted },
      budget: { planned, revenue, byGoalAndLevel: paid },
      withoutEither: {
        totalCount: neither.length,
        nodes: neither
          .map(({ code = '', title_nl: title }) => ({ code, title }))
          .sort((a, b) => (a.code < b.code ? -1 : 1)),
      },
      crosswalks: STRANDS.map((code) => strand(plan, code)),
    },
  };
}

/** An action answers a strand when the files relate it, itself and not its domain, to the term. */
function strand(plan: Plan, code: string) {
  const { notation, title_nl: title, source } = plan.row('crosswalks', code);
  const links = plan.rows('action-crosswalks').filter(({ crosswalk }) => crosswalk === code);
  const related = new Set(links.map(({ action = '' }) => action));
  const { planned, revenue, committed } = sums(entriesOf(plan).filter(({ action }) => related.has(action)));
  return {
    code,
    notation,
    title,
    source: { key: source },
    actions: { totalCount: related.size },
    progress: { actionCount: leaves(plan, (action) => related.has(action['code'] ?? '')).length },
    budget: { planned, revenue, committed },
  };
}

/** By hand: eight descriptions make goal or level plain; three of those actions are counted through their parts. */
export const BY_GOAL_AND_LEVEL = [
  // D01-01.
  { goal: 'CONSEQUENCES', level: 'INDIVIDUAL', count: 1 },
  // D07-B1-01, D07-B3-04, D07-B4-02, D07-B5-01.
  { goal: null, level: 'ORGANISATION', count: 4 },
  // D07-X2 (MISSION).
  { goal: null, level: 'INDIVIDUAL', count: 1 },
  { goal: null, level: null, count: 21 },
];

/** Money per strand, by hand: planned and revenue in units of euro. */
export const BY_STRAND = {
  // D07: 8,400,000 (K18) + 24,000 + 74,500 + 65,000 + 17,250.50; revenue 1,500,000 (K19) + 30,000 + 30,000.
  'EU-1': ['8580750.5', '1560000'],
  // The same, and D03-01: 95,000 + 98,000 + 42,000.
  'EU-2': ['8815750.5', '1560000'],
  // D07, D02: 2,705,558 (K26) + 36,000 + 12,000, D08: 600,000 (K23); revenue also 725,000 + 595,763 + 431,953.
  'EU-3': ['11934308.5', '3312716'],
};
