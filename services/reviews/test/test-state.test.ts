import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  ADVISED,
  addProgramme,
  DECIDED,
  entities,
  of,
  openReviews,
  type Row,
  TODAY,
} from './testing/reviews-alone.ts';

let service: Awaited<ReturnType<typeof openReviews>>;
let programme: Awaited<ReturnType<typeof addProgramme>>;
beforeAll(async () => {
  service = await openReviews();
  programme = await addProgramme(service);
});
afterAll(() => service.close());

const YESTERDAY = '2026-06-14';
const OWNER = randomUUID();
const OPEN = { text: { nl: 'Doe dit.' }, status: 'OPEN' };
const REJECTED = { ...OPEN, response: 'REJECTED', response_reason: { nl: 'Kan niet.' } };
const ADJUST = { ...ADVISED, advice: 'PROCEED_WITH_ADJUSTMENTS' };
const SCREENED = {
  stage: 'SCREENED_OUT',
  screened_out_reason: { nl: 'Geen effect.' },
  quickscan_on: '2026-01-12',
};

async function stateOf(id: string) {
  const { data, errors } = await service.ask(
    entities('PovertyTest', 'isValid isNegative isOverdue wasTestedAfterDecision'),
    of('PovertyTest', [id]),
  );
  expect(errors).toEqual([]);
  return data._entities[0];
}

/** What is expected of one test alone, on the day that is TODAY. */
const CASES: { title: string; row: Row; recommendations?: Row[]; expected: Row }[] = [
  { title: 'a draft is not valid', row: {}, expected: { isValid: false, isOverdue: false } },
  { title: 'screened out with a reason is valid', row: SCREENED, expected: { isValid: true } },
  {
    title: 'advice to proceed is valid',
    row: { ...ADVISED, advice: 'PROCEED' },
    expected: { isValid: true },
  },
  {
    title: 'adjustments that each have an owner are valid',
    row: ADJUST,
    recommendations: [{ ...OPEN, owner_id: OWNER }],
    expected: { isValid: true },
  },
  {
    title: 'one adjustment without owner makes the test invalid',
    row: ADJUST,
    recommendations: [{ ...OPEN, owner_id: OWNER }, OPEN],
    expected: { isValid: false, isNegative: false },
  },
  {
    title: 'a rejected recommendation needs no owner',
    row: ADJUST,
    recommendations: [{ ...OPEN, owner_id: OWNER }, REJECTED],
    expected: { isValid: true },
  },
  {
    title: 'advice to reconsider is negative',
    row: { ...ADVISED, advice: 'RECONSIDER' },
    expected: { isValid: false, isNegative: true },
  },
  {
    title: 'advice to stop is negative, also when the body did not follow it',
    row: { ...DECIDED, advice: 'STOP', decision: 'NOT_FOLLOWED', decision_reason: { nl: 'Toch.' } },
    expected: { isValid: false, isNegative: true },
  },
  {
    title: 'a withdrawn test is neither valid nor negative nor overdue',
    row: { ...ADVISED, stage: 'WITHDRAWN', advice: 'STOP', due_on: YESTERDAY, retest_on: YESTERDAY },
    expected: { isValid: false, isNegative: false, isOverdue: false },
  },
  {
    title: 'on its retest day a test still holds',
    row: { ...DECIDED, advice: 'PROCEED', retest_on: TODAY },
    expected: { isValid: true, isOverdue: false },
  },
  {
    title: 'after its retest day it holds no longer and is overdue',
    row: { ...DECIDED, advice: 'PROCEED', retest_on: YESTERDAY },
    expected: { isValid: false, isOverdue: true },
  },
  { title: 'on its due day a test is in time', row: { due_on: TODAY }, expected: { isOverdue: false } },
  { title: 'after its due day it is overdue', row: { due_on: YESTERDAY }, expected: { isOverdue: true } },
  {
    title: 'an advice that came, late or not, ends being overdue',
    row: { ...ADVISED, advice: 'PROCEED', due_on: '2026-02-01' },
    expected: { isOverdue: false },
  },
  {
    title: 'a screening ends being overdue',
    row: { ...SCREENED, due_on: '2026-02-01' },
    expected: { isOverdue: false },
  },
  {
    title: 'a decision before the advice is told',
    row: { ...DECIDED, advice: 'PROCEED', decided_on: '2026-02-28' },
    expected: { wasTestedAfterDecision: true },
  },
  {
    title: 'a decision on the day of the advice is in order',
    row: { ...DECIDED, advice: 'PROCEED', decided_on: DECIDED.advised_on },
    expected: { wasTestedAfterDecision: false },
  },
];

describe('how a test stands', () => {
  test.each(CASES)('$title', async ({ row, recommendations = [], expected }) => {
    const id = await programme.addTest({ action_id: randomUUID(), ...row });
    for (const recommendation of recommendations) await programme.addTo('recommendation', id, recommendation);
    expect(await stateOf(id)).toMatchObject(expected);
  });

  test('a later test of the same action ends that the earlier is overdue; one of another action does not', async () => {
    const [action_id, other] = [randomUUID(), randomUUID()];
    const past = { ...DECIDED, advice: 'PROCEED', retest_on: YESTERDAY };
    const id = await programme.addTest({ ...past, action_id });
    await programme.addTest({ action_id: other, requested_on: '2026-05-04' });
    await programme.addTest({ action_id, requested_on: '2026-05-04', stage: 'WITHDRAWN' });
    expect(await stateOf(id)).toMatchObject({ isOverdue: true });
    await programme.addTest({ action_id, requested_on: '2026-05-04' });
    expect(await stateOf(id)).toMatchObject({ isOverdue: false, isValid: false });
  });

  test('the same holds for tests of an agreement', async () => {
    const agreement_id = randomUUID();
    const id = await programme.addTest({ ...DECIDED, advice: 'PROCEED', retest_on: YESTERDAY, agreement_id });
    expect(await stateOf(id)).toMatchObject({ isOverdue: true });
    await programme.addTest({ agreement_id, requested_on: '2026-05-04' });
    expect(await stateOf(id)).toMatchObject({ isOverdue: false });
  });
});

describe('how a recommendation stands', () => {
  test.each([
    {
      title: 'open and past its day',
      row: { due_on: YESTERDAY },
      expected: { isOpen: true, isOverdue: true },
    },
    { title: 'open on its day', row: { due_on: TODAY }, expected: { isOpen: true, isOverdue: false } },
    { title: 'open without a day', row: {}, expected: { isOpen: true, isOverdue: false } },
    {
      title: 'done',
      row: { status: 'DONE', done_on: TODAY, due_on: YESTERDAY },
      expected: { isOpen: false, isOverdue: false },
    },
    {
      title: 'rejected',
      row: { ...REJECTED, due_on: YESTERDAY },
      expected: { isOpen: false, isOverdue: false },
    },
    {
      title: 'of a withdrawn test',
      stage: 'WITHDRAWN',
      row: { due_on: YESTERDAY },
      expected: { isOpen: false, isOverdue: false },
    },
  ])('$title', async ({ row, stage = 'DRAFT', expected }) => {
    const id = await programme.addTest({ action_id: randomUUID(), stage });
    await programme.addTo('recommendation', id, { ...OPEN, ...row });
    const { data } = await service.ask(
      entities('PovertyTest', 'recommendations { nodes { isOpen isOverdue } }'),
      of('PovertyTest', [id]),
    );
    expect(data._entities[0].recommendations.nodes).toEqual([expected]);
  });
});

describe('what the database refuses', () => {
  test.each([
    ['a test that names nothing it tests', {}, /subject_named/],
    [
      'screened out without a reason',
      { action_id: OWNER, stage: 'SCREENED_OUT' },
      /screened_out_with_reason/,
    ],
    ['the stage ADVICE without an advice', { action_id: OWNER, stage: 'ADVICE' }, /advised_with_advice/],
    [
      'an advice in an early stage',
      { action_id: OWNER, ...ADVISED, advice: 'STOP', stage: 'DIALOGUE' },
      /advised/,
    ],
    [
      'DECIDED without a decision',
      { action_id: OWNER, ...ADVISED, advice: 'STOP', stage: 'DECIDED' },
      /decided/,
    ],
    [
      'an advice before the request',
      { action_id: OWNER, ...ADVISED, advice: 'STOP', advised_on: '2025-01-01' },
      /order/,
    ],
  ])('%s', async (_title, row, rule) => {
    await expect(programme.addTest(row)).rejects.toThrow(rule);
  });

  test('an answer to a question that the template lacks', async () => {
    const id = await programme.addTest({ action_id: OWNER });
    await programme.addTo('test_answer', id, { question_code: 'q1.1', answer: 'Ja.' });
    await expect(
      programme.addTo('test_answer', id, { question_code: 'q9.9', answer: 'Ja.' }),
    ).rejects.toThrow(/q9\.9 is not in the template/);
  });

  test('a write without the rights of an import', async () => {
    const write = service.asImport(async (db) => {
      await db.query(`select set_config('kapstok.import', 'off', false)`);
      await db.query('delete from poverty_test');
      return (await db.query('select from poverty_test')).rowCount;
    });
    expect(await write).toBeGreaterThan(0);
  });
});
