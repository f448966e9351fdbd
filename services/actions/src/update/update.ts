import type {
  ActionStatus,
  ApprovalRule,
  Approver,
  CompletionMethod,
  EvidenceCategory,
  LocalText,
  ProgressState,
  ReachBasis,
  RecordedReason,
} from '@kapstok/schema';

/** A document or page that shows what is reported. */
export interface Evidence {
  readonly url: string;
  readonly title: string;
  readonly category: EvidenceCategory;
}

/** What is reported of an action. */
export interface ProgressContent {
  readonly reportedStatus: ActionStatus | null;
  readonly completionPercent: number | null;
  readonly completionMethod: CompletionMethod | null;
  readonly narrative: LocalText | null;
  readonly obstacles: LocalText | null;
  readonly peopleReached: number | null;
  readonly peopleReachedReason: RecordedReason | null;
  readonly reachBasis: ReachBasis | null;
  readonly evidence: readonly Evidence[];
}

export const CONTENT_FIELDS = [
  'reportedStatus',
  'completionPercent',
  'completionMethod',
  'narrative',
  'obstacles',
  'peopleReached',
  'peopleReachedReason',
  'reachBasis',
  'evidence',
] as const satisfies readonly (keyof ProgressContent)[];

/** What one organisation reports of one action over one period. */
export interface ProgressUpdate extends ProgressContent {
  readonly id: string;
  readonly programmeId: string;
  readonly actionId: string;
  /** That of the action, for who steers it. */
  readonly domainId: string;
  readonly periodId: string;
  readonly organisationId: string;
  readonly state: ProgressState;
  /** Counts changes of what is reported; an approval of another one no longer stands. */
  readonly contentVersion: number;
  readonly returnedReason: string | null;
  readonly submittedBy: string | null;
  readonly submittedAt: Date | null;
  readonly decidedAt: Date | null;
  readonly savedAt: Date;
  readonly version: number;
}

/** Who approved an update. */
export interface ProgressApproval {
  readonly updateId: string;
  readonly role: Approver;
  readonly contentVersion: number;
  readonly approvedBy: string;
  readonly approvedAt: Date;
}

/** What an approver put right. */
export interface ProgressCorrection {
  readonly updateId: string;
  readonly field: string;
  readonly before: string | null;
  readonly after: string | null;
  readonly reason: string;
  readonly correctedBy: string;
  readonly correctedAt: Date;
}

/** From which state an update can go to which. A return that is taken up is a draft again, with the remark. */
export const PROGRESS_TRANSITIONS: Readonly<Record<ProgressState, readonly ProgressState[]>> = {
  DRAFT: ['SUBMITTED'],
  SUBMITTED: ['DRAFT', 'RETURNED', 'APPROVED'],
  RETURNED: ['DRAFT', 'SUBMITTED'],
  APPROVED: [],
};

/** Who must approve, when nobody decided: whoever steers the domain. */
export const DEFAULT_RULE: ApprovalRule = 'EITHER';

/** Who must approve by a rule; of EITHER, one of the two. */
const NEEDED: Readonly<Record<Exclude<ApprovalRule, 'EITHER'>, readonly Approver[]>> = {
  COORDINATOR: ['COORDINATOR'],
  DIRECTOR: ['DIRECTOR'],
  BOTH: ['COORDINATOR', 'DIRECTOR'],
};

/** Whose approval is still awaited, given the roles whose approval stands; empty: approved. */
export function awaited(rule: ApprovalRule, given: readonly Approver[]): readonly Approver[] {
  if (rule === 'EITHER') return given.length > 0 ? [] : ['COORDINATOR', 'DIRECTOR'];
  return NEEDED[rule].filter((role) => !given.includes(role));
}

/** What is still lacking before an update can be submitted, each in a sentence. */
export function lacks(
  content: ProgressContent,
): readonly { readonly path: string; readonly message: string }[] {
  const { reportedStatus, narrative, completionPercent, completionMethod } = content;
  const { peopleReached, peopleReachedReason, reachBasis } = content;
  const checks: readonly [boolean, string, string][] = [
    [reportedStatus === null, 'reportedStatus', 'Say how the action stands.'],
    [narrative === null, 'narrative', 'Say in a few sentences what was done.'],
    [
      (completionPercent === null) !== (completionMethod === null),
      'completionMethod',
      'A percentage comes with the method by which it was found; leave out both or neither.',
    ],
    [
      peopleReached !== null && reachBasis === null,
      'reachBasis',
      'Say whether the people reached are UNIQUE persons or COUNTED attendances.',
    ],
    [
      peopleReached === null && reachBasis !== null,
      'peopleReached',
      'Give the number of people reached, or leave out its basis.',
    ],
    [
      peopleReached === null && peopleReachedReason === null,
      'peopleReachedReason',
      'Give the number of people reached, or say why it is not known.',
    ],
    [
      peopleReached !== null && peopleReachedReason !== null,
      'peopleReachedReason',
      'A number that is known needs no reason why it is missing.',
    ],
  ];
  return checks.flatMap(([isLacking, path, message]) => (isLacking ? [{ path, message }] : []));
}
