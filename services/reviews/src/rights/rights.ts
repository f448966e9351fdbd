import { type KitContext, programmesOf, reads, speaks } from '@kapstok/kit';
import { type Programmes, spokenFor } from '@kapstok/schema';
import { isDecided, type PovertyTest } from '../poverty-test/poverty-test.ts';

/**
 * What a viewer reads, for the conditions of statements: what a list counts and what a sum adds up is decided there. The
 * policies of the tables say the same a second time.
 */
export interface Rights {
  readonly plan: Programmes;
  readonly tests: Programmes;
  readonly drafts: Programmes;
  /** For which organisations the viewer speaks, and where. */
  readonly spoken: readonly string[];
  /** Actions in which one of them takes part, and tests of which a recommendation is theirs to carry out. */
  readonly own: readonly string[];
}

export async function rightsOf({ viewer, own }: KitContext): Promise<Rights> {
  return {
    plan: programmesOf(viewer, 'PLAN'),
    tests: programmesOf(viewer, 'TESTS'),
    drafts: programmesOf(viewer, 'DRAFTS'),
    spoken: spokenFor(viewer),
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
