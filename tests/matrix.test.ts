import { HUB_SETTINGS } from '@kapstok/kit';
import { ROLE, type Role, wordsOf } from '@kapstok/schema';
import { buildSchema, getNamedType, isLeafType, isObjectType } from 'graphql';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readCommitted } from './committed-schema.ts';
import { openTestHub, type TestHub } from './hub.ts';
import { type Expectations, readExpectations, writeExpectations } from './matrix/expectations.ts';
import { type Cell, compare, type Persona, type Told, toldBy } from './matrix/observe.ts';
import { type Class, type Owner, readOwners } from './matrix/ownership.ts';
import { countPaths, questionsFrom, type Root } from './matrix/paths.ts';
import { readStart, rootsOf, type Start } from './matrix/start.ts';

/** The programme in which the personas hold their roles, and one in which they hold none. */
const OWN = 'voorbeeldstad';
const OTHER = 'kortrijk-2020';
/** Writes the table anew from what is told, for somebody to read line by line; nothing is compared then. */
const isWriting = process.env['KAPSTOK_WRITE_MATRIX'] === '1';
const ROLES: readonly Role[] = wordsOf(ROLE);
const schema = buildSchema(readCommitted('api.graphql'));

/** Fields that no shipped programme fills: told to nobody here. */
const UNFILLED: ReadonlySet<string> = new Set([]);

type Table = ReadonlyMap<string, ReadonlyMap<Class, Cell>>;

/** Nothing is published; and the same city with OWN published, for the public. */
let hub: TestHub;
let published: TestHub;
let questions: string[];
let everything: Told;
let owners: Map<string, Owner>;
let start: Start;
let roots: Root[];
const tables = new Map<Role, Table>();

beforeAll(async () => {
  [hub, published] = await Promise.all([openTestHub('shipped'), openTestHub('shipped')]);
  await publishOnly(hub, []);
  await publishOnly(published, [OWN]);
  owners = await readOwners(hub.identity.ownerUrl);
  start = await readStart(hub.identity.ownerUrl, OWN, OTHER);
  roots = rootsOf(start);
  questions = questionsFrom(schema, roots);
  everything = await ask((text) => hub.ask(text));
  for (const role of ROLES) tables.set(role, await tableOf(role));
}, 1500_000);
afterAll(() => Promise.all([hub?.close(), published?.close()]));

async function publishOnly({ identity }: TestHub, slugs: readonly string[]): Promise<void> {
  const client = new pg.Client({ connectionString: identity.ownerUrl });
  await client.connect();
  for (const [name, value] of Object.entries(HUB_SETTINGS))
    await client.query('select set_config($1, $2, false)', [name, value]);
  await client.query(
    `delete from access.publication where programme_id not in (select id from actions.programme where slug = any ($1))`,
    [slugs],
  );
  await client.end();
}

/** The questions of a persona, answered; who asks does not show in them. */
async function ask(
  send: (text: string) => Promise<{ data: unknown; status: number; text: string }>,
): Promise<Told> {
  const answers: unknown[] = [];
  for (const text of questions) {
    const answer = await send(text);
    if (answer.status !== 200)
      throw new Error(`${answer.status} ${answer.text.slice(0, 300)} for ${text.slice(0, 300)}`);
    answers.push(answer.data);
  }
  return toldBy(schema, answers);
}

async function tableOf(role: Role): Promise<Table> {
  const speaks = role === 'PARTNER' || role === 'ASSOCIATION';
  const isEverywhere = role === 'ADMINISTRATOR';
  const token = {
    role,
    ...(isEverywhere ? {} : { programme: OWN }),
    ...(speaks ? { organisation: start.organisation.code } : {}),
  };
  const persona: Persona = {
    name: role,
    programmes: isEverywhere ? start.programmes : start.programmes.slice(0, 1),
    organisation: speaks ? start.organisation.id : null,
  };
  const told = await ask((text) =>
    role === 'PUBLIC' ? published.askAs(null, text) : hub.askAs(token, text),
  );
  process.stderr.write(`${role} ${told.size} of ${everything.size} at ${Math.round(performance.now() / 1000)} s, ${questions.length} questions\n`);
  return compare(everything, told, persona, owners);
}

/** The classes of which a role is told a field. A field of which part of a class is told stands with a `?`. */
function seen(): Expectations {
  const fields = [...new Set([...tables.values()].flatMap((table) => [...table.keys()]))];
  return new Map(
    fields.map((field) => {
      const cells = ROLES.map((role) => {
        const classes = [...(tables.get(role)?.get(field) ?? [])].filter(([, cell]) => cell.told > 0);
        return [role, new Set(classes.map(([name]) => name))] as const;
      });
      return [field, new Map(cells)];
    }),
  );
}

const fieldsOfSchema = (): string[] =>
  Object.values(schema.getTypeMap()).flatMap((type) => {
    const isAnswer =
      isObjectType(type) && !type.name.startsWith('__') && !/^(Query|Mutation|PageInfo)$/.test(type.name);
    // What pages say of themselves is no property of an object: which rows are in them is looked at row by row.
    if (!isAnswer || /(Connection|Edge|Payload)$|^UserError$/.test(type.name)) return [];
    return Object.values(type.getFields()).flatMap((field) =>
      isLeafType(getNamedType(field.type)) ? [`${type.name}.${field.name}`] : [],
    );
  });

test.runIf(isWriting)('writes the table', () => {
  writeExpectations(ROLES, seen());
});

describe.skipIf(isWriting)('who is told what', () => {
  const expected = readExpectations();

  test('every field of the schema has its line in the table, and the other way round', () => {
    expect([...expected.keys()].toSorted()).toEqual(fieldsOfSchema().toSorted());
  });

  test('every field was there to be told, but those that no programme fills', () => {
    const met = new Set([...everything.values()].map(({ field }) => field));
    expect(fieldsOfSchema().filter((field) => !met.has(field) && !UNFILLED.has(field))).toEqual([]);
  });

  test.each(ROLES)('%s is told what the table says and nothing else', (role) => {
    const wrong = [...(tables.get(role) ?? [])].flatMap(([field, cells]) =>
      [...cells].flatMap(([name, cell]) => {
        const may = expected.get(field)?.get(role)?.has(name) ?? false;
        if (may ? cell.told === cell.there : cell.told === 0) return [];
        return [
          `${field} of ${name}: ${cell.told} of ${cell.there} told, ${may ? 'all' : 'none'} expected, as ${cell.examples[0]}`,
        ];
      }),
    );
    expect(wrong).toEqual([]);
  });

  test('it was tried widely enough to mean something', () => {
    process.stderr.write(
      `matrix: ${fieldsOfSchema().length} fields, ${countPaths(schema, roots)} paths, ${ROLES.length} personas, ${questions.length} questions each, ${everything.size} values\n`,
    );
    expect(everything.size).toBeGreaterThan(5000);
  });
});
