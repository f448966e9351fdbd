import { KNOWLEDGE_KIND, TEST_ADVICE, TEST_STAGE, type TestStage, wordsOf } from '@kapstok/schema';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { routeOf, type Situation, STEPS, type Step, take } from './lifecycle.ts';

/** The road of a test as domain.md §3.5 draws it, written down a second time. */
const ROAD: Readonly<Record<TestStage, readonly TestStage[]>> = {
  DRAFT: ['QUICKSCAN'],
  QUICKSCAN: ['SCREENED_OUT', 'FULL_TEST'],
  SCREENED_OUT: [],
  FULL_TEST: ['DIALOGUE'],
  DIALOGUE: ['ADVICE'],
  ADVICE: ['DECIDED', 'DIALOGUE'],
  DECIDED: ['FOLLOW_UP', 'CLOSED'],
  FOLLOW_UP: ['CLOSED'],
  CLOSED: [],
  WITHDRAWN: [],
};

const situations: fc.Arbitrary<Situation> = fc.record({
  needsFullTest: fc.constantFrom(true, false, null),
  isSecondPerson: fc.boolean(),
  knowledge: fc.subarray(wordsOf(KNOWLEDGE_KIND)),
  advice: fc.constantFrom(null, ...wordsOf(TEST_ADVICE)),
  adjustmentCount: fc.nat(2),
  ownerlessCount: fc.nat(2),
  unansweredCount: fc.nat(1),
  openCount: fc.nat(1),
});
/** Half of the time all is well, or no walk would come far; and few are called off. */
const WELL: Situation = {
  needsFullTest: false,
  isSecondPerson: true,
  knowledge: wordsOf(KNOWLEDGE_KIND),
  advice: 'PROCEED',
  adjustmentCount: 1,
  ownerlessCount: 0,
  unansweredCount: 0,
  openCount: 0,
};
const steps = fc.oneof(
  {
    weight: 60,
    arbitrary: fc.constantFrom(...(Object.keys(STEPS) as Step[]).filter((step) => step !== 'withdraw')),
  },
  { weight: 1, arbitrary: fc.constant<Step>('withdraw') },
);
const walks = fc.array(fc.tuple(steps, fc.oneof(situations, fc.constant(WELL))), {
  minLength: 1,
  maxLength: 120,
  size: 'max',
});

/** What must hold of a situation for a test to come to a stage. */
const EARNED: Partial<Record<TestStage, (given: Situation) => boolean>> = {
  SCREENED_OUT: ({ needsFullTest, isSecondPerson }) => needsFullTest === false && isSecondPerson,
  ADVICE: ({ knowledge, advice, adjustmentCount, ownerlessCount }) =>
    knowledge.length === 3 &&
    (advice !== 'PROCEED_WITH_ADJUSTMENTS' || (adjustmentCount > 0 && ownerlessCount === 0)),
  DECIDED: ({ unansweredCount }) => unansweredCount === 0,
  CLOSED: ({ openCount }) => openCount === 0,
};

test('whatever is tried in whatever order, a test keeps to its road and earns each stage', () => {
  const reached = new Set<TestStage>();
  fc.assert(
    fc.property(walks, (walk) => {
      let stage: TestStage = 'DRAFT';
      for (const [step, situation] of walk) {
        const taken = take(step, stage, situation);
        if ('refusal' in taken) {
          expect(taken.refusal).toMatch(/\.$/);
          continue;
        }
        const { stage: next } = taken;
        const isOnRoad = next === stage || next === 'WITHDRAWN' || ROAD[stage].includes(next);
        expect(isOnRoad, `${step} from ${stage} to ${next}`).toBe(true);
        expect(stage).not.toBe('WITHDRAWN');
        if (next !== stage) expect(EARNED[next]?.(situation) ?? true, `${step} to ${next}`).toBe(true);
        reached.add(next);
        stage = next;
      }
    }),
    { numRuns: process.env['KAPSTOK_SOAK'] ? 20_000 : 500 },
  );
  expect([...reached].sort()).toEqual(wordsOf(TEST_STAGE).sort());
});

test.each([
  [null, [], null],
  [false, [], false],
  [false, ['0', ' 0 '], false],
  [false, ['UNKNOWN'], true],
  [null, ['1'], true],
  [true, ['0'], true],
] as const)('areas that say %s and answers %j lead to %s', (areas, answers, route) => {
  expect(routeOf(areas, answers)).toBe(route);
});
