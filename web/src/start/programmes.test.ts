import { expect, test } from 'vitest';
import { readProgrammes } from './programmes.ts';

const whole = {
  slug: 'a-2020',
  title: 'Plan A',
  startsOn: '2020-01-01',
  endsOn: null,
  isFictional: true,
  domains: [{ title: 'Wonen' }, { title: 'Gezondheid' }],
};

test('a whole answer is shown whole', () => {
  expect(readProgrammes({ data: { programmes: { nodes: [whole] } } })).toEqual({
    kind: 'loaded',
    isPartial: false,
    programmes: [{ ...whole, domains: ['Wonen', 'Gezondheid'] }],
  });
});

test('a programme whose domains did not answer is still named, and the answer is called partial', () => {
  const answer = {
    data: { programmes: { nodes: [{ ...whole, domains: null }] } },
    errors: [{ message: 'x' }],
  };
  expect(readProgrammes(answer)).toMatchObject({
    kind: 'loaded',
    isPartial: true,
    programmes: [{ title: 'Plan A', domains: null }],
  });
});

test('a programme that is null in the list is left out, and the answer is called partial', () => {
  const answer = readProgrammes({ data: { programmes: { nodes: [null, whole] } } });
  expect(answer).toMatchObject({ kind: 'loaded', isPartial: true, programmes: [{ title: 'Plan A' }] });
});

test('no programmes is an answer, not a failure', () => {
  const answer = readProgrammes({ data: { programmes: { nodes: [] } } });
  expect(answer).toEqual({ kind: 'loaded', isPartial: false, programmes: [] });
});

test.each([
  null,
  'gateway timeout',
  {},
  { errors: [{ message: 'x' }] },
  { data: null },
  { data: { programmes: null } },
  { data: { programmes: { nodes: null } } },
])('an answer without a list is a failure: %j', (answer) => {
  expect(readProgrammes(answer)).toEqual({ kind: 'failed' });
});
