import type { KnowledgeKind, TestAdvice, TestStage } from '@kapstok/schema';
import { KNOWLEDGE_KIND, wordsOf } from '@kapstok/schema';

/** What people do to a test; the name of the mutation says the same in most cases. */
export type Step = keyof typeof STEPS;

/** What a guard must know of a test, beside its stage. */
export interface Situation {
  /** What the quickscan leads to: the full test, none, or null while not all was looked at. */
  readonly needsFullTest: boolean | null;
  /** Whether somebody else than whoever made the quickscan asks. */
  readonly isSecondPerson: boolean;
  /** Kinds of knowledge that are there, or absent with a reason. */
  readonly knowledge: readonly KnowledgeKind[];
  /** The advice that is to be given, or was. */
  readonly advice: TestAdvice | null;
  readonly adjustmentCount: number;
  readonly ownerlessCount: number;
  /** Recommendations to which the deciding body gives no answer. */
  readonly unansweredCount: number;
  readonly openCount: number;
}

type Guard = (situation: Situation) => string | null;
interface Rule {
  readonly from: readonly TestStage[];
  /** The stage that follows; left out: it stays. */
  readonly to?: TestStage;
  readonly guards: readonly Guard[];
}

const UNDER_WAY = ['DRAFT', 'QUICKSCAN', 'FULL_TEST', 'DIALOGUE'] as const;
const CONCLUDED = ['SCREENED_OUT', 'ADVICE', 'DECIDED', 'FOLLOW_UP', 'CLOSED'] as const;

const lookedAtAll: Guard = ({ needsFullTest }) =>
  needsFullTest === null
    ? 'The quickscan has not looked at all eight areas yet. Record the others first.'
    : null;
const foundNothing: Guard = ({ needsFullTest }) =>
  needsFullTest === true
    ? 'The quickscan found an effect, or an unknown one: the full test must be made. It is not screened out.'
    : null;
const secondPerson: Guard = ({ isSecondPerson }) =>
  isSecondPerson ? null : 'Whoever made the quickscan does not screen out. Let another reviewer do so.';
const allKnowledge: Guard = ({ knowledge }) => {
  const missing = wordsOf(KNOWLEDGE_KIND).filter((kind) => !knowledge.includes(kind));
  return missing.length === 0
    ? null
    : `Knowledge of kind ${missing.join(' and ')} is missing. Record a contribution, or the reason why there is none.`;
};
const ownedAdjustments: Guard = ({ advice, adjustmentCount, ownerlessCount }) => {
  if (advice !== 'PROCEED_WITH_ADJUSTMENTS') return null;
  if (adjustmentCount === 0)
    return 'To proceed with adjustments, name at least one: add a recommendation first.';
  return ownerlessCount === 0
    ? null
    : `To proceed with adjustments, each has an owner; ${ownerlessCount} of them has none.`;
};
const allAnswered: Guard = ({ unansweredCount }) =>
  unansweredCount === 0
    ? null
    : `The decision answers each recommendation; ${unansweredCount} of them got no answer.`;
const nothingOpen: Guard = ({ openCount }) =>
  openCount === 0 ? null : `${openCount} recommendation(s) still wait to be carried out.`;

/** The state machine of a poverty test: from which stages a step is taken, to which it leads, and what guards it. */
export const STEPS = {
  answer: { from: UNDER_WAY, guards: [] },
  recordQuickscan: { from: ['DRAFT', 'QUICKSCAN'], to: 'QUICKSCAN', guards: [] },
  routeToFullTest: { from: ['QUICKSCAN'], to: 'FULL_TEST', guards: [] },
  screenOut: { from: ['QUICKSCAN'], to: 'SCREENED_OUT', guards: [lookedAtAll, foundNothing, secondPerson] },
  openDialogue: { from: ['FULL_TEST'], to: 'DIALOGUE', guards: [] },
  contribute: { from: ['DIALOGUE'], guards: [] },
  recommend: { from: ['FULL_TEST', 'DIALOGUE'], guards: [] },
  advise: { from: ['DIALOGUE'], to: 'ADVICE', guards: [allKnowledge, ownedAdjustments] },
  withdrawAdvice: { from: ['ADVICE'], to: 'DIALOGUE', guards: [] },
  decide: { from: ['ADVICE'], to: 'DECIDED', guards: [allAnswered] },
  startFollowUp: { from: ['DECIDED'], to: 'FOLLOW_UP', guards: [] },
  close: { from: ['DECIDED', 'FOLLOW_UP'], to: 'CLOSED', guards: [nothingOpen] },
  carryOut: { from: ['DECIDED', 'FOLLOW_UP'], guards: [] },
  reply: { from: ['ADVICE', 'DECIDED', 'FOLLOW_UP'], guards: [] },
  scheduleRetest: { from: CONCLUDED, guards: [] },
  rate: { from: CONCLUDED, guards: [] },
  withdraw: { from: [...UNDER_WAY, ...CONCLUDED], to: 'WITHDRAWN', guards: [] },
} as const satisfies Record<string, Rule>;

/** What nothing is known of; guards that need more are told more. */
export const NOTHING: Situation = {
  needsFullTest: null,
  isSecondPerson: false,
  knowledge: [],
  advice: null,
  adjustmentCount: 0,
  ownerlessCount: 0,
  unansweredCount: 0,
  openCount: 0,
};

/** Whether a step can be taken: the stage that follows, or why not. */
export function take(
  step: Step,
  stage: TestStage,
  situation: Situation = NOTHING,
): { readonly stage: TestStage } | { readonly refusal: string } {
  const { from, to = stage, guards }: Rule = STEPS[step];
  if (!from.includes(stage))
    return { refusal: `A test that is ${stage} does not allow this; it must be ${from.join(' or ')}.` };
  const refusal = guards.map((guard) => guard(situation)).find((one) => one !== null);
  return refusal == null ? { stage: to } : { refusal };
}

/** What a quickscan leads to, with the answers that the template lets lead there: any but 0, or unknown, to the full test. */
export function routeOf(areas: boolean | null, routingAnswers: readonly string[]): boolean | null {
  return routingAnswers.some((answer) => answer.trim() !== '0') ? true : areas;
}
