import { KNOWLEDGE_KIND, TEST_ADVICE, TEST_STAGE, type TestStage, wordsOf } from '@kapstok/schema';
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

/** Numbers from 0 below 1, the same in every run. */
function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

const STEP_NAMES = (Object.keys(STEPS) as Step[]).filter((step) => step !== 'withdraw');
const WELL: Situation = {
  needsFullTest: false,
  isSecondPerson: true,
  knowledge: [...wordsOf(KNOWLEDGE_KIND)],
  advice: 'PROCEED',
  adjustmentCount: 1,
  ownerlessCount: 0,
  unansweredCount: 0,
  openCount: 0,
};

/** A step and a situation. Half of the time all is well, or no walk would come far; and few tests are called off. */
function throwDice(random: () => number): [Step, Situation] {
  const pick = <T>(among: readonly T[]): T => among[Math.floor(random() * among.length)] as T;
  const step = random() < 0.02 ? 'withdraw' : pick(STEP_NAMES);
  if (random() < 0.5) return [step, WELL];
  const situation = {
    needsFullTest: pick([true, false, null]),
    isSecondPerson: pick([true, false]),
    knowledge: wordsOf(KNOWLEDGE_KIND).filter(() => random() < 0.8),
    advice: pick([null, ...wordsOf(TEST_ADVICE)]),
    adjustmentCount: pick([0, 1, 2]),
    ownerlessCount: pick([0, 1]),
    unansweredCount: pick([0, 1]),
    openCount: pick([0, 1]),
  };
  return [step, situation];
}

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
  for (let seed = 1; seed <= 500; seed++) {
    const random = dice(seed);
    let stage: TestStage = 'DRAFT';
    for (let count = 0; count < 100; count++) {
      const [step, situation] = throwDice(random);
      const taken = take(step, stage, situation);
      if ('refusal' in taken) {
        if (!taken.refusal.endsWith('.')) throw new Error(`No sentence: ${taken.refusal}`);
        continue;
      }
      checkMove(step, stage, taken.stage, situation);
      reached.add(taken.stage);
      stage = taken.stage;
    }
  }
  expect([...reached].sort()).toEqual([...wordsOf(TEST_STAGE)].sort());
});

function checkMove(step: Step, stage: TestStage, next: TestStage, situation: Situation): void {
  if (next === stage && stage !== 'WITHDRAWN') return;
  const isOnRoad = stage !== 'WITHDRAWN' && (next === 'WITHDRAWN' || ROAD[stage].includes(next));
  const isEarned = EARNED[next]?.(situation) ?? true;
  if (!isOnRoad || !isEarned)
    throw new Error(`${step} leads from ${stage} to ${next}: ${JSON.stringify(situation)}`);
}

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
