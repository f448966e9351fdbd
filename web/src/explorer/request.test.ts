import { expect, test } from 'vitest';
import { QUESTIONS } from '../questions.ts';
import { readRequest } from './request.ts';

test('a question in the address opens that question, without variables left from before', () => {
  expect(readRequest('?question=kansarmoede-index&lang=fr', ['nl'])).toEqual({
    question: 'kansarmoede-index',
    query: QUESTIONS['kansarmoede-index'],
    variables: '',
    acceptLanguage: 'fr',
    pageLanguage: 'fr',
  });
});

test('a query of one’s own wins over a ready-made question', () => {
  const request = readRequest('?query={a}&question=kansarmoede-index&variables={"x":1}', ['nl']);
  expect(request).toMatchObject({ question: null, query: '{a}', variables: '{"x":1}' });
});

test.each(['', '?question=unknown', '?question=toString'])(
  'without a known question the explorer opens what was open last: %s',
  (search) => {
    expect(readRequest(search, ['nl'])).toMatchObject({ question: null, query: null, variables: null });
  },
);
