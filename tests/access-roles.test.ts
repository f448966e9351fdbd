import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  type AccessWorld,
  ADMINISTRATOR,
  codesOf,
  DIRECTOR,
  directorOf,
  EVALUATOR,
  eventually,
  identity,
  NOBODY,
  OTHER,
  OWN,
  openAccessWorld,
  stranger,
} from './access-world.ts';
import type { Persona } from './tokens.ts';

let world: AccessWorld;
beforeAll(async () => {
  world = await openAccessWorld();
});
afterAll(() => world?.close());

describe('roles', () => {
  test('are given by the director of the programme, to somebody who never signed in', async () => {
    const who = stranger();
    const given = await world.assign(
      DIRECTOR,
      { ...who, role: 'REVIEWER', programmeId: world.own, reason: 'Carries out the tests' },
      'role reason isEveryProgramme programme { slug } account { name } withdrawnAt',
    );
    expect(given).toMatchObject({
      userErrors: [],
      roleAssignment: {
        role: 'REVIEWER',
        reason: 'Carries out the tests',
        programme: { slug: OWN },
        version: 1,
      },
    });
    const person = await world.hub.access.identity.personByIdentity(identity(who.subject));
    expect(person?.roles).toEqual([{ role: 'REVIEWER', programme: world.own }]);
    const id = given.roleAssignment.id;
    expect((await world.trail()).filter(({ object_id }) => object_id === id)).toMatchObject([
      {
        what: 'ROLE_ASSIGNED',
        reason: 'Carries out the tests',
        after: { role: 'REVIEWER', programmeId: world.own },
      },
    ]);
  });

  test.each<[string, Persona | null, Record<string, unknown>, string, RegExp]>([
    [
      'a director elsewhere',
      directorOf(OTHER),
      { role: 'REVIEWER' },
      'NOT_ALLOWED',
      /director of the programme/,
    ],
    ['a director who makes another', DIRECTOR, { role: 'DIRECTOR' }, 'NOT_ALLOWED', /administrator/],
    [
      'a director for the whole hub',
      DIRECTOR,
      { role: 'EVALUATOR', programmeId: null },
      'NOT_ALLOWED',
      /administr/,
    ],
    [
      'a director who makes an administrator',
      DIRECTOR,
      { role: 'ADMINISTRATOR', programmeId: null },
      'NOT_ALLOWED',
      /administrator/,
    ],
    ['an evaluator', EVALUATOR, { role: 'EVALUATOR' }, 'NOT_ALLOWED', /director of the programme/],
    ['the public', null, { role: 'EVALUATOR' }, 'NOT_ALLOWED', /Sign in/],
    [
      'a token that reads',
      { ...DIRECTOR, scope: 'READ' },
      { role: 'EVALUATOR' },
      'NOT_ALLOWED',
      /scope WRITE/,
    ],
    ['a role that is everybody’s', DIRECTOR, { role: 'PUBLIC' }, 'BAD_USER_INPUT', /everybody/],
    ['a partner of nothing', DIRECTOR, { role: 'PARTNER' }, 'BAD_USER_INPUT', /organisationId/],
    [
      'a programme that is none',
      ADMINISTRATOR,
      { role: 'EVALUATOR', programmeId: NOBODY },
      'NOT_FOUND',
      /programme/,
    ],
    [
      'an id that is none',
      ADMINISTRATOR,
      { role: 'EVALUATOR', programmeId: "'; --" },
      'NOT_FOUND',
      /programme/,
    ],
    [
      'an organisation that is none',
      DIRECTOR,
      { role: 'PARTNER', organisationId: NOBODY },
      'NOT_FOUND',
      /organisation/,
    ],
    ['a domain of nowhere', DIRECTOR, { role: 'COORDINATOR', domainId: NOBODY }, 'NOT_FOUND', /domain/],
    ['nobody', DIRECTOR, { role: 'EVALUATOR', issuer: null, subject: null }, 'BAD_USER_INPUT', /accountId/],
    [
      'a key without end',
      DIRECTOR,
      { role: 'EVALUATOR', idempotencyKey: 'k'.repeat(201) },
      'BAD_USER_INPUT',
      /200/,
    ],
  ])('are not given by or to %s', async (_name, persona, input, code, message) => {
    const refused = await world.assign(persona, { ...stranger(), programmeId: world.own, ...input });
    expect(refused).toEqual({
      roleAssignment: null,
      userErrors: [expect.objectContaining({ code, message: expect.stringMatching(message) })],
    });
  });

  test('are given in a programme that one cannot see to nobody, as if there were none', async () => {
    await withoutPublications(OTHER, async () => {
      const input = { ...stranger(), role: 'REVIEWER' };
      const hidden = await world.assign(DIRECTOR, { ...input, programmeId: world.other });
      const absent = await world.assign(DIRECTOR, { ...input, programmeId: NOBODY });
      expect(hidden).toEqual(absent);
    });
  });

  test('are held once; who gives one again is shown what is there', async () => {
    const input = { ...stranger(), role: 'SECRETARY', programmeId: world.own };
    const first = await world.assign(DIRECTOR, input);
    const second = await world.assign(DIRECTOR, input);
    expect(codesOf(second)).toEqual(['CONFLICT']);
    expect(second.roleAssignment.id).toBe(first.roleAssignment.id);
  });

  test('given twice with one key, one after the other or at once, are given once', async () => {
    const input = { ...stranger(), role: 'SECRETARY', programmeId: world.own, idempotencyKey: 'once' };
    const both = await Promise.all([world.assign(DIRECTOR, input), world.assign(DIRECTOR, input)]);
    const again = await world.assign(DIRECTOR, input);
    expect(new Set([...both, again].map((one) => one.roleAssignment.id)).size).toBe(1);
    expect([...both, again].map(codesOf)).toEqual([[], [], []]);
    const entries = (await world.trail()).filter(({ object_id }) => object_id === again.roleAssignment.id);
    expect(entries).toHaveLength(1);
    const different = await world.assign(DIRECTOR, { ...input, role: 'REVIEWER' });
    expect(codesOf(different)).toEqual(['IDEMPOTENCY_CONFLICT']);
    // Another person's keys are their own.
    const elsewhere = await world.assign(ADMINISTRATOR, { ...input, ...stranger(), role: 'REVIEWER' });
    expect(codesOf(elsewhere)).toEqual([]);
  });

  test('are withdrawn by the director, in the version that was seen, and at once', async () => {
    const who = stranger();
    const { roleAssignment } = await world.assign(DIRECTOR, {
      ...who,
      role: 'EVALUATOR',
      programmeId: world.own,
    });
    const door = world.hub.access.identity;
    expect((await door.personByIdentity(identity(who.subject)))?.roles).toHaveLength(1);
    const withdraw = (persona: Persona | null, input: Record<string, unknown>) =>
      world.change(
        persona,
        'withdrawRole',
        { roleAssignmentId: roleAssignment.id, ...input },
        'roleAssignment { version withdrawnAt }',
      );
    expect(codesOf(await withdraw(EVALUATOR, {}))).toEqual(['NOT_FOUND']);
    expect(codesOf(await withdraw(directorOf(OTHER), {}))).toEqual(['NOT_FOUND']);
    const stale = await withdraw(DIRECTOR, { expectedVersion: 7 });
    expect(stale).toMatchObject({
      userErrors: [{ code: 'VERSION_CONFLICT', path: ['input', 'expectedVersion'] }],
      roleAssignment: { version: 1 },
    });
    const both = await Promise.all([
      withdraw(DIRECTOR, { expectedVersion: 1 }),
      withdraw(ADMINISTRATOR, { expectedVersion: 1 }),
    ]);
    expect(both.map(codesOf).sort()).toEqual([[], ['VERSION_CONFLICT']]);
    expect(both[0].roleAssignment.version).toBe(2);
    expect((await door.personByIdentity(identity(who.subject)))?.roles).toEqual([]);
    expect(codesOf(await withdraw(DIRECTOR, {}))).toEqual(['CONFLICT']);
  });

  test('a person may see a role and still not end it: the refusal says who may', async () => {
    const { data } = await world.askAs(DIRECTOR, '{ viewer { account { id roleAssignments { id role } } } }');
    const [role] = data.viewer.account.roleAssignments;
    const refused = await world.change(DIRECTOR, 'withdrawRole', { roleAssignmentId: role.id });
    expect(refused.userErrors).toMatchObject([
      { code: 'NOT_ALLOWED', message: expect.stringMatching(/administrator/) },
    ]);
    expect((await world.trail()).at(-1)).toMatchObject({
      what: 'WITHDRAW_ROLE_REFUSED',
      subject: data.viewer.account.id,
    });
  });
});

/** Runs `work` while nothing of a programme is published. */
async function withoutPublications(slug: string, work: () => Promise<void>): Promise<void> {
  const programmeId = world.programmeId(slug);
  const kinds = ['PLAN', 'MONEY', 'TESTS'];
  for (const kind of kinds) await world.change(ADMINISTRATOR, 'withdrawPublication', { programmeId, kind });
  const published = '{ programmes(first: 100) { nodes { slug } } }';
  await eventually(
    () => world.askAs(null, published),
    ({ text }) => !text.includes(slug),
  );
  await work();
  for (const kind of kinds)
    await world.change(ADMINISTRATOR, 'publish', { programmeId, kind, publishedOn: '2013-12-13' });
  await eventually(
    () => world.askAs(null, published),
    ({ text }) => text.includes(slug),
  );
}
