import { type AccessWorld, codesOf, directorOf, openAccessWorld, type Payload } from './access-world.ts';
import type { Persona } from './tokens.ts';

export const SLUG = 'voorbeeldstad';
export const DIRECTOR = directorOf(SLUG);
export const COORDINATOR: Persona = { role: 'COORDINATOR', programme: SLUG };
export const EVALUATOR: Persona = { role: 'EVALUATOR', programme: SLUG };

/** What a partner reports when it leaves nothing out. */
export const FULL = {
  reportedStatus: 'RUNNING',
  completionPercent: 40,
  completionMethod: 'MILESTONES',
  narrative: 'Twelve families got an advance this quarter.',
  obstacles: 'The form is too long.',
  language: 'en',
  peopleReached: 12,
  reachBasis: 'UNIQUE',
  evidence: [{ url: 'https://example.org/report', title: 'Quarterly report', category: 'REPORT' }],
};
export const SHOW_PERIOD = 'reportingPeriod { id code state dueOn daysLeft version }';
export const SHOW_UPDATE = `progressUpdate { id state version isApproved returnedReason awaitedRoles
  approvals { role accountId approvedAt } corrections { field before after reason accountId correctedAt }
  content { reportedStatus completion { value } narrative obstacles peopleReached { value reason } evidence { url } } }`;

/** An action that runs, whom it is carried out by, and their persona. */
export interface Subject {
  readonly id: string;
  readonly code: string;
  readonly version: number;
  readonly domainId: string;
  readonly organisationId: string;
  readonly partner: Persona;
}

/** The made-up city with ways to report in it. */
export interface ReportingWorld extends AccessWorld {
  readonly programme: string;
  /** Actions that run, each carried out by one organisation. */
  readonly subjects: readonly Subject[];
  openPeriod(code: string, days?: Partial<Record<'startsOn' | 'endsOn' | 'dueOn', string>>): Promise<Payload>;
  report(
    subject: Subject,
    periodId: string,
    content?: Record<string, unknown>,
    as?: Persona,
  ): Promise<Payload>;
  /** Reports in full and submits; the update. */
  submitted(subject: Subject, periodId: string, content?: Record<string, unknown>): Promise<Payload>;
  decide(
    persona: Persona,
    mutation: string,
    update: Payload,
    input?: Record<string, unknown>,
  ): Promise<Payload>;
}

const ACTIONS = `{ programme(slug: "${SLUG}") { actions(first: 100, filter: { statuses: [RUNNING] }) { nodes {
  id code version domain { id } participants { role until organisation { id code } } } } } }`;

export async function openReportingWorld(): Promise<ReportingWorld> {
  const world = await openAccessWorld();
  const { data, text } = await world.ask(ACTIONS);
  if (data === undefined) throw new Error(text);
  const programme = world.programmeId(SLUG);
  const change = async (...asked: Parameters<AccessWorld['change']>) => world.change(...asked);
  const report: ReportingWorld['report'] = (subject, periodId, content = {}, as = subject.partner) =>
    change(
      as,
      'reportProgress',
      { actionId: subject.id, periodId, organisationId: subject.organisationId, ...content },
      SHOW_UPDATE,
    );
  return {
    ...world,
    programme,
    subjects: data.programme.actions.nodes.flatMap(subjectsOf),
    openPeriod: (code, days = {}) =>
      change(
        DIRECTOR,
        'openPeriod',
        { programmeId: programme, code, title: `Period ${code}`, ...QUARTER, ...days },
        SHOW_PERIOD,
      ),
    report,
    async submitted(subject, periodId, content = {}) {
      const { progressUpdate } = await report(subject, periodId, { ...FULL, ...content });
      const input = { progressUpdateId: progressUpdate.id };
      const payload = await change(subject.partner, 'submitProgress', input, SHOW_UPDATE);
      if (codesOf(payload).length > 0) throw new Error(JSON.stringify(payload));
      return payload.progressUpdate;
    },
    decide: (persona, mutation, update, input = {}) =>
      change(persona, mutation, { progressUpdateId: update.id, ...input }, SHOW_UPDATE),
  };
}

const QUARTER = { startsOn: '2026-10-01', endsOn: '2026-12-31', dueOn: '2027-01-20' };

function subjectsOf({ id, code, version, domain, participants }: Payload): Subject[] {
  const implementing = participants.filter(
    ({ role, until }: Payload) => role === 'IMPLEMENTING' && until === null,
  );
  const [only] = implementing;
  if (implementing.length !== 1 || only.organisation === null) return [];
  const organisation: string = only.organisation.code;
  const partner: Persona = { role: 'PARTNER', programme: SLUG, organisation };
  return [{ id, code, version, domainId: domain.id, organisationId: only.organisation.id, partner }];
}
