import type { Reported } from '../../generated/report.ts';
import type {
  ActionStatus,
  CompletionMethod,
  EvidenceCategory,
  MissingReason,
  ReachBasis,
  ReportProgressInput,
} from '../../generated/types.ts';

export interface Evidence {
  readonly category: EvidenceCategory;
  readonly title: string;
  readonly url: string;
}

/** What stands in the form: texts, as they were typed. */
export interface Draft {
  readonly reportedStatus: ActionStatus | '';
  readonly completionPercent: string;
  readonly completionMethod: CompletionMethod | '';
  readonly peopleReached: string;
  readonly peopleReachedReason: MissingReason | '';
  readonly reachBasis: ReachBasis | '';
  readonly narrative: string;
  readonly obstacles: string;
  readonly evidence: readonly Evidence[];
}

/** What a form begins with: what was saved, or what was last approved. */
export const draftOf = (content: Reported | null): Draft => ({
  reportedStatus: content?.reportedStatus ?? '',
  completionPercent: content?.completion.value ?? '',
  completionMethod: content?.completionMethod ?? '',
  peopleReached: content?.peopleReached.value ?? '',
  peopleReachedReason: content?.peopleReached.value === null ? (content.peopleReached.reason ?? '') : '',
  reachBasis: content?.reachBasis ?? '',
  narrative: content?.narrative ?? '',
  obstacles: content?.obstacles ?? '',
  evidence: (content?.evidence ?? []).map(({ category, title, url }) => ({ category, title, url })),
});

/** What the hub is sent: empty fields clear what was there, half a row of evidence waits until it is whole. */
export function inputOf(draft: Draft): Omit<ReportProgressInput, 'actionId' | 'organisationId' | 'periodId'> {
  const count = wholeNumber(draft.peopleReached);
  const percent = wholeNumber(draft.completionPercent);
  return {
    reportedStatus: draft.reportedStatus || null,
    completionPercent: percent,
    // A percentage comes with how it was found, and neither without the other.
    completionMethod: percent === null ? null : draft.completionMethod || 'JUDGEMENT',
    peopleReached: count,
    peopleReachedReason: count === null ? draft.peopleReachedReason || null : null,
    reachBasis: count === null ? null : draft.reachBasis || 'COUNTED',
    narrative: draft.narrative.trim() || null,
    obstacles: draft.obstacles.trim() || null,
    evidence: draft.evidence.filter(
      ({ title, url }) => title.trim() !== '' && (isAddress(url) || isKeptFile(url)),
    ),
  };
}

function wholeNumber(text: string): number | null {
  const value = Number(text);
  return text.trim() === '' || !Number.isSafeInteger(value) ? null : value;
}

/** Whether an address is that of a file which the hub keeps. */
export const isKeptFile = (url: string): boolean => url.startsWith('/evidence/');

const isAddress = (text: string): boolean => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);

/** Reads what this browser kept; whatever is no draft is none. */
export function readDraft(text: string | null): Draft | null {
  try {
    const value: unknown = text === null ? null : JSON.parse(text);
    const empty = draftOf(null);
    if (typeof value !== 'object' || value === null) return null;
    const isDraft = Object.entries(empty).every(
      ([name, sample]) =>
        Array.isArray(sample) === Array.isArray((value as Record<string, unknown>)[name]) &&
        typeof sample === typeof (value as Record<string, unknown>)[name],
    );
    return isDraft ? (value as Draft) : null;
  } catch {
    return null;
  }
}

/** Each field as one text, so that two people's drafts can be compared; evidence is a list of its own kind. */
export const textsOf = (draft: Draft): Readonly<Record<keyof Draft, string>> => ({
  ...draft,
  evidence: draft.evidence.map(({ title, url }) => (title === '' ? url : title)).join('\n'),
});

/** A draft with what another one holds in some of its fields. */
export const withFields = (draft: Draft, other: Draft, fields: readonly (keyof Draft)[]): Draft => ({
  ...draft,
  ...(Object.fromEntries(fields.map((field) => [field, other[field]])) as Partial<Draft>),
});
