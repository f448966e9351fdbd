import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { reviews } from '../src/index.ts';
import { ADVISED, addProgramme, DECIDED, entities, of, openReviews } from './testing/reviews-alone.ts';

const SUMMARY = `povertyTesting {
  actionCount testedCount validCount missingCount overdueCount byStage { stage count } byAdvice { advice count }
  openRecommendationCount overdueRecommendationCount experienceHeardCount lastTestedOn hasSynthetic }`;
const NOTHING = {
  actionCount: 0,
  testedCount: 0,
  validCount: 0,
  missingCount: 0,
  overdueCount: 0,
  byStage: [],
  byAdvice: [],
  openRecommendationCount: 0,
  overdueRecommendationCount: 0,
  experienceHeardCount: 0,
  lastTestedOn: null,
  hasSynthetic: false,
};

let service: Awaited<ReturnType<typeof openReviews>>;
let programme: Awaited<ReturnType<typeof addProgramme>>;
const [domain, block] = [randomUUID(), randomUUID()];
let stopped: string;
let late: string;
let untested: string;
let outside: string;

// One domain: an action that proceeded and was stopped later; one in its dialogue, late; one without test; and one
// outside the domain that was screened out. An agreement of the programme has a test too.
beforeAll(async () => {
  service = await openReviews();
  programme = await addProgramme(service);
  stopped = await programme.addAction({ domain_id: domain, block_id: block });
  late = await programme.addAction({ domain_id: domain });
  untested = await programme.addAction({ domain_id: domain });
  outside = await programme.addAction();
  await programme.addTest({ ...DECIDED, advice: 'PROCEED', action_id: stopped });
  const stop = await programme.addTest({
    ...ADVISED,
    advice: 'STOP',
    action_id: stopped,
    requested_on: '2026-02-02',
  });
  await programme.addTest({ action_id: untested, stage: 'WITHDRAWN', is_synthetic: true });
  const dialogue = await programme.addTest({
    action_id: late,
    stage: 'DIALOGUE',
    due_on: '2026-04-01',
    quickscan_on: '2026-03-09',
  });
  const screened = { stage: 'SCREENED_OUT', screened_out_reason: { nl: 'Geen effect.' } };
  await programme.addTest({ action_id: outside, ...screened });
  await programme.addTest({ agreement_id: randomUUID() });
  const text = { nl: 'Doe dit.' };
  await programme.addTo('recommendation', stop, { text, status: 'OPEN', due_on: '2026-05-01' });
  await programme.addTo('recommendation', stop, { text, status: 'OPEN' });
  await programme.addTo('recommendation', stop, { text, status: 'DONE', done_on: '2026-05-01' });
  const heard = { kind: 'EXPERIENCE', role: { nl: 'Ervaringsdeskundigen' } };
  await programme.addTo('knowledge_contribution', stop, { ...heard, through: 'DIRECT', head_count: 7 });
  await programme.addTo('knowledge_contribution', dialogue, {
    ...heard,
    absence_reason: { nl: 'Nog niet.' },
  });
});
afterAll(() => service.close());

const summaryOf = async (type: string, id: string, mayRead?: string[]) => {
  const { data, errors } = await service.ask(entities(type, SUMMARY), of(type, [id]), mayRead);
  expect(errors).toEqual([]);
  return data._entities[0].povertyTesting;
};

test('a domain sums up its actions and their tests', async () => {
  expect(await summaryOf('PolicyDomain', domain)).toEqual({
    actionCount: 3,
    testedCount: 2,
    validCount: 0,
    missingCount: 1,
    overdueCount: 1,
    byStage: [
      { stage: 'DIALOGUE', count: 1 },
      { stage: 'ADVICE', count: 1 },
      { stage: 'DECIDED', count: 1 },
      { stage: 'WITHDRAWN', count: 1 },
    ],
    byAdvice: [
      { advice: 'PROCEED', count: 1 },
      { advice: 'STOP', count: 1 },
    ],
    openRecommendationCount: 2,
    overdueRecommendationCount: 1,
    experienceHeardCount: 1,
    lastTestedOn: '2026-03-09',
    hasSynthetic: true,
  });
});

test('a programme sums up all its actions, and the tests of its agreements too', async () => {
  expect(await summaryOf('Programme', programme.programme_id)).toMatchObject({
    actionCount: 4,
    testedCount: 3,
    validCount: 1,
    missingCount: 1,
    byStage: expect.arrayContaining([{ stage: 'DRAFT', count: 1 }]),
  });
});

test('a block and an action sum up their own', async () => {
  const expected = { actionCount: 1, testedCount: 1, validCount: 0, openRecommendationCount: 2 };
  expect(await summaryOf('Block', block)).toMatchObject(expected);
  expect(await summaryOf('Action', stopped)).toMatchObject(expected);
});

test('a later verdict overrules an earlier: the action that may not go on counts as without valid test', async () => {
  const { data } = await service.ask(
    entities('Action', 'povertyTests { nodes { advice isValid } } povertyTesting { validCount }'),
    of('Action', [stopped]),
  );
  expect(data._entities[0]).toEqual({
    povertyTests: {
      nodes: [
        { advice: 'STOP', isValid: false },
        { advice: 'PROCEED', isValid: true },
      ],
    },
    povertyTesting: { validCount: 0 },
  });
});

test('other services are told until when an action has a test that stands, and from when one is late', async () => {
  const facts = await service.asImport((db) => reviews.describe(db, programme.programme_id));
  const told = new Map(facts.actions.map(({ actionId, test: days }) => [actionId, days]));
  expect(told.get(stopped)).toMatchObject({ validThrough: null, overdueAfter: null });
  expect(told.get(untested)).toMatchObject({ validThrough: null, overdueAfter: null });
  expect(told.get(late)).toMatchObject({ validThrough: null, overdueAfter: '2026-04-01' });
  expect(told.get(outside)).toMatchObject({ validThrough: '9999-12-31', overdueAfter: null });
  const action_id = await programme.addAction();
  await programme.addTest({ ...DECIDED, advice: 'PROCEED', action_id, retest_on: '2027-01-31' });
  const again = await service.asImport((db) => reviews.describe(db, programme.programme_id));
  expect(again.actions.find(({ actionId }) => actionId === action_id)?.test).toMatchObject({
    validThrough: '2027-01-31',
    overdueAfter: '2027-01-31',
  });
});

test('a test that should be repeated before it is concluded is late from the earlier of its days', async () => {
  const repeated = { due_on: '2027-06-30', retest_on: '2027-01-31' };
  const last = await programme.addAction();
  await programme.addTest({ ...repeated, action_id: last });
  const followed = await programme.addAction();
  await programme.addTest({ ...repeated, action_id: followed });
  await programme.addTest({ action_id: followed, requested_on: '2026-12-01' });
  const facts = await service.asImport((db) => reviews.describe(db, programme.programme_id));
  const told = new Map(facts.actions.map(({ actionId, test: days }) => [actionId, days?.overdueAfter]));
  expect(told.get(last)).toBe('2027-01-31');
  // Another test came after it, so it need not be repeated: only the day by which it was due counts.
  expect(told.get(followed)).toBe('2027-06-30');
});

test('a programme that may not be read answers as one that does not exist', async () => {
  const other = [randomUUID()];
  expect(await summaryOf('Programme', programme.programme_id, other)).toBeNull();
  expect(await summaryOf('Programme', randomUUID(), other)).toBeNull();
  expect(await summaryOf('Programme', randomUUID())).toEqual(NOTHING);
  const { data } = await service.ask(
    entities('Programme', 'povertyTests { totalCount nodes { code } }'),
    of('Programme', [programme.programme_id]),
    other,
  );
  expect(data._entities).toEqual([{ povertyTests: null }]);
});

test('what cannot be an id is nobody', async () => {
  const { data, errors } = await service.ask(entities('Action', SUMMARY), of('Action', ['no-id']));
  expect([data._entities, errors]).toEqual([[null], []]);
});

test('any number of parents of a level takes one statement', async () => {
  const ids = [...Array.from({ length: 40 }, () => randomUUID()), domain];
  for (const some of [ids.slice(-1), ids]) {
    const { statements } = await service.ask(entities('PolicyDomain', SUMMARY), of('PolicyDomain', some));
    expect(statements).toHaveLength(1);
  }
});

test('learning the plan again replaces it', async () => {
  const programmeId = randomUUID();
  const plan = {
    domainId: randomUUID(),
    blockId: null,
    status: 'RUNNING',
    goal: null,
    level: null,
    organisationIds: [],
    crosswalkIds: [],
  };
  const fact = { actionId: randomUUID(), plan };
  const counts: number[] = [];
  for (const actions of [[fact, { ...fact, actionId: randomUUID() }], [fact]]) {
    await service.asImport((db) => reviews.learn(db, 'actions', programmeId, { actions }));
    counts.push((await summaryOf('PolicyDomain', fact.plan.domainId)).actionCount);
  }
  expect(counts).toEqual([2, 1]);
});
