import { id, type Ledger, row } from './ledger.ts';

/** Two programmes. The city is party to everything; Kier to one agreement, one draft, and one of the other programme. */
export const [HERE, THERE] = [id('prog', 1), id('prog', 2)];
export const [CITY, KIER, HAVEN, FAR] = [1, 2, 3, 4].map((n) => id('org', n)) as [
  string,
  string,
  string,
  string,
];

/** Agreements by what they are; each has one of everything. */
export const AGREEMENTS = {
  kier: { number: 1, programme: HERE, with: 2 },
  kierDraft: { number: 2, programme: HERE, with: 2, status: 'DRAFT' },
  haven: { number: 3, programme: HERE, with: 3, parent: 1 },
  havenDraft: { number: 4, programme: HERE, with: 3, status: 'DRAFT' },
  far: { number: 5, programme: THERE, with: 4 },
  kierFar: { number: 6, programme: THERE, with: 2 },
} as const;
export type AgreementName = keyof typeof AGREEMENTS;

/** Nouns of the plan in both programmes. */
export const PLAN = {
  Programme: [HERE, THERE],
  PolicyDomain: [id('dom', 1), id('dom', 2)],
  Block: [id('block', 1), id('block', 2)],
  Action: [id('act', 1), id('act', 2)],
  Crosswalk: [id('term', 1), id('term', 2)],
} as const;

/** What belongs to one agreement: worth 10 euro planned, 3 paid, of which 1 under a line only. */
function contentsOf({ number, programme, ...about }: (typeof AGREEMENTS)[AgreementName]) {
  const place = programme === HERE ? 1 : 2;
  const own = { programme_id: programme, agreement_id: id('agr', number) };
  const rest = { ...own, code: `C${number}`, title: { nl: 'x' } };
  const source = { source_id: id('src', place), note: `remark ${number}` };
  const money = { amount_cents: 200, agreement_id: own.agreement_id, action_id: id('act', place), ...source };
  const [city, other] = [CITY, id('org', about.with)];
  return {
    agreement: row.agreement(programme, number, {
      ...source,
      status: 'status' in about ? about.status : 'IN_FORCE',
      parent_id: 'parent' in about ? id('agr', about.parent) : null,
    }),
    agreement_party: [
      { ...own, id: id('part', number * 2), organisation_id: city, role: 'COMMISSIONER' },
      { ...own, id: id('part', number * 2 + 1), organisation_id: other, role: 'CONTRACTOR' },
    ],
    agreement_task: { ...rest, id: id('task', number), is_optional: false },
    obligation: {
      ...rest,
      id: id('obl', number),
      kind: 'PLACES',
      due_value: 5,
      realised_value: 4,
      unit: 'places',
    },
    allocation: row.allocation(programme, number, number, place, 10_000),
    cost_share: {
      ...own,
      code: `C${number}`,
      id: id('share', number),
      bearer: { nl: 'x' },
      organisation_id: other,
      share_numerator: 1,
      share_denominator: 2,
    },
    budget_line: row.line(programme, number, {
      ...own,
      ...source,
      original_amount_cents: 1000,
      funder_id: city,
      source_budget: `grant ${place}`,
    }),
    transaction: [
      row.transaction(programme, number, { ...money, provider_id: city, receiver_id: other }),
      row.transaction(programme, number + 10, {
        ...source,
        amount_cents: 100,
        budget_line_id: id('line', number),
        receiver_id: other,
      }),
    ],
    scheduled_payment: {
      ...own,
      id: id('pay', number),
      code: `P${number}`,
      due_on: '2024-06-30',
      amount_cents: 100,
      currency: 'EUR',
      receiver_id: other,
      is_synthetic: false,
    },
  };
}

/** Fills a ledger with the two programmes. */
export async function fillCity(ledger: Ledger): Promise<void> {
  const listed = (programme: string, ...numbers: number[]) =>
    numbers.map((number) => ({
      programme_id: programme,
      table_name: 'organisation',
      row_id: id('org', number),
    }));
  await ledger.write({
    source: [1, 2].map((n) => ({
      id: id('src', n),
      programme_id: id('prog', n),
      key: 'S',
      citation: `source ${n}`,
    })),
    organisation: [1, 2, 3, 4, 5].map((n) =>
      row.organisation(n, { note: `remark on ${n}`, source_key: 'S' }),
    ),
    shared_listing: [...listed(HERE, 1, 2, 3), ...listed(THERE, 1, 4)],
    organisation_lineage: [
      lineage(1, HERE, KIER, HAVEN),
      lineage(2, THERE, CITY, FAR),
      lineage(3, THERE, KIER, CITY),
    ],
  });
  const tables: Record<string, object[]> = {};
  for (const agreement of Object.values(AGREEMENTS))
    for (const [table, rows] of Object.entries(contentsOf(agreement)))
      tables[table] = [...(tables[table] ?? []), ...[rows].flat()];
  await ledger.write(tables as Parameters<Ledger['write']>[0]);
  // A line of the programme itself, under no agreement.
  await ledger.write({
    budget_line: [row.line(HERE, 50, { original_amount_cents: 5000, domain_id: id('dom', 1) })],
  });
  for (const place of [1, 2])
    await ledger.learn(id('prog', place), {
      [id('act', place)]: {
        domainId: id('dom', place),
        blockId: id('block', place),
        status: 'RUNNING',
        goal: 'CAUSES',
        level: 'INDIVIDUAL',
        organisationIds: [KIER],
        crosswalkIds: [id('term', place)],
      },
    });
}

const lineage = (number: number, programme_id: string, predecessor_id: string, successor_id: string) => ({
  id: id('lin', number),
  programme_id,
  predecessor_id,
  successor_id,
  kind: 'RENAMED',
});
