import { expect, test } from 'vitest';
import { createOperationsCheck, hashOf } from './operations.ts';

const KNOWN = 'query Plan($slug: String!) { programme(slug: $slug) { title } }';
const OTHER = '{ programmes { nodes { id } } }';

test('a known question passes, however it is laid out, and another is refused', () => {
  const check = createOperationsCheck([KNOWN]);
  expect(check(KNOWN)).toBeNull();
  expect(check(KNOWN)).toBeNull();
  expect(check(`# a comment\n${KNOWN.replaceAll(' ', '\n  ')}`)).toBeNull();
  expect(check(OTHER)).toMatchObject({ status: 403, code: 'BAD_REQUEST' });
  expect(check(`${KNOWN} ${OTHER}`)).toMatchObject({ status: 403 });
  expect(check(KNOWN.replace('title', 'id'))).toMatchObject({ status: 403 });
});

test('a question may be named by its hash', () => {
  const check = createOperationsCheck([`sha256:${hashOf(OTHER)}`]);
  expect(check(OTHER)).toBeNull();
  expect(check(KNOWN)).toMatchObject({ status: 403 });
});

test('what asks the schema alone passes, and nothing in its shadow', () => {
  const check = createOperationsCheck([]);
  expect(check('{ __schema { types { name } } }')).toBeNull();
  expect(check('query A { __typename ...B } fragment B on Query { __type(name: "A") { name } }')).toBeNull();
  for (const text of [
    '{ __typename programmes { nodes { id } } }',
    `query A { __typename } query B ${OTHER}`,
    'mutation { __typename }',
    'fragment A on Query { programmes { nodes { id } } } query { ...A }',
    'fragment A on Query { __typename }',
  ])
    expect(check(text), text).toMatchObject({ status: 403 });
});

test('what is no GraphQL is left to who says where it is wrong', () => {
  expect(createOperationsCheck([])('{ programme(')).toBeNull();
});
