import {
  CHANGE_INPUT,
  type Changed,
  ChangeRefused,
  idOf,
  lockRow,
  type MutationOptions,
  needRow,
  notThere,
  onlySteering,
  type Queryable,
} from '@kapstok/kit';
import { holdsRole, type Language, type LocalText, type Role } from '@kapstok/schema';
import type { Context } from '../context.ts';
import { type Situation, type Step, take } from '../poverty-test/lifecycle.ts';
import type { PovertyTest } from '../poverty-test/poverty-test.ts';
import { PovertyTestRef } from '../refs.ts';
import { readsTest } from '../rights/rights.ts';

// What all steps of a poverty test have in common: whose they are, the lock, the state machine, what is told.

type InputBuilder = Parameters<MutationOptions<Context, Record<never, never>, unknown>['input']>[0];

/** The input fields that name the test. */
export const testInput = (t: InputBuilder) => ({
  testId: t.id({ required: true, description: 'The poverty test that it is about.' }),
  expectedVersion: t.int({ description: CHANGE_INPUT.expectedVersion }),
});

/** What the payload of a step shows. */
export const showsTest = {
  objectType: 'PovertyTest',
  shows: {
    field: 'povertyTest',
    type: PovertyTestRef,
    description: 'The test as it stands now. Null when it is not for you.',
    load: (id: string, { loaders, tests }: Context) => loaders.load('test', null, id, tests.byIds),
  },
};

/** Who may take a step, and the sentence for who may not. */
export interface Who {
  readonly roles: readonly Role[];
  /** Also whoever steers the domain of the action. */
  readonly isSteering?: boolean;
  readonly whoMay: string;
}
export const REVIEWER: Who = {
  roles: ['REVIEWER'],
  whoMay: 'Only a reviewer of the programme writes poverty tests.',
};
export const REVIEWER_OR_STEERING: Who = {
  roles: ['REVIEWER'],
  isSteering: true,
  whoMay:
    'Only a reviewer or the director of the programme, or the coordinator of the domain of the action, does this.',
};
export const SECRETARY: Who = {
  roles: ['SECRETARY'],
  whoMay: 'Only the secretary of the deciding body records its decision.',
};

/** The test that the input names, if the viewer may read it. */
export async function needTest(testId: string, context: Context): Promise<PovertyTest> {
  const test = await needRow(testId, 'testId', 'poverty test', context.tests.byIds);
  if (await readsTest(test, context)) return test;
  throw notThere('testId', 'poverty test');
}

/** Refuses whoever may not take a step of this test. */
export async function onlyWho({ roles, isSteering, whoMay }: Who, test: PovertyTest, context: Context) {
  const { viewer, tests } = context;
  const { programmeId, actionId } = test;
  if (holdsRole(viewer, roles, programmeId)) return;
  if (isSteering !== true) throw new ChangeRefused('NOT_ALLOWED', whoMay);
  const subject = actionId === null ? undefined : await tests.subject(actionId);
  onlySteering(viewer, { programmeId, domainId: subject?.domainId ?? '' });
}

/** The test of a step, locked as it is now, for who may take the step. */
export async function beginStep(
  input: { readonly testId: string; readonly expectedVersion?: number | null | undefined },
  who: Who,
  context: Context,
  db: Queryable,
): Promise<PovertyTest> {
  const test = await needTest(input.testId, context);
  await onlyWho(who, test, context);
  const { byIds } = context.tests;
  return lockRow(db, 'poverty_test', { id: test.id, byIds }, input.expectedVersion);
}

/** The stage to which a step leads; refuses, with what would be right, when it cannot be taken. */
export function nextStage(test: PovertyTest, step: Step, situation?: Situation): PovertyTest['stage'] {
  const taken = take(step, test.stage, situation);
  if ('stage' in taken) return taken.stage;
  throw new ChangeRefused('CONFLICT', taken.refusal, { path: 'testId', objectId: test.id });
}

/** What a step did: for the trail, and for the services that must hear how the action stands now. */
export function stepDone(
  { id, programmeId, actionId, stage }: PovertyTest,
  what: string,
  after: Readonly<Record<string, unknown>>,
  reason: string | null = null,
): Changed {
  const audit = { what, programmeId, before: { stage }, after, reason };
  const done = { objectId: id, audit };
  return actionId === null ? done : { ...done, tells: { programmeId, actionIds: [actionId] } };
}

/** A text of the input in the language that it says, else in the main one of the programme. */
export async function localised(
  text: string,
  language: Language | null | undefined,
  programmeId: string,
  { tests }: Context,
): Promise<string> {
  const said: LocalText = { [language ?? (await tests.languageOf(programmeId))]: text };
  return JSON.stringify(said);
}

/** A day of the input that has come; today when left out. */
export function pastDay(given: string | null | undefined, path: string, today: string): string {
  if (given == null) return today;
  if (given <= today) return given;
  throw new ChangeRefused('BAD_USER_INPUT', `This day has come: it is ${today} at the latest.`, { path });
}

/** A day of the input that does not lie before another. */
export function dayFrom(given: string | null | undefined, path: string, from: string): string | null {
  if (given == null || given >= from) return given ?? null;
  throw new ChangeRefused('BAD_USER_INPUT', `This day is ${from} or later.`, { path });
}

/** Codes are given one after the other within a programme. */
export async function takeCodes(db: Queryable, programmeId: string): Promise<void> {
  await db.query(`select pg_advisory_xact_lock(hashtextextended('kapstok codes of tests ' || $1, 0))`, [
    programmeId,
  ]);
}

/** Ids in a list of the input. */
export const idsOf = (given: readonly string[], path: string, what: string): string[] =>
  given.map((id) => idOf(id, path, what));
