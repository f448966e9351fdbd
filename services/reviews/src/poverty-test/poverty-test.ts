import type {
  DatePrecision,
  DecisionOutcome,
  InvolvementChannel,
  KnowledgeKind,
  LocalText,
  QuickscanArea,
  TestAdvice,
  TestConclusion,
  TestMoment,
  TestStage,
} from '@kapstok/schema';
import { QUICKSCAN_AREA, wordsOf } from '@kapstok/schema';

/** One poverty test of an action or agreement. */
export interface PovertyTest {
  readonly id: string;
  readonly programmeId: string;
  readonly code: string;
  readonly actionId: string | null;
  readonly agreementId: string | null;
  readonly title: LocalText;
  readonly templateId: string;
  readonly moment: TestMoment;
  readonly stage: TestStage;
  readonly requestedOn: string;
  readonly quickscanOn: string | null;
  readonly advisedOn: string | null;
  readonly decidedOn: string | null;
  readonly dueOn: string | null;
  readonly decidingBody: string | null;
  readonly advice: TestAdvice | null;
  readonly conclusion: TestConclusion | null;
  readonly screenedOutReason: LocalText | null;
  readonly decision: DecisionOutcome | null;
  readonly decisionReference: string | null;
  readonly decisionReason: LocalText | null;
  readonly retestOn: string | null;
  readonly publishedUrl: string | null;
  readonly hasDissent: boolean | null;
  readonly isSynthetic: boolean;
  readonly note: string | null;
  readonly sourceId: string | null;
  readonly version: number;
  readonly quickscanBy: string | null;
  readonly retestShare: number;
  readonly retestTrigger: LocalText | null;
  readonly withdrawnOn: string | null;
}

/** How a test stands on a day. The rules are written once, in SQL: `test_state` in the migrations. */
export interface TestState {
  readonly id: string;
  readonly isValid: boolean;
  readonly isNegative: boolean;
  readonly isOverdue: boolean;
}

/** The effect that the quickscan of a test expects in one area. */
export interface AreaEffect {
  readonly testId: string;
  readonly area: QuickscanArea;
  readonly effect: number | null;
  readonly note: LocalText | null;
}

/** The answer to one question; `questionId` is null when the template lacks the question. */
export interface TestAnswer {
  readonly id: string;
  readonly programmeId: string;
  readonly questionCode: string;
  readonly questionId: string | null;
  readonly answer: string;
  readonly note: string | null;
}

/** Knowledge brought to a test, or why it is absent. */
export interface KnowledgeContribution {
  readonly id: string;
  readonly programmeId: string;
  readonly testId: string;
  readonly code: string;
  readonly kind: KnowledgeKind;
  readonly through: InvolvementChannel | null;
  readonly organisationId: string | null;
  readonly role: LocalText | null;
  readonly headCount: number | null;
  readonly contributedOn: string | null;
  readonly contributedOnPrecision: DatePrecision | null;
  readonly summary: LocalText | null;
  readonly absenceReason: LocalText | null;
  readonly sourceId: string | null;
}

/** How well one stage of a test was done. */
export interface StageQuality {
  readonly testId: string;
  readonly stage: TestStage;
  readonly score: number;
  readonly note: string | null;
}

export const DECIDED: readonly TestStage[] = ['SCREENED_OUT', 'DECIDED', 'FOLLOW_UP', 'CLOSED'];

/** Whether a test in this stage has come to its end; a withdrawn one never does. As `is_decided` in the migrations. */
export const isDecided = (stage: TestStage): boolean => DECIDED.includes(stage);

/** Whether the decision fell before the advice was there: the test then served nothing but the file. */
export const wasTestedAfterDecision = ({
  decidedOn,
  advisedOn,
}: Pick<PovertyTest, 'decidedOn' | 'advisedOn'>): boolean =>
  decidedOn !== null && advisedOn !== null && decidedOn < advisedOn;

/**
 * What a quickscan leads to: any effect, or an unknown one, asks for the full test. Null while not all areas were
 * looked at and those that were show none.
 */
export function needsFullTest(quickscan: readonly Pick<AreaEffect, 'area' | 'effect'>[]): boolean | null {
  if (quickscan.some(({ effect }) => effect !== 0)) return true;
  const seen = new Set(quickscan.map(({ area }) => area));
  return wordsOf(QUICKSCAN_AREA).every((area) => seen.has(area)) ? false : null;
}
