import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { HUB_SETTINGS, setLocal, withOwner } from '@kapstok/kit';
import type { TestHub } from '../hub.ts';
import type { Persona } from '../tokens.ts';

/** Where people do something: an action, an agreement, and an organisation that has to do with both. */
interface Place {
  readonly slug: string;
  readonly programmeId: string;
  readonly actionId: string;
  /** Of the action. */
  readonly status: string;
  readonly agreementId: string | null;
  readonly organisation: { readonly id: string; readonly code: string };
}
type Input = Readonly<Record<string, unknown>>;
type Ids = Readonly<Record<string, string>>;

const DAY = 24 * 3600 * 1000;
const inDays = (days: number): string => new Date(Date.now() + days * DAY).toISOString().slice(0, 10);

/** Lets people do what no shipped programme tells of, so that there is something to be told or not. */
export async function fill(hub: TestHub, actionIds: readonly string[]): Promise<void> {
  const filled = new Map<string, Ids>();
  for (const place of await placesOf(hub, actionIds)) {
    const ask = asker(hub, place.slug);
    const periods = filled.get(place.slug) ?? (await openPeriods(ask, place));
    filled.set(place.slug, periods);
    await report(ask, place, periods);
    await talk(ask, place);
    await override(ask, place);
    if (place.agreementId !== null) await spend(ask, place, place.agreementId);
  }
  const spool = await mkdtemp(path.join(tmpdir(), 'kapstok-matrix-'));
  await hub.hub.remind(spool);
  await rm(spool, { recursive: true });
}

/** The programme of each action with an organisation that carries it out and, where there is one, an agreement of it. */
function placesOf({ identity }: TestHub, actionIds: readonly string[]): Promise<Place[]> {
  return withOwner(identity.ownerUrl, async (owner) => {
    await owner.query(`begin; ${setLocal(HUB_SETTINGS)}`);
    const { rows } = await owner.query<Place>(
      `select distinct on (a.id) p.slug, p.id as "programmeId", a.id as "actionId", a.status,
         jsonb_build_object('id', o.id, 'code', o.code) as organisation,
         (select party.agreement_id from agreements.agreement_party party
          join agreements.agreement g on g.id = party.agreement_id
          where party.organisation_id = o.id and g.programme_id = p.id and g.status in ('SIGNED', 'IN_FORCE')
          order by 1 limit 1) as "agreementId"
       from actions.action a join actions.programme p on p.id = a.programme_id
       join actions.participation part on part.action_id = a.id
       join agreements.organisation o on o.id = part.organisation_id
       where a.id = any ($1::uuid[]) order by a.id, part.role <> 'IMPLEMENTING', o.id`,
      [actionIds],
    );
    return rows;
  });
}

type Asker = ReturnType<typeof asker>;

/** Carries out a mutation in a programme; gives the id of what it made or changed. */
function asker(hub: TestHub, programme: string) {
  return async (persona: Omit<Persona, 'programme'>, mutation: string, input: Input): Promise<string> => {
    const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input`;
    const field = SHOWN[mutation] ?? 'action';
    const query = `mutation ($input: ${type}!) { done: ${mutation}(input: $input) { ${field} { id } userErrors { message } } }`;
    const { data, text } = await hub.askAs({ ...persona, programme }, query, { input });
    if (data?.done?.userErrors?.length !== 0) throw new Error(`${mutation}: ${text}`);
    return data.done[field].id;
  };
}

/** What each mutation shows, where that is not the action. */
const SHOWN: Readonly<Record<string, string>> = {
  openPeriod: 'reportingPeriod',
  grantException: 'exception',
  reportProgress: 'progressUpdate',
  submitProgress: 'progressUpdate',
  correctProgress: 'progressUpdate',
  approveProgress: 'progressUpdate',
  recordDialogueSession: 'dialogueSession',
  proposeInitiative: 'initiative',
  declineInitiative: 'initiative',
  recordEvaluation: 'evaluation',
  submitClaim: 'claim',
  rejectClaim: 'claim',
  amendAgreement: 'agreement',
  setStaffing: 'agreement',
  adjustAction: 'adjustment',
};

const DIRECTOR = { role: 'DIRECTOR' } as const;
const reason = 'So that there is something to be told.';

async function openPeriods(ask: Asker, { programmeId, organisation }: Place): Promise<Ids> {
  const period = (code: string, from: number) => ({
    programmeId,
    code,
    title: `Period ${code}`,
    startsOn: inDays(from),
    endsOn: inDays(from + 20),
    dueOn: inDays(7),
  });
  const decided = await ask(DIRECTOR, 'openPeriod', period('matrix-1', -60));
  const open = await ask(DIRECTOR, 'openPeriod', period('matrix-2', -30));
  await ask(DIRECTOR, 'grantException', {
    periodId: open,
    organisationId: organisation.id,
    untilOn: inDays(30),
    reason,
  });
  return { decided, open };
}

/** One report that is approved, and one that is a draft. */
async function report(
  ask: Asker,
  { actionId, status, organisation }: Place,
  { decided, open }: Ids,
): Promise<void> {
  const partner = { role: 'PARTNER', organisation: organisation.code } as const;
  const content = {
    actionId,
    organisationId: organisation.id,
    reportedStatus: status,
    narrative: 'What was done.',
    obstacles: 'What stood in the way.',
    completionPercent: 40,
    completionMethod: 'JUDGEMENT',
    peopleReached: 25,
    reachBasis: 'UNIQUE',
    evidence: [{ title: 'Report', url: 'https://example.org/report', category: 'REPORT' }],
  };
  await ask(partner, 'reportProgress', { ...content, periodId: open });
  const progressUpdateId = await ask(partner, 'reportProgress', { ...content, periodId: decided });
  await ask(partner, 'submitProgress', { progressUpdateId });
  await ask(DIRECTOR, 'correctProgress', { progressUpdateId, completionPercent: 45, reason });
  await ask(DIRECTOR, 'approveProgress', { progressUpdateId });
}

/** A session, an initiative, an evaluation and an adjustment that came of the session. */
async function talk(ask: Asker, { programmeId, actionId, organisation }: Place): Promise<void> {
  const association = { role: 'ASSOCIATION', organisation: organisation.code } as const;
  const sessionId = await ask(DIRECTOR, 'recordDialogueSession', {
    programmeId,
    title: 'Table talk',
    through: 'INTERMEDIARY',
    organisationId: organisation.id,
    headCount: 12,
    heldOn: inDays(-10),
    place: 'Town hall',
    note: 'Remark',
    actionIds: [actionId],
  });
  const initiativeId = await ask(association, 'proposeInitiative', {
    programmeId,
    organisationId: organisation.id,
    title: 'A place to meet',
    description: 'Open in the evening.',
  });
  await ask(DIRECTOR, 'declineInitiative', { initiativeId, reason });
  await ask({ role: 'EVALUATOR' }, 'recordEvaluation', {
    actionId,
    title: 'After half a year',
    summary: 'Known by now.',
    findings: ['Many seniors come.'],
    organisationId: organisation.id,
  });
  await ask(DIRECTOR, 'adjustAction', {
    actionId,
    change: 'Open later',
    level: 'ORGANISATION',
    reason,
    sessionId,
  });
}

const override = (ask: Asker, { actionId }: Place): Promise<string> =>
  ask(DIRECTOR, 'overrideGate', { actionId, reason, until: inDays(30) });

async function spend(ask: Asker, { organisation }: Place, agreementId: string): Promise<void> {
  const claimId = await ask({ role: 'PARTNER', organisation: organisation.code }, 'submitClaim', {
    agreementId,
    organisationId: organisation.id,
    amount: '12.50',
    currency: 'EUR',
    periodStart: inDays(-60),
    periodEnd: inDays(-31),
    purpose: 'Material',
    evidenceUrl: 'https://example.org/invoice',
  });
  await ask(DIRECTOR, 'rejectClaim', { claimId, reason });
  await ask(DIRECTOR, 'amendAgreement', { agreementId, title: 'As amended', reason });
  await ask(DIRECTOR, 'setStaffing', {
    agreementId,
    statedTotal: '2.5',
    staff: [{ employerId: organisation.id, fte: '2.5', headCount: 3 }],
    reason,
  });
}
