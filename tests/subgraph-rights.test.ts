import { subgraphs } from '@kapstok/all';
import { aboutEntities, aboutEverything, entitiesOf } from '@kapstok/kit/testing';
import { getNamedType } from 'graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { idsIn, isScoped, LATER, OTHER, OWN, RightsWorld, UNKNOWN } from './rights-harness.ts';
import { directorOf } from './viewer-token.ts';

let world: RightsWorld;
/** What each director is told while the other programme is there. */
const answersBefore = new Map<string, Record<string, string>>();

beforeAll(async () => {
  world = await RightsWorld.open();
  for (const slug of [OWN, LATER]) answersBefore.set(slug, await answersTo(slug));
});
afterAll(() => world?.close());

/** What a service answers who directs one programme, as it goes over the wire. */
const ask = (service: string, query: string, variables = {}, slug = OWN): Promise<string> =>
  world.ask(service, directorOf(world.programmes.get(slug) ?? ''), query, variables);

const leaks = (text: string): string[] => [...new Set(idsIn(text).filter((id) => world.hidden.has(id)))];

describe('who directs one programme, at the door of a subgraph', () => {
  test('finds another by slug no more than one that does not exist', async () => {
    const query = 'query ($slug: String!) { programme(slug: $slug) { id title slug } }';
    const unknown = await ask('actions', query, { slug: 'no-such-programme' });
    expect(unknown).toBe('{"data":{"programme":null}}');
    expect(await ask('actions', query, { slug: OTHER })).toBe(unknown);
    expect(await ask('actions', query, { slug: OWN })).toContain(world.programmes.get(OWN));
  });

  const rootsById = subgraphs.flatMap(({ name, schema }) =>
    Object.values(schema.getQueryType()?.getFields() ?? {})
      .filter(({ args }) => args.some((arg) => arg.name === 'id'))
      .map((field) => ({ service: name, field: field.name, type: getNamedType(field.type).name }))
      .filter(({ type }) => isScoped(type)),
  );
  test.each(rootsById)(
    'finds $field(id:) of another no more than one that does not exist',
    async ({ service, field, type }) => {
      const query = `query ($id: ID!) { ${field}(id: $id) { id } }`;
      const unknown = await ask(service, query, { id: UNKNOWN });
      expect(unknown).toBe(`{"data":{"${field}":null}}`);
      for (const id of (await world.idsOf(type, OTHER)).slice(0, 5))
        expect(await ask(service, query, { id })).toBe(unknown);
      const [own = ''] = await world.idsOf(type, OWN);
      expect(await ask(service, query, { id: own })).toContain(own);
    },
  );

  const entities = subgraphs.flatMap((subgraph) =>
    entitiesOf(subgraph)
      // A noun that a service only points at has nothing to tell but its id.
      .filter((type) => isScoped(type.name) && Object.keys(type.getFields()).length > 1)
      .map((type) => ({ service: subgraph.name, name: type.name, query: aboutEntities(type) })),
  );
  test.each(entities)(
    'is told by $service of another $name (_entities) what is told of one that does not exist',
    async ({ service, name, query }) => {
      const about = async (id: string) => {
        const text = await ask(service, query, { of: [{ __typename: name, id }] });
        return text.replaceAll(id, UNKNOWN);
      };
      const unknown = await about(UNKNOWN);
      expect(unknown, 'the question is valid').not.toContain('"errors"');
      const other = await world.idsOf(name, OTHER);
      expect(other.length).toBeGreaterThan(0);
      for (const id of other.slice(0, 4)) expect(await about(id)).toBe(unknown);
      const told = await Promise.all((await world.idsOf(name, OWN)).slice(0, 20).map(about));
      expect(
        told.some((text) => text !== unknown),
        'something is told of the own programme',
      ).toBe(true);
    },
  );

  test('finds in lists, in their counts and in their edges the own programme only', async () => {
    const query =
      '{ programmes { totalCount nodes { slug } edges { node { slug } } pageInfo { hasNextPage } } }';
    expect(JSON.parse(await ask('actions', query))).toEqual({
      data: {
        programmes: {
          totalCount: 1,
          nodes: [{ slug: OWN }],
          edges: [{ node: { slug: OWN } }],
          pageInfo: { hasNextPage: false },
        },
      },
    });
  });

  test.each([OWN, LATER])(
    'gets the same answers, to the byte, whether another exists or not (%s)',
    async (slug) => {
      const before = answersBefore.get(slug) ?? {};
      expect(Object.keys(before).length).toBeGreaterThan(20);
      for (const [question, text] of Object.entries(before)) {
        expect(leaks(text), question).toEqual([]);
        expect(text, question).not.toContain('"errors"');
      }
      await forgetOther();
      expect(await answersTo(slug)).toEqual(before);
    },
  );
});

/** All that all services tell about all that a programme has, and about what belongs to all programmes. */
async function answersTo(slug: string): Promise<Record<string, string>> {
  const texts: Record<string, string> = {};
  for (const subgraph of subgraphs) {
    const lists = aboutEverything(subgraph);
    if (lists !== null) texts[`${subgraph.name}: lists`] = await ask(subgraph.name, lists, {}, slug);
    for (const type of entitiesOf(subgraph)) {
      const ids = await world.idsOf(type.name, slug);
      const of = ids.slice(0, 30).map((id) => ({ __typename: type.name, id }));
      texts[`${subgraph.name}: ${type.name}`] = await ask(subgraph.name, aboutEntities(type), { of }, slug);
    }
  }
  return texts;
}

/** Removes every row of the other programme from every table. */
function forgetOther(): Promise<void> {
  return world.asOwner(async (owner) => {
    // Tables point at each other: what is still pointed at waits for the next round. An audit trail stays.
    let open = (await world.tables()).filter((table) => !/\.(programme|audit_entry)$/.test(table));
    for (let round = 0; open.length > 0 && round < 10; round += 1) {
      const left: string[] = [];
      for (const table of open) {
        await owner.query('savepoint before');
        await owner
          .query(`delete from ${table} where programme_id = $1`, [world.programmes.get(OTHER)])
          .catch(() => owner.query('rollback to before').then(() => left.push(table)));
      }
      open = left;
    }
    expect(open, 'tables that would not let go').toEqual([]);
    await owner.query('delete from actions.programme where id = $1', [world.programmes.get(OTHER)]);
  });
}
