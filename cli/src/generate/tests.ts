import type { TestAdvice, TestConclusion, TestMoment, TestStage } from '@kapstok/schema';
import type { Action } from './actions.ts';
import type { Agreement } from './agreements.ts';
import type { City } from './city.ts';
import { addDays, dayBetween, TERM } from './days.ts';
import { Dice } from './dice.ts';
import { type CityOptions, SIZE } from './options.ts';
import { SOURCE } from './programme.ts';
import { inThree, local, numbered, type Row } from './row.ts';
import { TEMPLATE } from './template.ts';

export interface PovertyTest {
  readonly code: string;
  readonly action: Action;
  /** Some tests are of an agreement, of which `action` is then one. */
  readonly agreement: string | undefined;
  readonly moment: TestMoment;
  readonly stage: TestStage;
  readonly requestedOn: string;
  readonly quickscanOn: string | undefined;
  readonly advisedOn: string | undefined;
  readonly decidedOn: string | undefined;
  readonly advice: TestAdvice | undefined;
  readonly conclusion: TestConclusion | undefined;
}

const STAGES: Readonly<Record<TestStage, number>> = {
  CLOSED: 26,
  FOLLOW_UP: 16,
  DECIDED: 12,
  SCREENED_OUT: 14,
  ADVICE: 7,
  DIALOGUE: 7,
  FULL_TEST: 6,
  QUICKSCAN: 6,
  DRAFT: 5,
  WITHDRAWN: 4,
};
const ADVISED: readonly TestStage[] = ['ADVICE', 'DECIDED', 'FOLLOW_UP', 'CLOSED'];
/** Stages that a test leaves within months. */
const OPEN: readonly TestStage[] = ['DRAFT', 'QUICKSCAN', 'FULL_TEST', 'DIALOGUE', 'ADVICE'];
const DECIDED: readonly TestStage[] = ['DECIDED', 'FOLLOW_UP', 'CLOSED'];
const CONCLUSIONS: Readonly<Record<TestAdvice, readonly TestConclusion[]>> = {
  PROCEED: ['STRENGTHENS', 'STRENGTHENS', 'NEUTRAL'],
  PROCEED_WITH_ADJUSTMENTS: ['STRENGTHENS', 'MIXED'],
  RECONSIDER: ['MIXED', 'UNDETERMINED', 'WEAKENS'],
  STOP: ['WEAKENS'],
};

export const isAdvised = ({ advice }: PovertyTest): boolean => advice !== undefined;
export const isDecided = ({ stage }: PovertyTest): boolean => DECIDED.includes(stage);

export function planTests(
  { seed, scale }: CityOptions,
  actions: readonly Action[],
  agreements: readonly Agreement[],
): PovertyTest[] {
  const dice = new Dice(seed, 'tests');
  return Array.from({ length: SIZE.tests * scale }, (_, i) => {
    const agreement = i % 11 === 10 ? dice.of(agreements) : undefined;
    const action = agreement?.actions[0]?.action ?? dice.of(actions);
    const stage = dice.deal(i, STAGES);
    const moment = momentOf(dice, action, OPEN.includes(stage));
    const requestedOn = requestDay(dice, action, moment, stage);
    const isWithdrawn = stage === 'WITHDRAWN';
    const isAdvised = ADVISED.includes(stage);
    const quickscanOn =
      stage === 'DRAFT' || isWithdrawn ? undefined : addDays(requestedOn, dice.whole(7, 21));
    const advisedOn = isAdvised ? addDays(requestedOn, dice.whole(40, 110)) : undefined;
    // A few are decided before their advice: the hub shows that.
    const gap = dice.chance(0.08) ? -dice.whole(10, 30) : dice.whole(7, 40);
    const advice = isAdvised ? dice.weighted(ADVICES) : undefined;
    return {
      code: numbered('PT-', i, 3),
      action,
      agreement: agreement?.code,
      moment,
      stage,
      requestedOn,
      quickscanOn,
      advisedOn,
      decidedOn: advisedOn && DECIDED.includes(stage) ? addDays(advisedOn, gap) : undefined,
      advice,
      conclusion: advice && dice.of(CONCLUSIONS[advice]),
    };
  });
}

const ADVICES: Readonly<Record<TestAdvice, number>> = {
  PROCEED: 40,
  PROCEED_WITH_ADJUSTMENTS: 40,
  RECONSIDER: 13,
  STOP: 7,
};

/** What is asked for now is of its time: a plan is designed, what runs is tested while it does. */
const momentOf = (dice: Dice, { actualStart, actualEnd }: Action, isNow: boolean): TestMoment => {
  if (actualStart === undefined) return 'DESIGN';
  if (actualEnd !== undefined) return isNow ? 'REVIEW' : dice.weighted({ DESIGN: 5, RUNNING: 3, REVIEW: 2 });
  return dice.weighted({ DESIGN: isNow ? 0 : 5, RUNNING: 4, REVIEW: 1 });
};

/** Designs are tested before the begin; what is still under way was asked for in the last months. */
function requestDay(dice: Dice, action: Action, moment: TestMoment, stage: TestStage): string {
  if (OPEN.includes(stage)) return dayBetween(dice, '2026-01-15', '2026-06-15');
  const start = action.actualStart ?? '2026-06-01';
  if (moment === 'DESIGN') return addDays(start, -dice.whole(150, 260));
  const end = action.actualEnd ?? '2026-05-01';
  const from = start > TERM.from ? start : TERM.from;
  return dayBetween(dice, from, end < '2026-05-01' ? end : '2026-05-01');
}

const REASON = {
  nl: 'In geen van de acht domeinen werd een effect gezien; nagelezen door een tweede dienst.',
  fr: 'Aucun effet dans les huit domaines; relu par un deuxième service.',
  en: 'No effect seen in any of the eight areas; read again by a second service.',
};
const DECISIONS = {
  FOLLOWED: { nl: 'Het advies wordt gevolgd.', fr: "L'avis est suivi.", en: 'The advice is followed.' },
  PARTLY_FOLLOWED: {
    nl: 'Een deel vraagt eerst middelen in de begroting.',
    fr: "Une partie demande d'abord un budget.",
    en: 'Part of it first needs money in the budget.',
  },
  NOT_FOLLOWED: {
    nl: 'De dienst moet om wettelijke redenen doorgaan.',
    fr: 'Le service doit continuer pour des raisons légales.',
    en: 'The service must go on for legal reasons.',
  },
};

export function* testRows({ seed, tests }: City): Generator<Row> {
  const dice = new Dice(seed, 'test-rows');
  for (const test of tests) {
    const { code, action, stage, requestedOn, advisedOn, decidedOn, advice } = test;
    const decision = decidedOn && dice.weighted({ FOLLOWED: 6, PARTLY_FOLLOWED: 3, NOT_FOLLOWED: 1 });
    yield {
      code,
      action: test.agreement === undefined || dice.chance(0.4) ? action.code : undefined,
      agreement: test.agreement,
      ...local('title', titleOf(test)),
      ...TEMPLATE,
      moment: test.moment,
      stage,
      requested_on: requestedOn,
      quickscan_on: test.quickscanOn,
      advised_on: advisedOn,
      decided_on: decidedOn,
      due_on: dice.chance(0.85) ? addDays(requestedOn, 90) : undefined,
      deciding_body: dice.of(['College van burgemeester en schepenen', 'Gemeenteraad', 'Vast bureau']),
      advice,
      conclusion: test.conclusion,
      ...(stage === 'SCREENED_OUT' ? local('screened_out_reason', REASON) : {}),
      decision,
      decision_reference:
        decidedOn && dice.chance(0.8) ? `voorbeeld-${decidedOn}-${dice.whole(1, 40)}` : undefined,
      ...(decision && decision !== 'FOLLOWED' ? local('decision_reason', DECISIONS[decision]) : {}),
      retest_on: decidedOn && dice.chance(0.6) ? addDays(decidedOn, 365 * dice.whole(1, 4)) : undefined,
      published_url: decidedOn && dice.chance(0.5) ? `https://example.org/tests/${code}` : undefined,
      has_dissent: advice && dice.chance(0.7) ? dice.chance(0.2) : undefined,
      is_synthetic: true,
      note: noteOf(test),
      source: SOURCE,
    };
  }
}

const titleOf = ({ action, agreement }: PovertyTest) =>
  inThree((pick, language) => {
    const of = { nl: 'Toets', fr: 'Test', en: 'Test' }[language];
    return agreement === undefined
      ? `${of}: ${pick(action.title)}`
      : `${of} ${agreement}: ${pick(action.title)}`;
  });

const noteOf = ({ decidedOn, advisedOn, stage }: PovertyTest): string | undefined => {
  if (decidedOn !== undefined && advisedOn !== undefined && decidedOn < advisedOn)
    return 'Decided before the advice.';
  return stage === 'WITHDRAWN' ? 'Called off: the proposal was dropped.' : undefined;
};
