import type { GateReason, TestAdvice } from '@kapstok/schema';
import type { Queryable } from '../import/queryable.ts';

/** What a service knows of the poverty tests of an action, from the last that reviews and actions said of it. */
export interface GateState {
  /** Last day on which its test stands; null: none does. */
  readonly validThrough: string | null;
  /** A test of it is overdue after this day; null: never. */
  readonly overdueAfter: string | null;
  /** The last test that came to a verdict; null: none did. */
  readonly latest: LatestVerdict | null;
  /** The reason with which a director opened the gate, and until when; null: nobody did. */
  readonly override: GateOpening | null;
}
export interface LatestVerdict {
  readonly code: string;
  /** Null: screened out. */
  readonly advice: TestAdvice | null;
  readonly on: string;
  /** Whether an adjustment that was not rejected has no owner. */
  readonly isOwnerless: boolean;
}
export interface GateOpening {
  readonly reason: string;
  /** Last day; null: until it is withdrawn. */
  readonly until: string | null;
}

/** Whether an action may start and money may be committed to it. */
export interface Gate {
  readonly isOpen: boolean;
  /** Why its tests keep it closed, also while an override opens it; null: they do not. */
  readonly reason: GateReason | null;
  /** First day on which they did; null when no day can be named. */
  readonly since: string | null;
  /** The override that opens it today; null: none is needed, or none stands. */
  readonly override: GateOpening | null;
}

/** The rule: open while a test is valid and none is overdue, or while a director's override stands. */
export function gateOf(state: GateState, today: string): Gate {
  const closed = closedBy(state, today);
  const override = state.override !== null && stands(state.override, today) ? state.override : null;
  return { isOpen: closed === null || override !== null, reason: null, since: null, ...closed, override };
}

const stands = ({ until }: GateOpening, today: string): boolean => until === null || until >= today;

function closedBy(
  { validThrough, overdueAfter, latest }: GateState,
  today: string,
): { reason: GateReason; since: string | null } | null {
  if (validThrough === null || validThrough < today) {
    if (latest === null) return { reason: 'NO_TEST', since: null };
    if (latest.advice === 'STOP' || latest.advice === 'RECONSIDER')
      return { reason: 'NEGATIVE', since: latest.on };
    if (latest.isOwnerless) return { reason: 'OWNERLESS', since: latest.on };
    return { reason: 'LAPSED', since: validThrough === null ? null : dayAfter(validThrough) };
  }
  if (overdueAfter !== null && overdueAfter < today)
    return { reason: 'OVERDUE', since: dayAfter(overdueAfter) };
  return null;
}

function dayAfter(day: string): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + 1);
  return date.toISOString().slice(0, 10);
}

const WHY: Readonly<Record<GateReason, (latest: string) => string>> = {
  NO_TEST: () => 'it has no poverty test that came to a verdict',
  NEGATIVE: (latest) => `its poverty test ${latest} advises against it`,
  OWNERLESS: (latest) => `its poverty test ${latest} asks for adjustments of which not each has an owner`,
  LAPSED: (latest) => `its poverty test ${latest} no longer holds`,
  OVERDUE: () => 'a poverty test of it is overdue',
};
const CURE: Readonly<Record<GateReason, string>> = {
  NO_TEST: 'A test that advises to proceed, or that screens it out,',
  NEGATIVE: 'A new test that advises to proceed',
  OWNERLESS: 'An owner for each adjustment',
  LAPSED: 'A new test',
  OVERDUE: 'The advice that is due',
};

/** Why the gate of an action is closed, since when, and what would open it; for people. */
export function gateSentence(
  action: string,
  { reason, since }: Gate,
  latest: LatestVerdict | null,
  knownAsOf: Date | null,
): string {
  if (reason === null) throw new Error('An open gate needs no sentence.');
  const from = since === null ? '' : `, since ${since}`;
  const known =
    knownAsOf === null
      ? 'The reviews service has said nothing yet'
      : `This is what the reviews service said last, heard at ${knownAsOf.toISOString()}`;
  return `The gate of action ${action} is closed: ${WHY[reason](latest?.code ?? '')}${from}. ${CURE[reason]} opens it, or an override by the director. ${known}.`;
}

const LOCK = `hashtextextended('kapstok gate ' || current_schema() || ' ' || $1, 0)`;

/**
 * Keeps the gates of a programme as they are until the transaction ends; for whoever is about to pass one. Ask it
 * before anything else is locked, then look.
 */
export async function holdGates(db: Queryable, programmeId: string): Promise<void> {
  await db.query(`select pg_advisory_xact_lock_shared(${LOCK})`, [programmeId]);
}

/** Waits until nobody is passing a gate of the programme, and lets nobody pass until the transaction ends. */
export async function moveGates(db: Queryable, programmeId: string): Promise<void> {
  await db.query(`select pg_advisory_xact_lock(${LOCK})`, [programmeId]);
}
