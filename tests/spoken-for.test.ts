import { importFolder } from '@kapstok/cli/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestHub, type TestHub } from './hub.ts';
import { ProgrammeFolder } from './programme-folder.ts';
import type { Persona } from './tokens.ts';

// Two cities with the same plan, of which the plan alone is published. One organisation works for both: it is party to
// agreements, takes part in tested actions, is to carry out recommendations, and people spoke through it.
const [HERE, THERE] = ['here', 'there'];
const ORGANISATION = 'ocmw-kortrijk';

let hub: TestHub;
beforeAll(async () => {
  hub = await openTestHub('empty');
  for (const slug of [HERE, THERE]) {
    const folder = await ProgrammeFolder.copyOf('kortrijk-2013');
    await folder.set('programme.csv', 'kortrijk-2013', 'slug', slug);
    await folder.change('publications.csv', (rows) => rows.filter(({ kind }) => kind === 'PLAN'));
    await folder.set('dialogue-sessions.csv', 'DS-2', 'organisation', ORGANISATION);
    await folder.set('user-participations.csv', 'UP-1', 'organisation', ORGANISATION);
    await importFolder(hub.identity, folder.directory);
    await folder.delete();
  }
});
afterAll(() => hub?.close());

const QUESTION = `{ programmes(first: 2) { nodes { slug
  agreements(first: 100) { nodes { id } }
  budgetLines(first: 100) { nodes { id } }
  povertyTests(first: 100) { nodes { id recommendations(first: 10) { nodes { id } } } }
  userParticipation { id }
  actions(first: 100) {
    nodes { origin { id } agreements(first: 5) { nodes { id } } povertyTests(first: 5) { nodes { id } } }
  }
} } }`;

/** Ids of what is told of each programme that belongs to organisations. */
async function toldTo(persona: Persona): Promise<Record<string, string[]>> {
  const { data, errors } = await hub.askAs(persona, QUESTION);
  expect(errors).toEqual([]);
  return Object.fromEntries(
    data.programmes.nodes.map(({ slug, ...told }: { slug: string }) => [
      slug,
      [...new Set(JSON.stringify(told).match(/"id":"[^"]+"/g) ?? [])].sort(),
    ]),
  );
}

describe.each(['PARTNER', 'ASSOCIATION'] as const)('%s', (role) => {
  const speaker = (programme?: string): Persona => ({
    role,
    organisation: ORGANISATION,
    ...(programme !== undefined && { programme }),
  });

  test('with a role in one programme is told of that one, and of the other what strangers are', async () => {
    const everywhere = await toldTo(speaker());
    for (const [own, other] of [
      [HERE, THERE],
      [THERE, HERE],
    ] as const) {
      expect(everywhere[own]?.length, 'there is something to tell').toBeGreaterThan(10);
      expect(await toldTo(speaker(own))).toEqual({ [own]: everywhere[own], [other]: [] });
    }
  });

  test('finds of the organisation itself what is of the programme of the role', async () => {
    const { data } = await hub.ask('{ organisations(first: 100) { nodes { id code } } }');
    const { id } = data.organisations.nodes.find(({ code }: { code: string }) => code === ORGANISATION);
    const question = `query ($id: ID!) { organisation(id: $id) {
      agreements { totalCount nodes { programme { slug } } }
      payments { totalCount }
      recommendations { totalCount nodes { test { programme { slug } } } }
      budget { planned { amount } lineCount } } }`;
    const about = async (persona: Persona) => {
      const answer = await hub.askAs(persona, question, { id });
      expect(answer.errors).toEqual([]);
      return answer.data.organisation;
    };
    const both = await about(speaker());
    const [here, there] = [await about(speaker(HERE)), await about(speaker(THERE))];
    expect(here.agreements.totalCount).toBe(6);
    expect(here.recommendations.totalCount).toBe(2);
    expect(here.budget.lineCount).toBeGreaterThan(0);
    for (const count of [
      (told: typeof both) => told.agreements.totalCount,
      (told: typeof both) => told.payments.totalCount,
      (told: typeof both) => told.recommendations.totalCount,
      (told: typeof both) => told.budget.lineCount,
      (told: typeof both) => Number(told.budget.planned[0].amount),
    ])
      expect([count(here), count(there)]).toEqual([count(both) / 2, count(both) / 2]);
    expect(JSON.stringify(here)).not.toContain(`"slug":"${THERE}"`);
    expect(JSON.stringify(there)).not.toContain(`"slug":"${HERE}"`);
  });

  test('asks for one by its id as for one that does not exist', async () => {
    const everywhere = await toldTo(speaker());
    const ids = (everywhere[THERE] ?? []).map((text) => JSON.parse(`{${text}}`).id as string);
    const question = (field: string) => `query ($id: ID!) { ${field}(id: $id) { id } }`;
    for (const field of ['agreement', 'povertyTest']) {
      const found = async (programme: string) => {
        const answers = ids.map((id) => hub.askAs(speaker(programme), question(field), { id }));
        return (await Promise.all(answers)).filter(({ data }) => data[field] !== null).length;
      };
      expect(await found(THERE), field).toBeGreaterThan(1);
      expect(await found(HERE), field).toBe(0);
    }
  });
});
