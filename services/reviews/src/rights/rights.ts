import { inProgrammes, type KitContext, organisationsOf, programmesOf, reads, speaks } from '@kapstok/kit';
import type { Programmes } from '@kapstok/schema';
import { type RawBuilder, sql } from 'kysely';
import { isDecided, type PovertyTest } from '../poverty-test/poverty-test.ts';

/**
 * What a viewer reads, for the conditions of statements: what a list counts and what a sum adds up is decided there. The
 * policies of the tables say the same a second time.
 */
export interface Rights {
  readonly plan: Programmes;
  readonly tests: Programmes;
  readonly drafts: Programmes;
  /** Organisations for which the viewer speaks. */
  readonly organisations: readonly string[];
  /** Actions in which one of them takes part, and tests of which a recommendation is theirs to carry out. */
  readonly own: readonly string[];
}

export async function rightsOf({ viewer, own }: KitContext): Promise<Rights> {
  return {
    plan: programmesOf(viewer, 'PLAN'),
    tests: programmesOf(viewer, 'TESTS'),
    drafts: programmesOf(viewer, 'DRAFTS'),
    organisations: organisationsOf(viewer),
    own: speaks(viewer) ? [...(await own())] : [],
  };
}

/** Whether a test is for the viewer: with the tests of its programme, or as an own one. */
export function readsTest(test: PovertyTest, { viewer, own }: KitContext): boolean | Promise<boolean> {
  if (reads(viewer, 'TESTS', test.programmeId)) return true;
  if (!speaks(viewer)) return false;
  return own().then((ids) => ids.has(test.id) || (test.actionId !== null && ids.has(test.actionId)));
}

/**
 * Whether what a test says is for whoever may read that there is one: its advice, and all that belongs to it. Before
 * it is decided all that is a draft.
 */
export const readsContent = (
  test: Pick<PovertyTest, 'programmeId' | 'stage'>,
  { viewer }: Pick<KitContext, 'viewer'>,
): boolean => isDecided(test.stage) || reads(viewer, 'DRAFTS', test.programmeId);

/** Rows of `test_state(…)` or `poverty_test` under the name `test` that may be read. */
export function testRows({ tests, own }: Rights): RawBuilder<unknown> {
  if (tests === '*') return sql`true`;
  return sql`(${inProgrammes(tests, sql`test.programme_id`)} or test.action_id = any (${own}::uuid[])
    or test.id = any (${own}::uuid[]))`;
}

/** Of those, the ones of which the content may be read. */
export function toldRows({ drafts }: Rights): RawBuilder<unknown> {
  return sql`(is_decided(test.stage) or ${inProgrammes(drafts, sql`test.programme_id`)})`;
}

/** Rows of `recommendation` that may be read, with their `test` beside them. */
export function recommendationRows(rights: Rights): RawBuilder<unknown> {
  return sql`(${testRows(rights)} and ${toldRows(rights)}
    or recommendation.owner_id = any (${rights.organisations}::uuid[]))`;
}

/** Rows of `plan_action plan` that may be read. */
export function planRows({ plan, organisations }: Rights): RawBuilder<unknown> {
  if (plan === '*') return sql`true`;
  return sql`(${inProgrammes(plan, sql`plan.programme_id`)} or plan.organisation_ids && ${organisations}::uuid[])`;
}
