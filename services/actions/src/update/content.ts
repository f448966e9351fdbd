import { ChangeRefused, textOf } from '@kapstok/kit';
import type {
  ActionStatus,
  CompletionMethod,
  EvidenceCategory,
  Language,
  ReachBasis,
  RecordedReason,
} from '@kapstok/schema';
import { RECORDED_REASONS } from '@kapstok/schema';
import { fileIdOf, urlOf } from '../evidence/evidence-file.ts';
import { localOf, numberIn } from '../local-input.ts';
import type { Evidence, ProgressContent } from './update.ts';

/** The content of an input: what is left out stays, what is null is cleared. */
export interface ContentInput {
  readonly reportedStatus?: ActionStatus | null | undefined;
  readonly completionPercent?: number | null | undefined;
  readonly completionMethod?: CompletionMethod | null | undefined;
  readonly narrative?: string | null | undefined;
  readonly obstacles?: string | null | undefined;
  readonly peopleReached?: number | null | undefined;
  readonly peopleReachedReason?: string | null | undefined;
  readonly reachBasis?: ReachBasis | null | undefined;
  readonly evidence?: readonly Evidence[] | null | undefined;
}

const LONGEST_TEXT = 5000;
const MOST_LINKS = 20;
const MOST_PEOPLE = 10_000_000;

/** What is reported after an input was taken over. */
export function merged(
  now: ProgressContent,
  input: ContentInput,
  language: Language,
  obstaclesLanguage = language,
): ProgressContent {
  return {
    reportedStatus: statusOf(given(input.reportedStatus, now.reportedStatus)),
    completionPercent: inRange(
      given(input.completionPercent, now.completionPercent),
      'completionPercent',
      100,
    ),
    completionMethod: given(input.completionMethod, now.completionMethod),
    narrative:
      input.narrative === undefined
        ? now.narrative
        : localOf(input.narrative, 'narrative', LONGEST_TEXT, language),
    obstacles:
      input.obstacles === undefined
        ? now.obstacles
        : localOf(input.obstacles, 'obstacles', LONGEST_TEXT, obstaclesLanguage),
    peopleReached: inRange(given(input.peopleReached, now.peopleReached), 'peopleReached', MOST_PEOPLE),
    peopleReachedReason: reasonOf(given(input.peopleReachedReason, now.peopleReachedReason)),
    reachBasis: given(input.reachBasis, now.reachBasis),
    evidence: input.evidence === undefined ? now.evidence : linksOf(input.evidence ?? []),
  };
}

/** What the input says, or what was there when it says nothing. */
const given = <T>(value: T | null | undefined, now: T | null): T | null =>
  value === undefined ? now : value;

const inRange = (value: number | null, path: string, most: number): number | null =>
  value === null ? null : numberIn(value, path, [0, most]);

function statusOf(status: ActionStatus | null): ActionStatus | null {
  if (status !== 'UNKNOWN') return status;
  throw new ChangeRefused(
    'BAD_USER_INPUT',
    'Whoever reports knows how the action stands: UNKNOWN is no report.',
    {
      path: 'reportedStatus',
    },
  );
}

function reasonOf(reason: string | null): RecordedReason | null {
  const found = RECORDED_REASONS.find((one) => one === reason);
  if (reason === null || found !== undefined) return found ?? null;
  throw new ChangeRefused('BAD_USER_INPUT', `A reason is one of ${RECORDED_REASONS.join(', ')}.`, {
    path: 'peopleReachedReason',
  });
}

function linksOf(links: readonly Evidence[]): readonly Evidence[] {
  if (links.length > MOST_LINKS)
    throw new ChangeRefused('BAD_USER_INPUT', `An update has ${MOST_LINKS} links at most.`, {
      path: 'evidence',
    });
  return links.map(({ url, title, category }) => ({
    url: addressOf(url),
    title: textOf(title, 'evidence', 200) ?? addressOf(url),
    category: category satisfies EvidenceCategory,
  }));
}

/**
 * A link that a browser can be sent to without doubt: https, with a host, without a password in it. Or that of a file
 * that was uploaded; whether it is there and theirs says `needFiles`.
 */
function addressOf(text: string): string {
  const fileId = fileIdOf(text);
  if (fileId !== null) return urlOf(fileId);
  const url = URL.canParse(text) && text.length <= 2000 ? new URL(text) : null;
  if (url?.protocol === 'https:' && url.username === '' && url.password === '') return url.href;
  throw new ChangeRefused(
    'BAD_USER_INPUT',
    'A link of evidence is a full address that begins with https://, or that of an uploaded file (/evidence/…).',
    {
      path: 'evidence',
    },
  );
}
