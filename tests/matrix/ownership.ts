import { HUB_SETTINGS } from '@kapstok/kit';
import pg from 'pg';

/** Whose an object is: `DRAFT` is the content of what is not decided yet in the programme itself. */
export const CLASSES = ['OWN', 'DRAFT', 'SAME', 'OTHER', 'SHARED'] as const;
/**
 * What an object is to a persona. OWN: of its programme and, for who speaks for an organisation, of that organisation.
 * DRAFT: the same, not decided yet. SAME: of its programme, of another organisation. OTHER: of another programme.
 * SHARED: of no programme.
 */
export type Class = (typeof CLASSES)[number];

export interface Owner {
  readonly programme: string | null;
  /** The organisations whose it is; empty: nobody's in particular. */
  readonly organisations: readonly string[];
  readonly isDraft: boolean;
}

/** Objects by id, read by the owner of the tables: what the hub itself thinks of them plays no part. */
export async function readOwners(ownerUrl: string): Promise<Map<string, Owner>> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    for (const [name, value] of Object.entries(HUB_SETTINGS))
      await client.query('select set_config($1, $2, false)', [name, value]);
    const owners = new Map<string, Owner>();
    for (const table of await tablesOf(client)) {
      const { rows } = await client.query<Owner & { id: string }>(ownersIn(table));
      // What is of no one programme, such as a role held in every one, is nobody's.
      for (const { id, ...owner } of rows) if (owner.programme !== null) owners.set(id, owner);
    }
    return owners;
  } finally {
    await client.end();
  }
}

interface Table {
  readonly name: string;
  readonly columns: readonly string[];
}

/** Every table whose rows have an id and are of one programme, as the catalogue knows them. */
async function tablesOf(client: pg.Client): Promise<Table[]> {
  const { rows } = await client.query<Table>(
    `select format('%I.%I', table_schema, table_name) as name, array_agg(column_name::text) as columns
     from information_schema.columns
     where table_schema in ('actions', 'agreements', 'reviews', 'indicators', 'access')
     group by table_schema, table_name
     having array_agg(column_name::text) @> '{id,programme_id}' or (table_schema, table_name) = ('actions', 'programme')`,
  );
  return rows;
}

const DECIDED = `('SCREENED_OUT', 'DECIDED', 'FOLLOW_UP', 'CLOSED')`;
const PARTIES = `array(select organisation_id from agreements.agreement_party p where p.agreement_id = a.id)`;
const TAKING_PART = `array(select organisation_id from actions.participation p where p.action_id = a.id)`;
/** Who takes part in the tested action, and whose a recommendation of the test is to carry out. */
const TESTED = `array(select organisation_id from actions.participation p where p.action_id = a.action_id
  union select owner_id from reviews.recommendation o where o.test_id = a.id and owner_id is not null)`;

/** Money of a draft is told with the other money: a sum would differ from its parts otherwise. */
const MONEY = ['agreements.budget_line', 'agreements.transaction', 'agreements.scheduled_payment'];

/** What somebody said or was told for one organisation: the others that take part have nothing to do with it. */
const SAID_FOR = [
  'actions.progress_update',
  'actions.initiative',
  'actions.period_exception',
  'actions.reminder',
  'agreements.expense_claim',
];

function ownersIn({ name, columns }: Table): string {
  const of = (organisations: string, isDraft = 'false', from = '') =>
    `select r.id, r.${name === 'actions.programme' ? 'id' : 'programme_id'} as programme,
       coalesce(${organisations}, '{}') as organisations, coalesce(${isDraft}, false) as "isDraft"
     from ${name} r ${from}`;
  const [schema] = name.split('.');
  if (SAID_FOR.includes(name))
    return of('array[r.organisation_id]', name === 'actions.progress_update' ? `r.state = 'DRAFT'` : 'false');
  if (name === 'agreements.agreement')
    return of(PARTIES, `a.status = 'DRAFT'`, 'join agreements.agreement a using (id)');
  if (name === 'actions.action') return of(TAKING_PART, 'false', 'join actions.action a using (id)');
  if (name === 'reviews.poverty_test')
    return of(TESTED, `a.stage not in ${DECIDED}`, 'join reviews.poverty_test a using (id)');
  if (schema === 'agreements' && columns.includes('agreement_id'))
    return of(
      PARTIES,
      MONEY.includes(name) ? 'false' : `a.status = 'DRAFT'`,
      'left join agreements.agreement a on a.id = r.agreement_id',
    );
  if (schema === 'reviews' && columns.includes('test_id')) {
    return of(TESTED, `a.stage not in ${DECIDED}`, 'left join reviews.poverty_test a on a.id = r.test_id');
  }
  if (schema === 'actions' && columns.includes('action_id'))
    return of(TAKING_PART, 'false', 'left join actions.action a on a.id = r.action_id');
  return of(`'{}'::uuid[]`);
}
