import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  type AccessWorld,
  ADMINISTRATOR,
  codesOf,
  DIRECTOR,
  EVALUATOR,
  ISSUER,
  identity,
  OTHER,
  OWN,
  openAccessWorld,
  stranger,
} from './access-world.ts';

let world: AccessWorld;
beforeAll(async () => {
  world = await openAccessWorld();
});
afterAll(() => world?.close());

describe('who asks', () => {
  const VIEWER = `{ viewer { isSignedIn mayWrite account { name email } roles { role isEveryProgramme
    programme { slug } organisation { id } } organisations { id } } }`;

  test('is known by an API token, with the roles of its account', async () => {
    const { data, errors } = await world.askAs(DIRECTOR, VIEWER);
    expect(errors).toEqual([]);
    expect(data.viewer).toMatchObject({
      isSignedIn: true,
      mayWrite: true,
      roles: [{ role: 'DIRECTOR', isEveryProgramme: false, programme: { slug: OWN }, organisation: null }],
      organisations: [],
    });
  });

  test('is nobody without one, and reads what is published', async () => {
    const { data } = await world.askAs(null, VIEWER);
    expect(data.viewer).toEqual({
      isSignedIn: false,
      mayWrite: false,
      account: null,
      roles: [],
      organisations: [],
    });
  });

  test('with a token that is none is refused, and not taken for the public', async () => {
    for (const authorization of ['Bearer kapstok_x', `Bearer kapstok_${'a'.repeat(43)}`]) {
      const { status, data, errors } = await world.ask(VIEWER, {}, { authorization });
      expect([status, data, errors.map(({ extensions }) => extensions.code)]).toEqual([
        401,
        undefined,
        ['UNAUTHENTICATED'],
      ]);
    }
  });
});

describe('administrators', () => {
  test('see all accounts; others none', async () => {
    const ACCOUNTS = '{ accounts(first: 100) { totalCount nodes { id name email issuer } } }';
    await world.assign(ADMINISTRATOR, { ...stranger(), role: 'EVALUATOR' });
    const { data } = await world.askAs(ADMINISTRATOR, ACCOUNTS);
    expect(data.accounts.totalCount).toBeGreaterThan(3);
    for (const persona of [DIRECTOR, EVALUATOR, null]) {
      const { data: none } = await world.askAs(persona, ACCOUNTS);
      expect(none.accounts).toBeNull();
    }
  });

  test('who are the last stay, whatever is asked, and also when two ask at once', async () => {
    const { data } = await world.askAs(ADMINISTRATOR, '{ viewer { account { id roleAssignments { id } } } }');
    const me = data.viewer.account;
    const withdrawn = await world.change(ADMINISTRATOR, 'withdrawRole', {
      roleAssignmentId: me.roleAssignments[0].id,
    });
    expect(withdrawn.userErrors).toMatchObject([
      { code: 'CONFLICT', message: expect.stringMatching(/last administrator/) },
    ]);
    expect(codesOf(await world.change(ADMINISTRATOR, 'closeAccount', { accountId: me.id }))).toEqual([
      'CONFLICT',
    ]);
    const second = await world.assign(
      ADMINISTRATOR,
      { ...stranger(), role: 'ADMINISTRATOR' },
      'account { id }',
    );
    const outcomes = await Promise.all([
      world.change(ADMINISTRATOR, 'withdrawRole', { roleAssignmentId: second.roleAssignment.id }),
      world.change(ADMINISTRATOR, 'withdrawRole', { roleAssignmentId: me.roleAssignments[0].id }),
    ]);
    const done = outcomes.filter(({ userErrors }) => userErrors.length === 0);
    expect(done).toHaveLength(1);
    const left = await world.hub.access.roles();
    expect(left.filter(({ role }) => role === 'ADMINISTRATOR')).toHaveLength(1);
    // Whoever it was: the tests that follow need the demo administrator.
    await world.hub.access.assign(
      { issuer: 'urn:kapstok:demo', subject: 'administrator' },
      { role: 'ADMINISTRATOR', programme: null, organisation: null },
      null,
    );
  });

  test('close accounts: sessions and tokens end at once, and the person is nobody', async () => {
    const subject = stranger().subject;
    const door = world.hub.access.identity;
    const session = await door.openSession(identity(subject), 'c1');
    if (session === null) throw new Error('no session');
    const id = session.person.subject;
    expect(await door.personBySession(session.token)).toMatchObject({ subject: id });
    expect(codesOf(await world.change(DIRECTOR, 'closeAccount', { accountId: id }))).toEqual(['NOT_FOUND']);
    const closed = await world.change(
      ADMINISTRATOR,
      'closeAccount',
      { accountId: id, expectedVersion: 1 },
      'account { closedAt version }',
    );
    expect(closed).toMatchObject({ userErrors: [], account: { version: 2, closedAt: expect.any(String) } });
    expect(await door.personBySession(session.token)).toBeNull();
    expect(await door.personByIdentity(identity(subject))).toBeNull();
    expect(await door.openSession(identity(subject), 'c2')).toBeNull();
    expect(codesOf(await world.assign(ADMINISTRATOR, { accountId: id, role: 'EVALUATOR' }))).toEqual([
      'CONFLICT',
    ]);
    expect(codesOf(await world.change(ADMINISTRATOR, 'closeAccount', { accountId: id }))).toEqual([
      'CONFLICT',
    ]);
  });
});

test('what was done to an account is told to administrators, and of a role to the director of its programme', async () => {
  const role = { ...stranger(), role: 'EVALUATOR', programmeId: world.programmeId(OWN) };
  const { roleAssignment } = await world.assign(DIRECTOR, role, 'account { id }');
  const { id } = roleAssignment.account;
  await world.change(ADMINISTRATOR, 'closeAccount', { accountId: id, reason: 'Left the city' });
  const TRAIL = 'auditTrail(first: 5) { totalCount nodes { what reason } }';
  const { data } = await world.askAs(ADMINISTRATOR, `{ accounts(first: 100) { nodes { id ${TRAIL} } } }`);
  const kept = data.accounts.nodes.find((one: { id: string }) => one.id === id);
  expect(kept.auditTrail.nodes[0]).toEqual({ what: 'ACCOUNT_CLOSED', reason: 'Left the city' });
  expect(kept.auditTrail.nodes.at(-1)).toEqual({ what: 'ACCOUNT_MADE', reason: null });
  const ROLES = `query ($slug: String!) { programme(slug: $slug) { roleAssignments(first: 100) {
    nodes { ${TRAIL} account { auditTrail { totalCount } } } } } }`;
  const seen = (await world.askAs(DIRECTOR, ROLES, { slug: OWN })).data.programme.roleAssignments.nodes;
  expect(seen.length).toBeGreaterThan(0);
  for (const { auditTrail, account } of seen) {
    expect(auditTrail.totalCount).toBeLessThan(5);
    expect(account.auditTrail).toBeNull();
  }
});

describe('a director sees of the people of the programme their names, and nothing else', () => {
  const ROLES = `query ($slug: String!) { programme(slug: $slug) { roleAssignments(first: 100) {
    nodes { role account { id name email issuer subject lastSeenAt apiTokens { id } } } } } }`;

  test('in the own programme', async () => {
    const { subject } = stranger();
    await world.hub.access.identity.personByIdentity(identity(subject));
    await world.assign(DIRECTOR, { issuer: ISSUER, subject, role: 'EVALUATOR', programmeId: world.own });
    const { data, errors } = await world.askAs(DIRECTOR, ROLES, { slug: OWN });
    expect(errors).toEqual([]);
    const found = data.programme.roleAssignments.nodes.find(
      (one: { account: { name: string } }) => one.account.name === `Name of ${subject}`,
    );
    expect(found.account).toMatchObject({
      email: null,
      issuer: null,
      subject: null,
      lastSeenAt: null,
      apiTokens: null,
    });
    const kept = await world.askAs(ADMINISTRATOR, ROLES, { slug: OWN });
    expect(kept.text).toContain(`${subject}@example.org`);
  });

  test('and of another programme not who holds roles there', async () => {
    expect((await world.askAs(DIRECTOR, ROLES, { slug: OTHER })).data.programme.roleAssignments).toBeNull();
    expect((await world.askAs(null, ROLES, { slug: OWN })).data.programme.roleAssignments).toBeNull();
  });
});
