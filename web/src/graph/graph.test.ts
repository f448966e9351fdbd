import { expect, test } from 'vitest';
import { type Answer, type Ask, readAnswer } from './answer.ts';
import { refusalsOf } from './change.ts';
import type { Document } from './document.ts';
import { Graph, keyOf } from './graph.ts';

type Count = { readonly count: number };
const QUESTION: Document<Count, { readonly of: string }> = { name: 'Count', text: 'query Count' };

/** A hub that answers in turn. */
function hub(...answers: Answer<unknown>[]) {
  const asked: string[] = [];
  const ask: Ask = async (document, variables) => {
    asked.push(keyOf(document, variables));
    return (answers[asked.length - 1] ?? answers.at(-1)) as Answer<never>;
  };
  return { ask, asked };
}
const told = (count: number): Answer<Count> => ({ data: { count }, errors: [] });
const away: Answer<null> = {
  data: null,
  errors: [{ message: '', code: 'SUBGRAPH_UNAVAILABLE', subgraph: 'agreements' }],
};

test('a question is asked once for all who show it, and again after a change where it is shown', async () => {
  const { ask, asked } = hub(told(1), told(2), told(3));
  const graph = new Graph(ask);
  expect(graph.read(QUESTION, { of: 'a' })).toEqual({ answer: null, isLoading: true });
  graph.read(QUESTION, { of: 'a' });
  graph.read(QUESTION, { of: 'b' });
  await graph.settle();
  expect(asked).toHaveLength(2);
  const stop = graph.watch(keyOf(QUESTION, { of: 'a' }), () => undefined);
  await graph.refresh();
  expect(asked).toHaveLength(3);
  expect(graph.read(QUESTION, { of: 'a' }).answer?.data).toEqual({ count: 3 });
  // What nobody shows is forgotten.
  expect(graph.read(QUESTION, { of: 'b' }).answer).toBeNull();
  stop();
});

test('what a server asked is there at once, and nothing is asked', () => {
  const { ask, asked } = hub();
  const graph = new Graph(ask, { [keyOf(QUESTION, { of: 'a' })]: told(7) });
  expect(graph.read(QUESTION, { of: 'a' })).toEqual({ answer: told(7), isLoading: false });
  expect(asked).toEqual([]);
});

test('a part that is away is told with the time since when, until an answer is whole again', async () => {
  const { ask } = hub(away, away, told(1));
  const graph = new Graph(ask);
  await graph.send(QUESTION, { of: 'a' });
  await Promise.resolve();
  const since = graph.missing.get('agreements');
  expect(since).toBeInstanceOf(Date);
  await graph.send(QUESTION, { of: 'a' });
  expect(graph.missing.get('agreements')).toBe(since);
  await graph.send(QUESTION, { of: 'a' });
  expect([...graph.missing]).toEqual([]);
});

test('a whole answer to one question does not hide that another lacks a part', async () => {
  const graph = new Graph(hub(away, told(1), told(2)).ask);
  graph.read(QUESTION, { of: 'a' });
  await graph.settle();
  graph.read(QUESTION, { of: 'b' });
  await graph.settle();
  expect([...graph.missing.keys()]).toEqual(['agreements']);
  graph.watch(keyOf(QUESTION, { of: 'a' }), () => undefined);
  await graph.refresh();
  expect([...graph.missing]).toEqual([]);
});

test('a sign-in that ended is told, and what is public is shown instead', async () => {
  const out: Answer<null> = {
    data: null,
    errors: [{ message: '', code: 'UNAUTHENTICATED', subgraph: null }],
  };
  const graph = new Graph(hub(out, told(1)).ask);
  graph.read(QUESTION, { of: 'a' });
  await graph.settle();
  expect(graph.isSignedOut).toBe(true);
  expect(graph.read(QUESTION, { of: 'a' }).answer?.data).toEqual({ count: 1 });
});

test.each([
  [null, 'UNREADABLE'],
  ['<html>', 'UNREADABLE'],
  [{ data: null }, 'UNREADABLE'],
  [{ errors: [{ message: 'Busy.', extensions: { code: 'OVERLOADED' } }] }, 'OVERLOADED'],
  [{ errors: [null] }, 'INTERNAL'],
])('an answer that is none becomes an error: %j', (body, code) => {
  expect(readAnswer(body).errors.map((error) => error.code)).toEqual([code]);
});

test('a refusal knows its field, whatever the mutation is called', () => {
  const data = {
    openPeriod: { userErrors: [{ code: 'BAD_USER_INPUT', message: 'Later.', path: ['input', 'dueOn'] }] },
  };
  expect(refusalsOf(data, [])).toEqual([{ code: 'BAD_USER_INPUT', message: 'Later.', field: 'dueOn' }]);
  expect(refusalsOf(null, [{ code: 'OFFLINE', message: '' }])).toEqual([
    { code: 'OFFLINE', message: '', field: null },
  ]);
});
