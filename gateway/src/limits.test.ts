import { getIntrospectionQuery } from 'graphql';
import { beforeAll, describe, expect, test } from 'vitest';
import { answerOf, codes, type Hub, hub, openHub, post } from '../testing/hub.ts';

let shared: Hub;

beforeAll(async () => {
  shared = await openHub();
  return () => shared.close();
});

/** Nobody is woken or asked to look because somebody asked too much. */
function expectQuiet(): void {
  expect(shared.lines.filter(({ level }) => level >= 40)).toEqual([]);
}

const times = (count: number, make: (index: number) => string) =>
  Array.from({ length: count }, (_, i) => make(i)).join(' ');

/** Questions that are refused before anything runs: a name, the text, the code, and part of the sentence. */
const TOO_LARGE: readonly (readonly [string, string, string])[] = [
  ['10,000 aliases of __typename', `{${times(10_000, (i) => `a${i}:__typename`)}}`, '4000 tokens'],
  ['100 aliases of __typename', `{${times(100, (i) => `a${i}:__typename`)}}`, '60 aliases'],
  [
    '61 aliases through fragments',
    `{...f} fragment f on Query{${times(61, (i) => `a${i}:currency`)}}`,
    '60 aliases',
  ],
  ['300 levels', `{programme(slug:"x")${'{parent'.repeat(300)}{id}${'}'.repeat(301)}`, '24 levels'],
  [
    '25 levels through fragments',
    `{programme(slug:"x"){...a}} ${times(23, (i) => `fragment ${'a'.repeat(i + 1)} on Programme{parent{...${'a'.repeat(i + 2)}}}`)} fragment ${'a'.repeat(24)} on Programme{id}`,
    '24 levels',
  ],
  [
    'a value 40 levels deep',
    `{search(filter:${'{and:'.repeat(40)}{title:"x"}${'}'.repeat(40)}){id}}`,
    '32 levels',
  ],
  [
    '90 fragments that double',
    `{...f0}${times(89, (i) => `fragment f${i} on Query{...f${i + 1} ...f${i + 1}}`)}fragment f89 on Query{currency}`,
    'written out',
  ],
  ['2,000 times the same field', `{${'currency '.repeat(2000)}}`, 'repeats the same fields'],
  [
    '400 times the same field with arguments',
    `{${'programme(slug:"x"){id}'.repeat(400)}}`,
    'repeats the same fields',
  ],
  [
    'the same field in an unused fragment',
    `{currency} fragment f on Query{${'currency '.repeat(2000)}}`,
    'repeats the same fields',
  ],
  ['21 directives', `{currency ${'@skip(if:false)'.repeat(21)}}`, '20 directives'],
  [
    '30 directives on spreads of one fragment',
    `{${times(30, () => '...f @skip(if:false)')}} fragment f on Query{currency}`,
    '20 directives',
  ],
  ['30 directives on variables', `query(${times(30, (i) => `$v${i}:Int @a`)}){currency}`, '20 directives'],
  ['a name of 100 kB', `{${'x'.repeat(100_000)}}`, '200 characters'],
  ['an alias of 100 kB', `{${'x'.repeat(100_000)}:currency}`, '200 characters'],
  ['__schema twice', '{a:__schema{types{name}} b:__schema{types{name}}}', '__schema'],
  [
    'a million points',
    '{programmes(first:100){nodes{actions(first:100){nodes{programme{parts{parts{id}}}}}}}}',
    '100000 are allowed',
  ],
];

describe('a question that is too large', () => {
  test.each(TOO_LARGE)('is refused: %s', async (_name, query, sentence) => {
    const answer = await shared.ask(query);
    expect(answer.status).toBe(400);
    expect(codes(answer)).toEqual(['QUERY_TOO_LARGE']);
    expect(answer.json.errors[0].message).toContain(sentence);
    expect(answer.text.length).toBeLessThan(700);
    expectQuiet();
  });

  // How deep the parser gets before its stack ends depends on what V8 has optimised; that it ends well does not.
  test.each(['{a'.repeat(1900), `{search(a:${'['.repeat(3900)}`])(
    'is refused while it is read: %.6s',
    async (query) => {
      const answer = await shared.ask(query);
      expect(answer.status).toBe(400);
      expect(['QUERY_TOO_LARGE', 'GRAPHQL_PARSE_FAILED']).toContain(codes(answer)[0]);
      expectQuiet();
    },
  );

  test('is refused by what its variables say', async () => {
    const { ask } = shared;
    const query =
      'query($n:Int){programmes(first:$n){nodes{actions(first:$n){nodes{programme{parts{title}}}}}}}';
    expect((await ask(query, { n: 2 })).status).toBe(200);
    expect(codes(await ask(query, { n: 100 }))).toEqual(['QUERY_TOO_LARGE']);
  });

  test('pages without first count as pages of the usual size', async () => {
    const { ask } = await hub({}, { limits: { cost: 40 } });
    expect((await ask('{programmes(first:3){nodes{id}}}')).status).toBe(200);
    expect(codes(await ask('{programmes{nodes{id}}}'))).toEqual(['QUERY_TOO_LARGE']);
  });

  test('limits can be lowered', async () => {
    const { ask } = await hub({}, { limits: { depth: 1, tokens: 20 } });
    expect(codes(await ask('{programme(slug:"x"){id}}'))).toEqual(['QUERY_TOO_LARGE']);
    expect((await ask(`{${'currency '.repeat(30)}}`)).json.errors[0].message).toContain('20 tokens');
  });
});

const OUT_OF_RANGE: readonly [string, string, Record<string, unknown>?][] = [
  ['a literal', '{programmes(first:0){totalCount}}'],
  ['a variable', 'query($n:Int){programmes(first:$n){totalCount}}', { n: 101 }],
  ['the default of a variable', 'query($n:Int=-5){programmes(first:$n){totalCount}}'],
  ['an input', '{search(filter:{page:{first:1000}}){id}}'],
  [
    'an input in an input in a variable',
    'query($f:Filter){search(filter:$f){id}}',
    { f: { and: { page: { first: 1000 } } } },
  ],
  ['a fragment', '{programme(slug:"x"){...f}} fragment f on Programme{actions(first:101){totalCount}}'],
  ['a year', '{programme(slug:"x"){budget(year:99999){amount}}}'],
  ['a year in a change', 'mutation{rename(input:{id:"1",title:"x",year:0}){id}}'],
];

describe('first and year', () => {
  test.each(OUT_OF_RANGE)('are refused out of range in %s', async (_name, query, variables) => {
    const answer = await shared.ask(query, variables);
    expect(answer.status).toBe(400);
    expect(codes(answer)).toEqual(['BAD_USER_INPUT']);
    expect(answer.json.errors[0].message).toMatch(
      /(first|year): -?\d+\) is out of range; (first can be 1 to 100|year can be 1900 to 2200)\./,
    );
  });

  test('name the field where they stand', async () => {
    const { ask } = shared;
    const { json } = await ask('{search(filter:{page:{first:1000}}){id}}');
    expect(json.errors[0].message).toBe(
      'Query.search(filter.page.first: 1000) is out of range; first can be 1 to 100.',
    );
  });
});

const UNFIT: readonly [string, string, string, Record<string, unknown>?][] = [
  ['NUL in a variable', 'BAD_USER_INPUT', 'query($s:String){echo(text:$s)}', { s: 'a\0b' }],
  [
    'NUL deep in a variable',
    'BAD_USER_INPUT',
    'query($f:Filter){search(filter:$f){id}}',
    { f: { and: { title: '\0' } } },
  ],
  [
    'NUL in the name of a key',
    'BAD_USER_INPUT',
    'query($f:Filter){search(filter:$f){id}}',
    { f: { 'a\0': 1 } },
  ],
  ['NUL in a text', 'BAD_USER_INPUT', '{echo(text:"a\\u0000b")}'],
  ['a lone surrogate in a variable', 'BAD_USER_INPUT', 'query($s:String){echo(text:$s)}', { s: 'a\ud800b' }],
  ['a lone surrogate in a text', 'GRAPHQL_PARSE_FAILED', '{echo(text:"a\\ud800b")}'],
  [
    'a variable named as the gateway names its own',
    'BAD_USER_INPUT',
    'query($representations:String){echo(text:$representations)}',
    { representations: 'x' },
  ],
  [
    'a variable of the wrong type',
    'BAD_USER_INPUT',
    'query($n:Int){programmes(first:$n){totalCount}}',
    { n: 'x'.repeat(50_000) },
  ],
  ['a variable that is missing', 'BAD_USER_INPUT', 'query($s:Filter!){search(filter:$s){id}}'],
  [
    'null where the argument may not be null',
    'BAD_USER_INPUT',
    'query($s:String="x"){programme(slug:$s){id}}',
    { s: null },
  ],
  [
    'a fragment that contains itself',
    'GRAPHQL_VALIDATION_FAILED',
    '{programme(slug:"x"){...a}} fragment a on Programme{parent{...a}}',
  ],
  ['a text that is no GraphQL', 'GRAPHQL_PARSE_FAILED', '{programme(slug:'],
  ['a field that does not exist', 'GRAPHQL_VALIDATION_FAILED', '{programmme{id}}'],
  ['a subscription', 'GRAPHQL_VALIDATION_FAILED', 'subscription{currency}'],
  ['@defer', 'GRAPHQL_VALIDATION_FAILED', '{programme(slug:"x"){id ...@defer{title}}}'],
  ['two operations and no name', 'OPERATION_RESOLUTION_FAILURE', 'query a{currency} query b{currency}'],
  ['a fetch meant for subgraphs', 'GRAPHQL_VALIDATION_FAILED', '{_entities(representations:[]){__typename}}'],
  ['no question', 'BAD_REQUEST', ''],
];

describe('a question that does not fit', () => {
  test.each(UNFIT)('is refused: %s', async (_name, code, query, variables) => {
    const answer = await shared.ask(query, variables);
    expect({ status: answer.status, codes: codes(answer) }).toEqual({ status: 400, codes: [code] });
    expect(answer.text.length).toBeLessThan(1000);
    expectQuiet();
  });

  test('is refused: a variable nested 20,000 deep', async () => {
    const filter = `${'{"and":'.repeat(20_000)}null${'}'.repeat(20_000)}`;
    const query = 'query($f:Filter){search(filter:$f){id}}';
    const answer = answerOf(await post(shared, `{"query":"${query}","variables":{"f":${filter}}}`));
    expect({ status: answer.status, codes: codes(answer) }).toEqual({
      status: 400,
      codes: ['BAD_USER_INPUT'],
    });
    expectQuiet();
  });

  test('gets five errors and the count of the rest', async () => {
    const { ask } = shared;
    const { json } = await ask(`{${times(50, (i) => `currenc${i}`)}}`);
    expect(json.errors).toHaveLength(6);
    expect(json.errors[0].message).toContain('Did you mean "currency"?');
    expect(json.errors[5]).toMatchObject({ extensions: { code: 'GRAPHQL_VALIDATION_FAILED', more: 16 } });
  });
});

describe('a question that fits', () => {
  test('about the whole schema passes, also with all that graphql-js can ask', async () => {
    const { ask } = shared;
    const all = {
      schemaDescription: true,
      inputValueDeprecation: true,
      directiveIsRepeatable: true,
      specifiedByUrl: true,
      oneOf: true,
    };
    for (const options of [{}, all]) {
      const { status, json } = await ask(getIntrospectionQuery(options));
      expect(status).toBe(200);
      expect(json.errors).toBeUndefined();
      expect(json.data.__schema.types.length).toBeGreaterThan(10);
    }
  });

  test('passes again from memory, with other variables judged anew', async () => {
    const { ask } = shared;
    const query = 'query($n:Int){programmes(first:$n){totalCount}}';
    expect((await ask(query, { n: 1 })).json.data.programmes.totalCount).toBe(2);
    expect((await ask(query, { n: 1 })).status).toBe(200);
    expect(codes(await ask(query, { n: 0 }))).toEqual(['BAD_USER_INPUT']);
  });

  test('may use names that JavaScript knows', async () => {
    const { ask } = shared;
    expect((await ask('{__proto__:currency constructor:currency}')).text).toContain(
      '{"__proto__":"EUR","constructor":"EUR"}',
    );
  });

  test('may hold characters outside the basic plane', async () => {
    const { ask } = shared;
    expect((await ask('query($s:String){echo(text:$s)}', { s: 'één 👩‍👧 huis' })).json.data.echo).toBe(
      'één 👩‍👧 huis',
    );
  });
});
