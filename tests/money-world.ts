import { type Queryable, withOwner } from '@kapstok/kit';
import { type AccessWorld, directorOf, openAccessWorld, type Payload } from './access-world.ts';
import type { Persona } from './tokens.ts';

/** The programme in which the tests of money make their changes. */
export const SLUG = 'voorbeeldstad';
export const BOSS = directorOf(SLUG);

/** A hub with an agreement in draft, and short ways to change money in it. */
export interface MoneyWorld extends AccessWorld {
  readonly programme: string;
  /** Ids of actions that run, in the order of their codes. */
  readonly actions: readonly { readonly id: string; readonly domain: { readonly id: string } }[];
  readonly organisations: readonly { readonly id: string; readonly code: string }[];
  /** Changes something as the director; throws when it is refused. */
  must(mutation: string, input: Record<string, unknown>, show: string): Promise<Payload>;
  /** The codes and messages of a refusal. */
  refused(
    persona: Persona | null,
    mutation: string,
    input: Record<string, unknown>,
  ): Promise<{ code: string; message: string }[]>;
  /** An agreement that is in force between the first two organisations. */
  agreement(more?: Record<string, unknown>): Promise<{ id: string; version: number; number: string }>;
  /** Rows of the copy of the divided money, and sums of it that are kept, that are not what the rule says; none when all is well. */
  strays(): Promise<unknown[]>;
}

/** Where the sums that are kept are not those of the entries. */
async function wrongSums(owner: Queryable): Promise<unknown[]> {
  const sums = `
    select parent_id, programme_id, coalesce(year, 0), measure, currency, coalesce(certainty, ''), is_in_kind,
      is_synthetic, coalesce(reason, ''), count(*), count(*) filter (where counts),
      count(*) filter (where counts and cents is null), count(cents), coalesce(sum(cents), 0)
    from (
      select programme_id as parent_id, part = 1 as counts, * from money_entry
      union all select domain_id, is_first_in_domain, * from money_entry where domain_id is not null
      union all select block_id, is_first_in_block, * from money_entry where block_id is not null) entry
    group by 1, 2, 3, 4, 5, 6, 7, 8, 9`;
  const { rows } = await owner.query(
    `(${sums} except table money_sum) union all (table money_sum except ${sums})`,
  );
  return rows;
}

export async function openMoneyWorld(): Promise<MoneyWorld> {
  const world = await openAccessWorld();
  const { data } = await world.ask(
    `{ programme(slug: "${SLUG}") { id actions(first: 30, filter: { statuses: [RUNNING] }) { nodes { id domain { id } } } }
       organisations(first: 20) { nodes { id code } } }`,
  );
  const listed = await world.ask(
    'query ($id: ID!) { organisations(first: 20, filter: { programme: $id }) { nodes { id code } } }',
    { id: data.programme.id },
  );
  const programme: string = data.programme.id;
  const organisations = listed.data.organisations.nodes;
  const must: MoneyWorld['must'] = async (mutation, input, show) => {
    const payload = await world.change(BOSS, mutation, input, show);
    if (payload.userErrors.length > 0) throw new Error(JSON.stringify(payload.userErrors));
    return payload;
  };
  return {
    ...world,
    programme,
    actions: data.programme.actions.nodes,
    organisations,
    must,
    refused: async (persona, mutation, input) => (await world.change(persona, mutation, input)).userErrors,
    async agreement(more = {}) {
      const input = { programmeId: programme, title: 'Samen', kind: 'CONTRACT', ...more };
      const { agreement } = await must('createAgreement', input, 'agreement { id }');
      const parties = [
        { organisationId: organisations[0].id, role: 'COMMISSIONER' },
        { organisationId: organisations[1].id, role: 'CONTRACTOR' },
      ];
      await must('setParties', { agreementId: agreement.id, parties }, '');
      const signed = await must(
        'signAgreement',
        { agreementId: agreement.id },
        'agreement { id version number }',
      );
      return signed.agreement;
    },
    strays: () =>
      withOwner(world.identity.ownerUrl, async (owner) => {
        await owner.query('set search_path to agreements');
        const columns =
          'row_id, part, programme_id, action_id, domain_id, block_id, measure, year, cents, currency';
        const { rows } = await owner.query(
          `(select ${columns} from money_split except select ${columns} from money_entry)
           union all (select ${columns} from money_entry except select ${columns} from money_split)`,
        );
        return [...rows, ...(await wrongSums(owner))];
      }),
  };
}
