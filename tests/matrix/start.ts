import { HUB_SETTINGS } from '@kapstok/kit';
import pg from 'pg';
import type { Root } from './paths.ts';

/** What the questions begin from. */
export interface Start {
  /** Ids of the own programme and of the other. */
  readonly programmes: readonly string[];
  /** The organisation for which the partner and the association speak. */
  readonly organisation: Named;
  /** One that is party to none of its agreements. */
  readonly another: Named;
  /** Objects by root field: of the organisation, of another one, not decided yet, of the other programme. */
  readonly objects: Readonly<Record<string, readonly Found[]>>;
  readonly slugs: readonly string[];
}

interface Named {
  readonly id: string;
  readonly code: string;
}

/** An object, and whether the own programme has it. */
interface Found {
  readonly id: string;
  readonly isOwn: boolean;
}

/** Finds objects of every kind and ownership, as the owner of the tables. */
export async function readStart(ownerUrl: string, own: string, other: string): Promise<Start> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    for (const [name, value] of Object.entries(HUB_SETTINGS))
      await client.query('select set_config($1, $2, false)', [name, value]);
    const { rows } = await client.query<{ id: string }>(
      'select id from actions.programme where slug = any ($1) order by slug <> $1[1]',
      [[own, other]],
    );
    const programmes = rows.map(({ id }) => id);
    const [organisation] = (await client.query<Named>(ORGANISATION, [programmes[0]])).rows;
    if (organisation === undefined) throw new Error(`no organisation of ${own} is party and takes part`);
    const [another] = (await client.query<Named>(ANOTHER, [programmes[0], organisation.id])).rows;
    if (another === undefined)
      throw new Error(`every organisation of ${own} has agreements with ${organisation.code}`);
    const objects: Record<string, readonly Found[]> = {};
    for (const [field, sql] of Object.entries(OBJECTS))
      objects[field] = (await client.query<Found>(sql, [...programmes, organisation.id])).rows;
    return { programmes, organisation, another, objects, slugs: [own, other] };
  } finally {
    await client.end();
  }
}

/** The one with most agreements among those that also take part in a tested action. */
const ORGANISATION = `
  select o.id, o.code from agreements.organisation o
  join agreements.agreement_party p on p.organisation_id = o.id and p.programme_id = $1
  where exists (select from actions.participation a join reviews.poverty_test t on t.action_id = a.action_id
    where a.organisation_id = o.id and a.programme_id = $1)
  group by o.id order by count(*) desc, o.id limit 1`;

/** One that is party to agreements, but to none with the first. */
const ANOTHER = `
  select o.id, o.code from agreements.organisation o
  join agreements.agreement_party p on p.organisation_id = o.id and p.programme_id = $1
  where not exists (select from agreements.agreement_party x join agreements.agreement_party y using (agreement_id)
    where x.organisation_id = o.id and y.organisation_id = $2)
  order by o.id limit 1`;

const TAKES_PART = `exists (select from actions.participation p where p.action_id = a.id and p.organisation_id = $3)`;
const IS_PARTY = `exists (select from agreements.agreement_party p where p.agreement_id = a.id and p.organisation_id = $3)`;
const IS_TESTED = `exists (select from actions.participation p where p.action_id = a.action_id and p.organisation_id = $3)`;
const IS_DECIDED = `a.stage in ('SCREENED_OUT', 'DECIDED', 'FOLLOW_UP', 'CLOSED')`;

/** One of each combination. */
const oneOfEach = (table: string, ...conditions: readonly string[]): string =>
  `select distinct on (programme_id, ${conditions.join(', ')}) a.id, programme_id = $1 as "isOwn" from ${table} a
   where programme_id in ($1, $2) and $3::uuid is not null
   order by programme_id, ${conditions.join(', ')}, a.id`;

const OBJECTS: Readonly<Record<string, string>> = {
  action: oneOfEach('actions.action', TAKES_PART),
  agreement: oneOfEach('agreements.agreement', IS_PARTY, `a.status = 'DRAFT'`),
  povertyTest: oneOfEach('reviews.poverty_test', IS_TESTED, IS_DECIDED),
  indicator: `select distinct on (programme_id) id, programme_id = $1 as "isOwn" from indicators.indicator
    where programme_id in ($1, $2) and $3::uuid is not null order by programme_id, id`,
  organisation: `select id, true as "isOwn" from agreements.organisation where $1::uuid <> $2 and id = $3
    union (select organisation_id, false from agreements.agreement_party where organisation_id <> $3 limit 1)`,
};

const IS_SOAK = process.env['KAPSTOK_SOAK'] === '1';
/** Composite fields on a path, its root field among them; the rows of a page are no hop of their own. */
const HOPS = 3;
/** What stands on deeper paths by other roots too is asked less deeply, but in the soak. */
const FEWER_HOPS = IS_SOAK ? HOPS : HOPS - 1;

/** The root fields, with the objects to begin from: of the own programme, of the other one, and in lists. */
export function rootsOf({ objects, slugs }: Start): Root[] {
  const byId = Object.entries(objects).flatMap(([field, all]) =>
    all.map(({ id, isOwn }) => ({ field, call: `${field}(id: "${id}")`, hops: isOwn ? HOPS : FEWER_HOPS })),
  );
  const lists = ['programmes', 'organisations', 'testTemplates', 'accounts'].map((field) => ({
    field,
    call: `${field}(first: 4)`,
    hops: /^(programmes|organisations)$/.test(field) ? FEWER_HOPS : HOPS,
  }));
  return [
    ...slugs.map((slug) => ({ field: 'programme', call: `programme(slug: "${slug}")`, hops: HOPS })),
    ...byId,
    ...lists,
    { field: 'place', call: 'place(nisCode: "34022")', hops: HOPS },
  ];
}
