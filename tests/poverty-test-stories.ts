// Short ways to play poverty tests through the front door, for the tests of the test and of its gate.
import { QUICKSCAN_AREA, type TestAdvice, wordsOf } from '@kapstok/schema';
import { type AccessWorld, directorOf, type Payload } from './access-world.ts';
import type { Persona } from './tokens.ts';

interface Planned {
  readonly id: string;
  readonly isPlanned: boolean;
  /** An organisation that takes part in it. */
  readonly owner: { readonly id: string; readonly code: string };
}

/** What it takes to play them: a hub in one process, or one apart. */
type Stage = Pick<AccessWorld, 'ask' | 'change'>;

/** Ways to play tests in one programme. */
export interface Stories {
  readonly templateId: string;
  /** A planned action that has no poverty test, each time another. */
  planned(): Planned;
  /** An action in another status that has no poverty test. */
  other(): Planned;
  request(actionId: string): Promise<string>;
  /** One step as a reviewer. */
  step(mutation: string, input: Record<string, unknown>): Promise<Payload>;
  /** All eight areas, with no effect in those that are not given. */
  quickscan(testId: string, effects: Record<string, number>): Promise<Payload>;
  bringKnowledge(testId: string): Promise<void>;
  advise(testId: string, advice: TestAdvice): Promise<Payload>;
  decide(testId: string, answers: readonly object[], decidedOn?: string): Promise<Payload>;
  assign(recommendationId: string, ownerId: string): Promise<Payload>;
  recommendationOf(testId: string): Promise<string>;
  /** A new test of the action, up to this advice. */
  toAdvice(actionId: string, advice: TestAdvice): Promise<string>;
  gateOf(actionId: string): Promise<Payload>;
}

export async function stories(world: Stage, slug: string): Promise<Stories> {
  const reviewer: Persona = { role: 'REVIEWER', programme: slug };
  const director = directorOf(slug);
  const actions = await untested(world, slug);
  const templateId = await templateOf(world);
  const show = 'povertyTest { id version stage advice isValid }';
  const step: Stories['step'] = (mutation, input) =>
    world.change(
      reviewer,
      mutation,
      input,
      mutation.endsWith('ommendation') && mutation[0] !== 'a' ? '' : show,
    );
  const must = async (payload: Promise<Payload>): Promise<Payload> => {
    const made = await payload;
    if (made.userErrors.length > 0) throw new Error(JSON.stringify(made.userErrors));
    return made;
  };
  const next = (isPlanned: boolean): Planned => {
    const index = actions.findIndex((one) => one.isPlanned === isPlanned);
    const [action] = index < 0 ? [] : actions.splice(index, 1);
    if (action === undefined) throw new Error('No such action without test is left.');
    return action;
  };
  const here: Stories = {
    templateId,
    planned: () => next(true),
    other: () => next(false),
    async request(actionId) {
      const input = { actionId, templateId, moment: 'DESIGN', decidingBody: 'College' };
      return (await must(world.change(director, 'requestTest', input, show))).povertyTest.id;
    },
    step,
    quickscan: (testId, effects) =>
      step('recordQuickscan', {
        testId,
        effects: wordsOf(QUICKSCAN_AREA).map((area) => ({ area, effect: effects[area] ?? 0 })),
      }),
    async bringKnowledge(testId) {
      for (const given of [
        { kind: 'POLICY', role: 'Beleidsmedewerker' },
        { kind: 'EXPERIENCE', through: 'DIRECT', role: 'Ervaringsdeskundigen', headCount: 7 },
        { kind: 'SCIENTIFIC', absenceReason: 'Er is geen onderzoek.' },
      ])
        await must(step('recordContribution', { testId, ...given }));
    },
    advise: (testId, advice) => step('adviseTest', { testId, advice, conclusion: 'MIXED' }),
    decide: (testId, answers, decidedOn) =>
      world.change(
        { role: 'SECRETARY', programme: slug },
        'decideTest',
        { testId, outcome: 'FOLLOWED', decidedOn: decidedOn ?? '2026-01-01', reference: '2026/12', answers },
        show,
      ),
    assign: (recommendationId, ownerId) =>
      must(world.change(director, 'assignRecommendation', { recommendationId, ownerId })),
    async recommendationOf(testId) {
      const query = 'query ($id: ID!) { povertyTest(id: $id) { recommendations { nodes { id } } } }';
      const { data } = await world.ask(query, { id: testId });
      return data.povertyTest.recommendations.nodes[0].id;
    },
    async toAdvice(actionId, advice) {
      const testId = await here.request(actionId);
      await must(here.quickscan(testId, { HOUSING: -1 }));
      await must(step('openDialogue', { testId }));
      await here.bringKnowledge(testId);
      await must(here.advise(testId, advice));
      return testId;
    },
    async gateOf(actionId) {
      const query =
        'query ($id: ID!) { action(id: $id) { gate { isOpen reason explanation since isHistory } } }';
      return (await world.ask(query, { id: actionId })).data.action.gate;
    },
  };
  return here;
}

async function untested(world: Stage, slug: string): Promise<Planned[]> {
  const found: Planned[] = [];
  for (let after: string | null = null, more = true; more; ) {
    const { data }: Payload = await world.ask(
      `query ($after: String) { programme(slug: "${slug}") { actions(first: 50, after: $after) {
        pageInfo { hasNextPage endCursor }
        nodes { id status povertyTests { totalCount } participants { organisation { id code } } } } } }`,
      { after },
    );
    const { nodes, pageInfo } = data.programme.actions;
    for (const { id, status, povertyTests, participants } of nodes) {
      const owner = participants[0]?.organisation;
      if (povertyTests.totalCount === 0 && owner != null)
        found.push({ id, owner, isPlanned: status === 'PLANNED' });
    }
    [more, after] = [pageInfo.hasNextPage, pageInfo.endCursor];
  }
  return found;
}

async function templateOf(world: Stage): Promise<string> {
  const { data } = await world.ask('{ testTemplates(code: "voorbeeld-toets") { nodes { id } } }');
  return data.testTemplates.nodes[0].id;
}
