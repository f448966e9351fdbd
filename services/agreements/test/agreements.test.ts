import { afterAll, beforeAll, expect, test } from 'vitest';
import { id, type Ledger, openLedger, row } from './testing/ledger.ts';

const [past, now] = [id('prog', 1), id('prog', 2)];
const party = (number: number, agreement: number, organisation: number, role: string) => ({
  id: id('part', number),
  programme_id: now,
  agreement_id: id('agr', agreement),
  organisation_id: id('org', organisation),
  role,
});
const payment = (number: number, agreement: number, due_on: string, paid_on: string | null = null) => ({
  id: id('pay', number),
  programme_id: now,
  code: `P${number}`,
  agreement_id: id('agr', agreement),
  due_on,
  amount_cents: 100,
  currency: 'EUR',
  receiver_id: id('org', 2),
  paid_on,
  is_synthetic: false,
});
const many = Array.from({ length: 60 }, (_, i) => i + 10);

let ledger: Ledger;
beforeAll(async () => {
  ledger = await openLedger();
  await ledger.write({
    organisation: [row.organisation(1, { name: 'City' }), row.organisation(2, { name: 'de Kier' })],
    shared_listing: [{ programme_id: now, table_name: 'organisation', row_id: id('org', 2) }],
    agreement: [
      row.agreement(past, 1, { status: 'ENDED', ends_on: '2019-12-31' }),
      row.agreement(now, 2, { ends_on: '2025-03-31' }),
      row.agreement(now, 3, { status: 'DRAFT', ends_on: '2025-04-01', parent_id: id('agr', 2) }),
      ...many.map((number) => row.agreement(now, number)),
    ],
    agreement_party: [
      party(1, 2, 1, 'COMMISSIONER'),
      party(2, 2, 2, 'CONTRACTOR'),
      party(3, 2, 2, 'FUNDER'),
      party(4, 3, 2, 'COMMISSIONER'),
      ...many.map((number) => party(number, number, 1, 'COMMISSIONER')),
    ],
    allocation: [row.allocation(past, 1, 1, 1, 10_000), row.allocation(now, 2, 2, 2, 10_000)],
    scheduled_payment: [
      payment(1, 2, '2024-06-30'),
      payment(2, 2, '2024-01-31', '2024-02-02'),
      payment(3, 3, '2024-03-31'),
    ],
  });
  await ledger.learn(now, { [id('act', 2)]: { domainId: id('dom', 2), blockId: null, status: 'RUNNING' } });
});
afterAll(() => ledger.close());

const numbers = (connection: { nodes: { number: string }[] }) => connection.nodes.map(({ number }) => number);

test('what you may not read is null, the same as what does not exist', async () => {
  const question = 'query ($id: ID!) { agreement(id: $id) { number } }';
  const own = await ledger.ask(question, { id: id('agr', 2) }, [now]);
  const others = await ledger.ask(question, { id: id('agr', 1) }, [now]);
  const nobodys = await ledger.ask(question, { id: id('agr', 9999) }, [now]);
  const noId = await ledger.ask(question, { id: "'; drop table agreement" }, [now]);
  expect(own.data).toEqual({ agreement: { number: 'G002' } });
  for (const answer of [others, nobodys, noId]) expect(answer).toEqual({ data: { agreement: null } });
});

test('a list of a programme that may not be read is null', async () => {
  const ofPast = await ledger.askOf('Programme', [past], 'agreements { totalCount nodes { number } }', [now]);
  expect(ofPast).toEqual([{ agreements: null }]);
});

test('the filter of agreements takes status, party, role and last day, and all of them must hold', async () => {
  const list = async (filter: string) => {
    const [programme] = await ledger.askOf(
      'Programme',
      [now],
      `agreements(filter: { ${filter} }) { nodes { number } }`,
    );
    return numbers(programme.agreements);
  };
  expect(await list('statuses: DRAFT')).toEqual(['G003']);
  expect(await list(`organisation: "${id('org', 2)}"`)).toEqual(['G002', 'G003']);
  expect(await list(`organisation: "${id('org', 2)}", roles: COMMISSIONER`)).toEqual(['G003']);
  expect(await list('endsBefore: "2025-04-01"')).toEqual(['G002']);
  expect(await list('endsFrom: "2025-04-01"')).toEqual(['G003']);
  expect(await list('statuses: [DRAFT, SIGNED], endsBefore: "2025-04-01"')).toEqual([]);
  expect(await list('organisation: "no id"')).toEqual([]);
});

test('an agreement stands once in the list of a party with two roles', async () => {
  const { data } = await ledger.ask(
    `{ organisation(id: "${id('org', 2)}") { agreements { totalCount nodes { number } } } }`,
  );
  expect(data.organisation.agreements).toEqual({
    totalCount: 2,
    nodes: [{ number: 'G002' }, { number: 'G003' }],
  });
});

test('pages follow each other without gap or repetition', async () => {
  const seen: string[] = [];
  let after: string | null = null;
  do {
    const page: string = `agreements(first: 25${after === null ? '' : `, after: "${after}"`})
      { nodes { number } pageInfo { hasNextPage endCursor } }`;
    const [programme] = await ledger.askOf('Programme', [now], page);
    seen.push(...numbers(programme.agreements));
    after = programme.agreements.pageInfo.hasNextPage ? programme.agreements.pageInfo.endCursor : null;
  } while (after !== null);
  expect(seen).toEqual([...new Set(seen)].sort());
  expect(seen).toHaveLength(62);
});

test('a page of 50 costs as many statements as a page of 2', async () => {
  const page = (first: number) => () =>
    ledger.askOf(
      'Programme',
      [now],
      `agreements(first: ${first}) { nodes { number parties { organisation { name } } tasks { code } parts { number }
        parent { number } obligations { code } allocations { action { id } } costSharing { code } source { key }
        budgetLines { nodes { code } } transactions { nodes { code } } payments { nodes { code receiver { name } } }
        budget { planned { amount } byYear { year } doubleFunding { sourceBudget } } } }`,
    );
  expect(await ledger.count(page(50))).toBe(await ledger.count(page(2)));
});

test('payments stand by the day on which they are due, and can be restricted to days and to unpaid ones', async () => {
  const { data } = await ledger.ask(`{ organisation(id: "${id('org', 2)}") {
    all: payments { nodes { code isPaid isOverdue } }
    open: payments(due: { from: "2024-03-31", until: "2024-06-29" }, isPaid: false) { nodes { code } } } }`);
  expect(data.organisation).toEqual({
    all: {
      nodes: [
        { code: 'P2', isPaid: true, isOverdue: false },
        { code: 'P3', isPaid: false, isOverdue: true },
        { code: 'P1', isPaid: false, isOverdue: true },
      ],
    },
    open: { nodes: [{ code: 'P3' }] },
  });
});

test('organisations can be searched by name and by programme, by those who read a plan that lists them', async () => {
  const { data } = await ledger.ask(
    `{ all: organisations { nodes { name } } named: organisations(filter: { name: "KIER" }) { nodes { name } }
      listed: organisations(filter: { programme: "${now}" }) { totalCount } }`,
    {},
    [now],
  );
  const kier = { nodes: [{ name: 'de Kier' }] };
  expect(data).toEqual({ all: kier, named: kier, listed: { totalCount: 1 } });
  const none = await ledger.ask('{ organisations { totalCount } }', {}, [past]);
  expect(none.data).toEqual({ organisations: { totalCount: 0 } });
});

test('a list or year outside its bounds is refused, also through variables', async () => {
  const list = 'query ($first: Int) { organisations(first: $first) { totalCount } }';
  const tooMany = await ledger.ask(list, { first: 101 });
  expect(tooMany.errors[0].extensions.code).toBe('BAD_USER_INPUT');
  const budget = 'query ($id: ID!, $year: Int) { agreement(id: $id) { budget(year: $year) { lineCount } } }';
  const tooLate = await ledger.ask(budget, { id: id('agr', 2), year: 2201 });
  expect(tooLate.errors[0]).toMatchObject({
    message: 'year is 2201; it must be 1900 to 2200.',
    extensions: { code: 'BAD_USER_INPUT' },
  });
});
