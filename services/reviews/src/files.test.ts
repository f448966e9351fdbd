import { headersOf } from '@kapstok/kit';
import { expect, test } from 'vitest';
import { files } from './files.ts';

/** What the rules of a file say of one row; cells that are not given are empty. */
function judge(name: string, cells: Record<string, string>): string[] {
  const file = files.find((one) => one.name === name);
  if (file === undefined) throw new Error(`There is no ${name}.`);
  const empty = Object.fromEntries(headersOf(file).map((header) => [header, '']));
  const rows = [{ line: 2, cells: { ...empty, ...cells } }];
  return (file.rules ?? [])
    .flatMap((rule) => rule(rows, () => []))
    .map(({ column, message }) => `${column} ${message}`);
}

const TEST = { action: 'D01-01', stage: 'DRAFT', requested_on: '2026-01-05' };
const ADVISED = { ...TEST, stage: 'ADVICE', advice: 'PROCEED', advised_on: '2026-03-02' };
const DECIDED = { ...ADVISED, stage: 'CLOSED', decided_on: '2026-02-01', decision: 'FOLLOWED' };

test.each([
  ['a draft', TEST],
  ['screened out with a reason', { ...TEST, stage: 'SCREENED_OUT', screened_out_reason_fr: 'Aucun effet.' }],
  ['advised', ADVISED],
  ['decided before the advice, which is shown, not refused', DECIDED],
  ['withdrawn at any point', { ...ADVISED, stage: 'WITHDRAWN' }],
])('poverty-tests.csv takes a test that is %s', (_title, cells) => {
  expect(judge('poverty-tests.csv', cells)).toEqual([]);
});

test.each([
  [{ ...TEST, action: '' }, 'action is empty, and so is agreement'],
  [
    { ...TEST, stage: 'SCREENED_OUT' },
    'screened_out_reason_nl is empty; a test that is SCREENED_OUT says why',
  ],
  [{ ...TEST, screened_out_reason_nl: 'x' }, 'screened_out_reason_nl is filled, but the stage is neither'],
  [{ ...ADVISED, advice: '', advised_on: '' }, 'advice is empty; from the stage ADVICE on'],
  [{ ...ADVISED, stage: 'DIALOGUE' }, 'advice is filled, but the stage is not one of'],
  [{ ...ADVISED, advised_on: '' }, 'advised_on is filled when there is an advice'],
  [{ ...DECIDED, decided_on: '' }, 'decided_on is empty; in the stages DECIDED, FOLLOW_UP, CLOSED'],
  [{ ...DECIDED, decision: '' }, 'decision is empty; in the stages DECIDED, FOLLOW_UP, CLOSED'],
  [{ ...DECIDED, decision: 'NOT_FOLLOWED' }, 'decision_reason_nl is empty; a decision NOT_FOLLOWED says why'],
  [{ ...ADVISED, advised_on: '2025-12-31' }, 'advised_on is before requested_on (2026-01-05)'],
])('poverty-tests.csv refuses %o and says why', (cells, message) => {
  const said = judge('poverty-tests.csv', cells);
  expect(said.filter((one) => one.startsWith(message))).toHaveLength(1);
});

test.each([
  ['recommendations.csv', { status: 'DONE' }, 'done_on is filled when the status is DONE, and only then'],
  ['recommendations.csv', { status: 'OPEN', done_on: '2026-01-05' }, 'done_on is filled when'],
  ['recommendations.csv', { status: 'OPEN', response: 'REJECTED' }, 'response_reason_nl is empty'],
  ['knowledge-contributions.csv', { kind: 'EXPERIENCE', role_nl: 'x' }, 'through is empty; for EXPERIENCE'],
  [
    'knowledge-contributions.csv',
    { kind: 'POLICY', role_nl: 'x', through: 'DIRECT' },
    'through is filled, but only',
  ],
  ['knowledge-contributions.csv', { kind: 'POLICY' }, 'role_nl is empty; say in which role'],
  [
    'knowledge-contributions.csv',
    { kind: 'POLICY', absence_reason_nl: 'x', head_count: '3' },
    'absence_reason_nl is filled, and so are',
  ],
])('%s refuses %o and says why', (name, cells, message) => {
  const said = judge(name, cells);
  expect(said).toHaveLength(1);
  expect(said[0]).toContain(message);
});
