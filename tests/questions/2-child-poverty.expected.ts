import type { Plan } from './plan.ts';
import { entriesOf, moneyOf, progressOf } from './sums.ts';
import { testingOf } from './tests-of-actions.ts';

const byCode = (a: { code?: string }, b: { code?: string }) => ((a.code ?? '') < (b.code ?? '') ? -1 : 1);

/** Two lines of the same foundation name one budget: 30,000 twice, for B1 and B3. */
const DOUBLE = {
  sourceBudget: 'RONDPUNT-2016',
  total: [{ amount: '60000', currency: 'EUR' }],
  lines: [{ code: 'BL-03' }, { code: 'BL-04' }],
};

/** By hand, from the files: tests, agreements and indicators of each block. */
const BLOCKS: Record<
  string,
  { tests: string[]; agreements: string[]; indicators: string[]; isDouble: boolean }
> = {
  B1: { tests: ['PT-08'], agreements: ['AG-01'], indicators: ['kansarmoede-index'], isDouble: true },
  B2: {
    tests: ['PT-03'],
    agreements: [],
    indicators: [
      'kansarmoede-index',
      'opvang-plaatsen-gecreeerd',
      'opvang-sociaal-tarief',
      'opvangplaatsen',
      'overgang-kleuterschool',
      'toelage-onthaalouders',
    ],
    isDouble: false,
  },
  B3: {
    tests: ['PT-06'],
    agreements: ['AG-02'],
    indicators: [
      'brugfiguren-onbekend',
      'doorverwijzingen',
      'enveloppes',
      'kansarmoede-index',
      'scholen-bereikt',
    ],
    isDouble: true,
  },
  B4: {
    tests: [],
    agreements: [],
    indicators: ['trajecten-afgesloten', 'trajecten-gestart', 'uitkomst-scharniermoment'],
    isDouble: false,
  },
  B5: { tests: [], agreements: [], indicators: [], isDouble: false },
};

/** Last figures, by hand; what nobody published has its reason. */
const LATEST: Record<string, { value: string | null; reason: string | null }> = {
  'kansarmoede-index': { value: '18.2', reason: null },
  opvangplaatsen: { value: '1729', reason: null },
  'brugfiguren-onbekend': { value: '70', reason: null },
};

function block(plan: Plan, code: string) {
  const { tests = [], agreements = [], indicators = [], isDouble } = BLOCKS[code] ?? {};
  const actions = plan.rows('actions').filter((action) => action['block'] === code);
  const codes = new Set(actions.map((action) => action['code'] ?? ''));
  const {
    unknownLineCount: _u,
    hasSynthetic: _s,
    ...money
  } = moneyOf(entriesOf(plan).filter(({ action }) => codes.has(action)));
  const {
    completion: _c,
    unknownRealisationCount: _r,
    overdueCount: _o,
    ...progress
  } = progressOf(plan, (action) => action['block'] === code);
  const {
    actionCount: _a,
    openRecommendationCount: _n,
    ...testing
  } = testingOf(plan, (action) => action['block'] === code);
  return {
    code,
    title: plan.row('blocks', code)['title_nl'],
    progress,
    budget: { ...money, doubleFunding: isDouble ? [DOUBLE] : [] },
    povertyTesting: testing,
    povertyTests: {
      totalCount: tests.length,
      nodes: tests.map((test) => {
        const { stage, advice, action } = plan.row('poverty-tests', test);
        return { code: test, stage, advice: advice || null, action: { code: action } };
      }),
    },
    agreements: {
      totalCount: agreements.length,
      nodes: agreements.map((number) => ({ number, status: plan.row('agreements', number)['status'] })),
    },
    indicators: {
      totalCount: indicators.length,
      nodes: indicators.map((indicator) => ({
        code: indicator,
        level: plan.row('indicators', indicator)['level'],
        latest: { figure: LATEST[indicator] ?? { value: null, reason: 'NOT_PUBLISHED' } },
      })),
    },
    actions: {
      nodes: [...actions].sort(byCode).map((action) => ({
        code: action['code'],
        participants: plan
          .rows('participations')
          .filter((row) => row['action'] === action['code'])
          .map(({ role, organisation }) => ({ role, organisation: { code: organisation } })),
      })),
    },
  };
}

export const expected = (plan: Plan) => ({
  programme: {
    domains: [
      {
        code: 'D07',
        title: 'Kinderarmoede',
        sharedPartners: [
          {
            organisation: { code: 'vb-speelbrug', name: 'Voorbeeld vzw Speelbrug' },
            blocks: [{ code: 'B1' }, { code: 'B3' }],
          },
        ],
        blocks: Object.keys(BLOCKS).map((code) => block(plan, code)),
      },
    ],
  },
});

/** Gaps, by hand: the plan names no partner and no money in three of the five blocks. */
export const GAPS = {
  withoutPartner: ['B2', 'B4', 'B5'],
  withoutMoney: ['B2', 'B4', 'B5'],
  withoutTest: ['B4', 'B5'],
  withoutIndicator: ['B5'],
};

interface BlockAnswer {
  readonly code: string;
  readonly budget: { readonly lineCount: number };
  readonly povertyTests: { readonly totalCount: number };
  readonly indicators: { readonly totalCount: number };
  readonly actions: { readonly nodes: readonly { readonly participants: readonly unknown[] }[] };
}

/** The same gaps as anyone can read them from the answer. */
export function gapsIn(blocks: readonly BlockAnswer[]) {
  const codes = (lacks: (block: BlockAnswer) => boolean) => blocks.filter(lacks).map(({ code }) => code);
  return {
    withoutPartner: codes(({ actions }) =>
      actions.nodes.every(({ participants }) => participants.length === 0),
    ),
    withoutMoney: codes(({ budget }) => budget.lineCount === 0),
    withoutTest: codes(({ povertyTests }) => povertyTests.totalCount === 0),
    withoutIndicator: codes(({ indicators }) => indicators.totalCount === 0),
  };
}
