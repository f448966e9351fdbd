import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ADVISED, addProgramme, entities, of, openReviews } from './testing/reviews-alone.ts';

let service: Awaited<ReturnType<typeof openReviews>>;
let programme: Awaited<ReturnType<typeof addProgramme>>;
const action_id = randomUUID();
const owner_id = randomUUID();
const ids: string[] = [];

beforeAll(async () => {
  service = await openReviews();
  programme = await addProgramme(service);
  for (const day of ['01', '02', '03', '04', '05']) {
    const advice = { ...ADVISED, advice: 'PROCEED_WITH_ADJUSTMENTS' };
    const id = await programme.addTest({ action_id, ...advice, requested_on: `2026-02-${day}` });
    ids.unshift(id);
    await programme.addTo('quickscan_effect', id, {
      area: 'MOBILITY',
      effect: null,
      note: { nl: 'Niet geweten.' },
    });
    await programme.addTo('quickscan_effect', id, { area: 'EMPLOYMENT', effect: 0 });
    await programme.addTo('test_answer', id, { question_code: 'q1.2', answer: 'Tweede.' });
    await programme.addTo('test_answer', id, { question_code: 'q1.1', answer: 'Eerste.' });
    const role = { nl: 'Ervaringsdeskundigen', en: 'Experts by experience' };
    const heard = {
      kind: 'EXPERIENCE',
      through: 'INTERMEDIARY',
      organisation_id: owner_id,
      role,
      head_count: 9,
    };
    await programme.addTo('knowledge_contribution', id, heard);
    await programme.addTo('stage_quality', id, { stage: 'ADVICE', score: 3 });
    const text = { nl: 'Doe dit.' };
    await programme.addTo('recommendation', id, { text, status: 'DONE', done_on: '2026-05-01', owner_id });
    await programme.addTo('recommendation', id, { text, status: 'OPEN', due_on: `2026-07-${day}`, owner_id });
  }
});
afterAll(() => service.close());

const ALL = `code title titleLanguage template { code sections { questions { code section { code } } } }
  quickscan { area effect note } needsFullTest answers { nodes { questionCode answer question { text } } }
  contributions { kind through organisation { id } role headCount absenceReason } quality { stage score }
  recommendations { totalCount nodes { status isOpen owner { id } test { code } } } isValid isOverdue
  action { id } agreement { id } programme { id }`;

test('a test tells all that belongs to it', async () => {
  const { data, errors } = await service.ask(`query ($id: ID!) { povertyTest(id: $id) { ${ALL} } }`, {
    id: ids[0],
  });
  expect(errors).toEqual([]);
  expect(data.povertyTest).toMatchObject({
    title: 'Toets',
    titleLanguage: 'nl',
    quickscan: [
      { area: 'EMPLOYMENT', effect: 0, note: null },
      { area: 'MOBILITY', effect: null, note: 'Niet geweten.' },
    ],
    needsFullTest: true,
    answers: {
      nodes: [
        { questionCode: 'q1.1', answer: 'Eerste.', question: { text: 'Vraag 1' } },
        { questionCode: 'q1.2', answer: 'Tweede.', question: { text: 'Vraag 2' } },
      ],
    },
    contributions: [{ organisation: { id: owner_id }, role: 'Experts by experience', headCount: 9 }],
    quality: [{ stage: 'ADVICE', score: 3 }],
    recommendations: { totalCount: 2, nodes: [{ isOpen: true }, { isOpen: false }] },
    action: { id: action_id },
    agreement: null,
    programme: { id: programme.programme_id },
  });
});

test('five tests take as many statements as one', async () => {
  const counts = [];
  for (const some of [ids.slice(0, 1), ids])
    counts.push((await service.ask(entities('PovertyTest', ALL), of('PovertyTest', some))).statements.length);
  expect(counts[1]).toBe(counts[0]);
});

test('lists run from the latest request, page by page', async () => {
  const query = `query ($of: [_Any!]!, $after: String) { _entities(representations: $of) { ... on Action {
    povertyTests(first: 2, after: $after) { totalCount nodes { id } pageInfo { endCursor hasNextPage } } } } }`;
  const seen: string[] = [];
  let after: string | null = null;
  do {
    const { data } = await service.ask(query, { ...of('Action', [action_id]), after });
    const page = data._entities[0].povertyTests;
    expect(page.totalCount).toBe(5);
    seen.push(...page.nodes.map(({ id }: { id: string }) => id));
    after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
  } while (after !== null);
  expect(seen).toEqual(ids);
});

test('filters narrow a list, its count included', async () => {
  const count = async (filter: string) => {
    const fields = `povertyTests(filter: ${filter}) { totalCount }`;
    const { data } = await service.ask(
      entities('Programme', fields),
      of('Programme', [programme.programme_id]),
    );
    return data._entities[0].povertyTests.totalCount;
  };
  expect(await count('{ stage: ADVICE, advice: [PROCEED_WITH_ADJUSTMENTS], isOverdue: false }')).toBe(5);
  expect(await count('{ stage: [DRAFT, CLOSED] }')).toBe(0);
  expect(await count('{ isOverdue: true }')).toBe(0);
});

test('an organisation sees what waits for it first, by due day', async () => {
  const fields = 'recommendations(first: 6) { totalCount nodes { isOpen dueOn } }';
  const { data } = await service.ask(entities('Organisation', fields), of('Organisation', [owner_id]));
  const { totalCount, nodes } = data._entities[0].recommendations;
  expect(totalCount).toBe(10);
  const days = ['2026-07-01', '2026-07-02', '2026-07-03', '2026-07-04', '2026-07-05', null];
  expect(nodes.map(({ dueOn }: { dueOn: string }) => dueOn)).toEqual(days);
});

test('a test that may not be read is null, as one that does not exist; so is what is no id', async () => {
  const query = 'query ($id: ID!) { povertyTest(id: $id) { code } }';
  const answers = [
    await service.ask(query, { id: ids[0] }, [randomUUID()]),
    await service.ask(query, { id: randomUUID() }),
    await service.ask(query, { id: 'no-id' }),
  ];
  for (const { data, errors } of answers) expect([data, errors]).toEqual([{ povertyTest: null }, []]);
});

test('the source of a template is told to those who may read a programme that lists it', async () => {
  const template = await service.add('test_template', {
    code: 'with',
    version: 2,
    title: { nl: 'T' },
    source_key: 'A2',
  });
  await service.add('test_template', { code: 'with', version: 10, title: { nl: 'T' }, source_key: 'A2' });
  const { programme_id } = programme;
  await service.add('source', { programme_id, key: 'A2', citation: 'Circular' });
  await service.asImport((db) =>
    db.query(`insert into shared_listing values ($1, 'test_template', $2)`, [programme_id, template]),
  );
  const query = '{ testTemplates(code: "with") { nodes { version source { citation } } } }';
  const versions = (source: object | null) => ({
    testTemplates: {
      nodes: [
        { version: 10, source: null },
        { version: 2, source },
      ],
    },
  });
  expect((await service.ask(query)).data).toEqual(versions({ citation: 'Circular' }));
  expect((await service.ask(query, {}, [randomUUID()])).data).toEqual(versions(null));
});
