import { randomUUID } from 'node:crypto';
import { ADVISED, addProgramme, DECIDED, type ReviewsAlone } from './reviews-alone.ts';

/** How far a test is; of each there is one of the partner's action, and one of another. */
export const STAGES = {
  draft: { stage: 'DRAFT' },
  advised: { ...ADVISED, advice: 'PROCEED_WITH_ADJUSTMENTS', conclusion: 'MIXED', has_dissent: true },
  stopped: { ...ADVISED, advice: 'STOP' },
  decided: { ...DECIDED, advice: 'PROCEED_WITH_ADJUSTMENTS', conclusion: 'MIXED', has_dissent: true },
  screened: { stage: 'SCREENED_OUT', screened_out_reason: { nl: 'Geen effect.' } },
  withdrawn: { stage: 'WITHDRAWN', ...{ advised_on: '2026-03-02', advice: 'STOP' } },
} as const;
export type StageName = keyof typeof STAGES;

/** A programme with tests in every stage, all with one of everything. */
export async function addTested(service: ReviewsAlone, partner: string, other: string) {
  const programme = await addProgramme(service);
  const place = { domain_id: randomUUID(), block_id: randomUUID() };
  const tests: Record<string, string> = {};
  const actions: string[] = [];
  const { programme_id } = programme;
  const source_id = await service.add('source', {
    programme_id,
    key: 'S',
    citation: `source of ${programme_id}`,
  });
  for (const [name, stage] of Object.entries(STAGES))
    for (const [whose, owner_id] of [
      ['partner', partner],
      ['other', other],
    ] as const) {
      const action_id = await programme.addAction({ ...place, organisation_ids: [owner_id] });
      actions.push(action_id);
      const test = await programme.addTest({ ...stage, action_id, source_id, note: `remark ${name}` });
      tests[`${name} ${whose}`] = test;
      await fill(programme, test, { owner_id: other, source_id });
    }
  const agreement_id = randomUUID();
  tests['of agreement'] = await programme.addTest({ ...STAGES.decided, agreement_id });
  // The partner is to carry out something that the tests of the other's actions recommend.
  const text = { nl: 'Doe dat.' };
  for (const name of ['advised other', 'decided other'])
    await programme.addTo('recommendation', tests[name] ?? '', { text, status: 'OPEN', owner_id: partner });
  return { programme_id, place, tests, actions, agreement_id };
}
export type Tested = Awaited<ReturnType<typeof addTested>>;

async function fill(
  programme: Awaited<ReturnType<typeof addProgramme>>,
  test: string,
  { owner_id, source_id }: { owner_id: string; source_id: string },
) {
  await programme.addTo('quickscan_effect', test, { area: 'MOBILITY', effect: -1 });
  await programme.addTo('test_answer', test, {
    question_code: 'q1.1',
    answer: 'Zo.',
    note: 'remark on answer',
  });
  await programme.addTo('knowledge_contribution', test, {
    kind: 'EXPERIENCE',
    through: 'DIRECT',
    role: { nl: 'Ervaringsdeskundigen' },
    head_count: 7,
    source_id,
  });
  await programme.addTo('stage_quality', test, { stage: 'QUICKSCAN', score: 3 });
  const text = { nl: 'Doe dit.' };
  await programme.addTo('recommendation', test, { text, status: 'OPEN', owner_id });
  await programme.addTo('recommendation', test, { text, status: 'OPEN' });
}
