import { describe, expect, test } from 'vitest';
import { moneyRoot, planRoot, subgraph } from '../testing/graph.ts';
import { codes, hub } from '../testing/hub.ts';
import type { SubgraphCall } from './index.ts';

const ACROSS = '{programme(slug:"x"){title parts{title budget(year:2025){amount}}}}';
const SECRET = 'connect ECONNREFUSED 10.1.2.3:5432 /srv/kapstok/money.js select * from money.budget';

/** Ways in which a subgraph can fail to answer; nothing of it may reach the caller but its name. */
const FAILURES: Record<string, SubgraphCall> = {
  rejects: () => Promise.reject(new Error(SECRET)),
  throws: () => {
    throw new Error(SECRET);
  },
  'rejects with a text': () => Promise.reject(SECRET),
  hangs: () => new Promise(() => {}),
  'answers null': async () => null as never,
  'answers nothing': async () => ({}),
  'answers another shape': async () => ({ data: { _entities: 'garbage' } }),
  'answers too few entities': async () => ({ data: { _entities: [] } }),
  'answers errors that are no list': async () => ({ errors: SECRET as never }),
};

describe('a subgraph that does not answer', () => {
  test.each(Object.entries(FAILURES))('leaves the rest of the answer: it %s', async (_name, money) => {
    const { ask, lines } = await hub({ money }, { deadlines: { subgraphMs: 50 } });
    const answer = await ask(ACROSS);
    expect(answer.status).toBe(200);
    expect(answer.json.data.programme).toMatchObject({
      title: 'Programme x',
      parts: [{ title: 'Programme xa', budget: null }, { budget: null }],
    });
    expect(answer.json.errors).toEqual([
      {
        message: 'money did not answer; the rest of the answer stands.',
        extensions: { code: 'SUBGRAPH_UNAVAILABLE', subgraph: 'money' },
      },
    ]);
    expect(answer.text).not.toMatch(/10\.1\.2\.3|srv|select|garbage|stack/);
    const [warning] = lines.filter(({ level }) => level === 40);
    expect(warning).toMatchObject({ subgraph: 'money', correlationId: answer.headers['x-request-id'] });
  });

  test('is given three seconds unless told otherwise, and told to stop', async () => {
    let stopped = 0;
    const money: SubgraphCall = (_request, _token, signal) =>
      new Promise(() => signal.addEventListener('abort', () => stopped++));
    const { ask } = await hub({ money });
    const began = performance.now();
    await ask(ACROSS);
    expect(performance.now() - began).toBeGreaterThan(2900);
    expect(performance.now() - began).toBeLessThan(3600);
    expect(stopped).toBe(1);
  });

  test('shares what is left of the time of the whole request', async () => {
    const hang: SubgraphCall = () => new Promise(() => {});
    const { ask } = await hub({ money: hang }, { deadlines: { requestMs: 100 } });
    const began = performance.now();
    expect(codes(await ask(ACROSS))).toEqual(['SUBGRAPH_UNAVAILABLE']);
    expect(performance.now() - began).toBeLessThan(1500);
  });

  test('in a change says that nobody knows whether it was made', async () => {
    const { ask } = await hub({ plan: () => Promise.reject(new Error(SECRET)) });
    const { json } = await ask('mutation{rename(input:{id:"1",title:"x"}){title}}');
    expect(json.errors[0].message).toContain('whether the change was made is not known');
    expect(json.data).toEqual({ rename: null });
  });

  test('in a change has more time than in a question, and so has what is read after it', async () => {
    const plan = subgraph('plan', planRoot);
    const slow: SubgraphCall = async (request, token, signal) => {
      if (request.query.startsWith('mutation')) await new Promise((resolve) => setTimeout(resolve, 300));
      return plan(request, token, signal);
    };
    const change = 'mutation{rename(input:{id:"1",title:"x"}){title budget(year:2025){amount}}}';
    const limits = { subgraphMs: 250, requestMs: 250 };
    const done = await hub({ plan: slow }, { deadlines: limits });
    expect((await done.ask(change)).json.errors).toBeUndefined();
    const late = await hub({ plan: slow }, { deadlines: { ...limits, changeMs: 100 } });
    const { json } = await late.ask(change);
    expect(json.errors[0].message).toContain('whether the change was made is not known');
  });

  test('does not hide, by many errors of another, that it is missing', async () => {
    const plan: SubgraphCall = async (request, token, signal) => {
      const answer = await subgraph('plan', planRoot)(request, token, signal);
      return { ...answer, errors: Array.from({ length: 30 }, () => refused) };
    };
    const refused = { message: 'not yours', extensions: { code: 'NOT_ALLOWED' } };
    const { ask } = await hub({ plan, money: () => Promise.reject(new Error(SECRET)) });
    const answer = await ask(ACROSS);
    expect(codes(answer).slice(0, 2).sort()).toEqual(['NOT_ALLOWED', 'SUBGRAPH_UNAVAILABLE']);
    expect(answer.json.errors[5].message).toBe('26 more errors are not shown.');
  });
});

/** A plan subgraph that answers its title with this error. */
function planWith(error: { message: string; extensions?: Record<string, unknown> }): SubgraphCall {
  return async () => ({ data: { programme: null }, errors: [{ ...error, path: ['programme'] }] });
}

describe('an error that a subgraph returns', () => {
  test.each(['BAD_USER_INPUT', 'NOT_FOUND', 'NOT_ALLOWED', 'CONFLICT', 'GRAPHQL_VALIDATION_FAILED'])(
    'keeps message, code and path: %s',
    async (code) => {
      const { ask } = await hub({
        plan: planWith({ message: 'said so', extensions: { code, sql: SECRET, stacktrace: ['x'] } }),
      });
      const { json } = await ask('{programme(slug:"x"){id}}');
      expect(json.errors).toEqual([
        { message: 'said so', path: ['programme'], extensions: { code, subgraph: 'plan' } },
      ]);
      expect(json.data).toEqual({ programme: null });
    },
  );

  test.each([undefined, 'SOMETHING', 'INTERNAL_SERVER_ERROR', 'UNAUTHENTICATED', 'PAYLOAD_TOO_LARGE'])(
    'is masked when its code is not meant for callers: %s',
    async (code) => {
      const { ask, lines } = await hub({
        plan: planWith({ message: SECRET, extensions: { ...(code && { code }) } }),
      });
      const answer = await ask('{programme(slug:"x"){id}}');
      const correlationId = answer.headers['x-request-id'];
      expect(answer.json.errors).toEqual([
        {
          message: `Something went wrong on our side. Quote ${correlationId} when you report it.`,
          path: ['programme'],
          extensions: { code: 'INTERNAL', correlationId },
        },
      ]);
      expect(answer.text).not.toContain('10.1.2.3');
      const [logged] = lines.filter(({ level }) => level === 50);
      expect(logged?.correlationId).toBe(correlationId);
      expect(JSON.stringify(logged)).toContain('10.1.2.3');
    },
  );

  test('is cut at 500 characters', async () => {
    const { ask } = await hub({
      plan: planWith({ message: 'x'.repeat(100_000), extensions: { code: 'NOT_FOUND' } }),
    });
    expect((await ask('{programme(slug:"x"){id}}')).json.errors[0].message).toHaveLength(500);
  });

  test('points into lists of entities', async () => {
    const money: SubgraphCall = async () => ({
      data: { _entities: [{ budget: { amount: '1.00' } }, { budget: null }] },
      errors: [{ message: 'no', path: ['_entities', 1, 'budget'], extensions: { code: 'NOT_ALLOWED' } }],
    });
    const { ask } = await hub({ money });
    expect((await ask(ACROSS)).json.errors[0].path).toEqual(['programme', 'parts', 1, 'budget']);
  });
});

describe('an answer that breaks the schema', () => {
  test('says so in errors and nowhere else', async () => {
    const money = subgraph('money', { ...moneyRoot });
    const broken: SubgraphCall = async (request, token, signal) => {
      const answer = await money(request, token, signal);
      const entities = (answer.data?.['_entities'] ?? []) as { budget: { amount: unknown } }[];
      for (const { budget } of entities.slice(0, 1)) budget.amount = null;
      return answer;
    };
    const { ask, lines } = await hub({ money: broken });
    const answer = await ask(ACROSS);
    expect(answer.json.data.programme.parts).toMatchObject([
      { budget: null },
      { budget: { amount: '100.00' } },
    ]);
    expect(answer.json.extensions).toBeUndefined();
    expect(answer.json.errors).toMatchObject([
      {
        path: ['programme', 'parts', 0, 'budget', 'amount'],
        extensions: { code: 'INTERNAL', correlationId: answer.headers['x-request-id'] },
      },
    ]);
    expect(lines.filter(({ level }) => level === 50)).toHaveLength(1);
  });
});
