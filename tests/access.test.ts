import { importFolder } from '@kapstok/cli/testing';
import type { Identity } from '@kapstok/schema';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  type AccessWorld,
  ADMINISTRATOR,
  codesOf,
  DAY,
  directorOf,
  EVALUATOR,
  eventually,
  HOUR,
  openAccessWorld,
} from './access-world.ts';
import { ProgrammeFolder } from './programme-folder.ts';
import type { Persona } from './tokens.ts';

const OWN = 'kortrijk-2020';
const OTHER = 'kortrijk-2013';
const DIRECTOR = directorOf(OWN);
const ISSUER = 'https://login.example';
const NOBODY = '01920000-0000-7000-8000-000000000000';

let world: AccessWorld;
let own: string;
let other: string;
beforeAll(async () => {
  world = await openAccessWorld();
  own = world.programmeId(OWN);
  other = world.programmeId(OTHER);
});
afterAll(() => world?.close());

let people = 0;
const stranger = () => ({ issuer: ISSUER, subject: `person-${++people}` });
const identity = (subject: string, claimedRoles: Identity['claimedRoles'] = []): Identity => ({
  issuer: ISSUER,
  subject,
  name: `Name of ${subject}`,
  email: `${subject}@example.org`,
  claimedRoles,
});
const assign = (persona: Persona | null, input: Record<string, unknown>, show = '') =>
  world.change(persona, 'assignRole', input, `roleAssignment { id version ${show} }`);

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

describe('roles', () => {
  test('are given by the director of the programme, to somebody who never signed in', async () => {
    const who = stranger();
    const given = await assign(
      DIRECTOR,
      { ...who, role: 'REVIEWER', programmeId: own, reason: 'Carries out the tests' },
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
    expect(person?.roles).toEqual([{ role: 'REVIEWER', programme: own }]);
    const id = given.roleAssignment.id;
    expect((await world.trail()).filter(({ object_id }) => object_id === id)).toMatchObject([
      {
        what: 'ROLE_ASSIGNED',
        reason: 'Carries out the tests',
        after: { role: 'REVIEWER', programmeId: own },
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
    const refused = await assign(persona, { ...stranger(), programmeId: own, ...input });
    expect(refused).toEqual({
      roleAssignment: null,
      userErrors: [expect.objectContaining({ code, message: expect.stringMatching(message) })],
    });
  });

  test('are given in a programme that one cannot see to nobody, as if there were none', async () => {
    await withoutPublications(OTHER, async () => {
      const input = { ...stranger(), role: 'REVIEWER' };
      const hidden = await assign(DIRECTOR, { ...input, programmeId: other });
      const absent = await assign(DIRECTOR, { ...input, programmeId: NOBODY });
      expect(hidden).toEqual(absent);
    });
  });

  test('are held once; who gives one again is shown what is there', async () => {
    const input = { ...stranger(), role: 'SECRETARY', programmeId: own };
    const first = await assign(DIRECTOR, input);
    const second = await assign(DIRECTOR, input);
    expect(codesOf(second)).toEqual(['CONFLICT']);
    expect(second.roleAssignment.id).toBe(first.roleAssignment.id);
  });

  test('given twice with one key, one after the other or at once, are given once', async () => {
    const input = { ...stranger(), role: 'SECRETARY', programmeId: own, idempotencyKey: 'once' };
    const both = await Promise.all([assign(DIRECTOR, input), assign(DIRECTOR, input)]);
    const again = await assign(DIRECTOR, input);
    expect(new Set([...both, again].map((one) => one.roleAssignment.id)).size).toBe(1);
    expect([...both, again].map(codesOf)).toEqual([[], [], []]);
    const entries = (await world.trail()).filter(({ object_id }) => object_id === again.roleAssignment.id);
    expect(entries).toHaveLength(1);
    const different = await assign(DIRECTOR, { ...input, role: 'REVIEWER' });
    expect(codesOf(different)).toEqual(['IDEMPOTENCY_CONFLICT']);
    // Another person's keys are their own.
    const elsewhere = await assign(ADMINISTRATOR, { ...input, ...stranger(), role: 'REVIEWER' });
    expect(codesOf(elsewhere)).toEqual([]);
  });

  test('are withdrawn by the director, in the version that was seen, and at once', async () => {
    const who = stranger();
    const { roleAssignment } = await assign(DIRECTOR, { ...who, role: 'EVALUATOR', programmeId: own });
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

describe('administrators', () => {
  test('see all accounts; others none', async () => {
    const ACCOUNTS = '{ accounts(first: 100) { totalCount nodes { id name email issuer } } }';
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
    const second = await assign(ADMINISTRATOR, { ...stranger(), role: 'ADMINISTRATOR' }, 'account { id }');
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
    expect(codesOf(await assign(ADMINISTRATOR, { accountId: id, role: 'EVALUATOR' }))).toEqual(['CONFLICT']);
    expect(codesOf(await world.change(ADMINISTRATOR, 'closeAccount', { accountId: id }))).toEqual([
      'CONFLICT',
    ]);
  });
});

describe('a director sees of the people of the programme their names, and nothing else', () => {
  const ROLES = `query ($slug: String!) { programme(slug: $slug) { roleAssignments(first: 100) {
    nodes { role account { id name email issuer subject lastSeenAt apiTokens { id } } } } } }`;

  test('in the own programme', async () => {
    const { subject } = stranger();
    await world.hub.access.identity.personByIdentity(identity(subject));
    await assign(DIRECTOR, { issuer: ISSUER, subject, role: 'EVALUATOR', programmeId: own });
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

describe('API tokens', () => {
  const make = (persona: Persona | null, input: Record<string, unknown> = {}) =>
    world.change(
      persona,
      'createApiToken',
      { name: 'script', scope: 'WRITE', expiresAt: new Date(Date.now() + 30 * DAY).toISOString(), ...input },
      'secret apiToken { id version name start scope expiresAt lastUsedAt revokedAt }',
    );
  const asToken = (secret: string) =>
    world.ask(
      '{ viewer { mayWrite roles { role } account { id } } }',
      {},
      { authorization: `Bearer ${secret}` },
    );

  test('show their secret once, carry the roles of their owner, and end at once', async () => {
    const made = await make(EVALUATOR, { scope: 'READ', idempotencyKey: 'token' });
    expect(made.secret).toMatch(/^kapstok_[\w-]{43}$/);
    expect(made.secret.startsWith(made.apiToken.start)).toBe(true);
    expect(made.apiToken.start.length).toBeLessThan(15);
    const again = await make(EVALUATOR, {
      scope: 'READ',
      idempotencyKey: 'token',
      expiresAt: made.apiToken.expiresAt,
    });
    expect(again).toMatchObject({ secret: null, userErrors: [], apiToken: { id: made.apiToken.id } });
    const used = await asToken(made.secret);
    expect(used.data.viewer).toMatchObject({ mayWrite: false, roles: [{ role: 'EVALUATOR' }] });
    const refused = await world.ask(
      'mutation ($input: CreateApiTokenInput!) { createApiToken(input: $input) { secret userErrors { code } } }',
      { input: { name: 'x', scope: 'WRITE', expiresAt: made.apiToken.expiresAt } },
      { authorization: `Bearer ${made.secret}` },
    );
    expect(refused.data.createApiToken).toEqual({ secret: null, userErrors: [{ code: 'NOT_ALLOWED' }] });
    expect(codesOf(await world.change(DIRECTOR, 'revokeApiToken', { apiTokenId: made.apiToken.id }))).toEqual(
      ['NOT_FOUND'],
    );
    const revoked = await world.change(
      EVALUATOR,
      'revokeApiToken',
      { apiTokenId: made.apiToken.id, expectedVersion: 1 },
      'apiToken { revokedAt lastUsedAt }',
    );
    expect(revoked.apiToken).toEqual({ revokedAt: expect.any(String), lastUsedAt: expect.any(String) });
    expect((await asToken(made.secret)).status).toBe(401);
    expect(
      codesOf(await world.change(EVALUATOR, 'revokeApiToken', { apiTokenId: made.apiToken.id })),
    ).toEqual(['CONFLICT']);
  });

  test('are nowhere kept, nor in the log or the trail', async () => {
    const { secret } = await make(EVALUATOR);
    const trail = JSON.stringify(await world.trail());
    expect(trail).not.toContain(secret);
    expect(world.log.join('')).not.toContain(secret);
  });

  test.each([
    ['in the past', -DAY],
    ['after a year', 367 * DAY],
  ])('do not expire %s', async (_name, from) => {
    const refused = await make(EVALUATOR, { expiresAt: new Date(Date.now() + from).toISOString() });
    expect(refused).toMatchObject({
      secret: null,
      userErrors: [{ code: 'BAD_USER_INPUT', path: ['input', 'expiresAt'] }],
    });
  });

  test('are made by nobody without sign-in', async () => {
    expect(await make(null)).toMatchObject({
      secret: null,
      apiToken: null,
      userErrors: [{ code: 'NOT_ALLOWED' }],
    });
  });

  test('are listed for their owner only', async () => {
    await make(EVALUATOR, { name: 'mine' });
    const mine = await world.askAs(EVALUATOR, '{ viewer { account { apiTokens { name } } } }');
    expect(mine.text).toContain('mine');
  });

  test('end on their day', async () => {
    const { secret } = await make(EVALUATOR, { expiresAt: new Date(Date.now() + DAY).toISOString() });
    expect((await asToken(secret)).status).toBe(200);
    world.advance(DAY + HOUR);
    expect((await asToken(secret)).status).toBe(401);
    world.advance(-DAY - HOUR);
  });

  test('note when they were used, to the minute', async () => {
    const { secret, apiToken } = await make(EVALUATOR, { name: 'noted' });
    const last = async () => {
      const { data } = await world.askAs(EVALUATOR, '{ viewer { account { apiTokens { id lastUsedAt } } } }');
      return data.viewer.account.apiTokens.find((one: { id: string }) => one.id === apiToken.id).lastUsedAt;
    };
    expect(await last()).toBeNull();
    await asToken(secret);
    const first = await last();
    await asToken(secret);
    expect(await last()).toBe(first);
    world.advance(5 * 60_000);
    // A change drops what the door remembers, so that the next use is looked up.
    await make(EVALUATOR);
    await asToken(secret);
    expect(Date.parse(await last()) - Date.parse(first)).toBeGreaterThanOrEqual(5 * 60_000);
    world.advance(-5 * 60_000);
  });
});

test('whoever another provider knew does not come in by what they still hold', async () => {
  const door = world.hub.access.identity;
  const session = (await door.openSession(identity('moved'), 'c2'))?.token ?? '';
  const token = await world.tokenFor({ role: 'EVALUATOR' });
  for (const issuer of [ISSUER, null]) expect(await door.personBySession(session, issuer)).not.toBeNull();
  expect(await door.personBySession(session, 'https://new.example')).toBeNull();
  expect(await door.personByApiToken(token)).not.toBeNull();
  expect(await door.personByApiToken(token, 'https://new.example')).toBeNull();
});

describe('browser sessions', () => {
  test('last twelve hours, two when nobody asks, and end when told to', async () => {
    const door = world.hub.access.identity;
    const open = async () => (await door.openSession(identity('browser'), 'c3'))?.token ?? '';
    const idle = await open();
    world.advance(2 * HOUR + 1000);
    expect(await door.personBySession(idle)).toBeNull();
    const busy = await open();
    for (let hour = 1; hour < 12; hour++) {
      world.advance(HOUR);
      await door.closeSession('x'.repeat(43), 'drops what is remembered');
      expect(await door.personBySession(busy)).not.toBeNull();
    }
    world.advance(HOUR + 1000);
    expect(await door.personBySession(busy)).toBeNull();
    const left = await open();
    await door.closeSession(left, 'c4');
    expect(await door.personBySession(left)).toBeNull();
    const ended = (await world.trail()).filter(({ what }) => what === 'SIGNED_IN' || what === 'SIGNED_OUT');
    expect(ended.map(({ what }) => what).slice(-4)).toEqual([
      'SIGNED_IN',
      'SIGNED_IN',
      'SIGNED_IN',
      'SIGNED_OUT',
    ]);
    world.advance(-14 * HOUR - 2000);
  });

  test('end all at once when an administrator says so, and not when a director does', async () => {
    const door = world.hub.access.identity;
    const session = await door.openSession(identity('everywhere'), 'c5');
    if (session === null) throw new Error('no session');
    const accountId = session.person.subject;
    expect(codesOf(await world.change(DIRECTOR, 'endSessions', { accountId }))).toEqual(['NOT_FOUND']);
    await assign(DIRECTOR, { issuer: ISSUER, subject: 'everywhere', role: 'EVALUATOR', programmeId: own });
    expect(codesOf(await world.change(DIRECTOR, 'endSessions', { accountId }))).toEqual(['NOT_ALLOWED']);
    expect(await door.personBySession(session.token)).not.toBeNull();
    expect(codesOf(await world.change(ADMINISTRATOR, 'endSessions', { accountId }))).toEqual([]);
    expect(await door.personBySession(session.token)).toBeNull();
    expect(codesOf(await world.change(EVALUATOR, 'endSessions', {}))).toEqual([]);
  });
});

describe('roles for which a provider vouches', () => {
  const rolesOf = async (claims: Identity['claimedRoles']) =>
    (await world.hub.access.identity.personByIdentity(identity(stranger().subject, claims)))?.roles;

  test('become assignments in the programmes that list the organisation', async () => {
    const [code, enterpriseNumber] = ['stad-kortrijk', '0203456708'];
    for (const slug of [OTHER, OWN]) {
      const folder = await ProgrammeFolder.copyOf(slug);
      await folder.set('organisations.csv', code, 'enterprise_number', enterpriseNumber);
      await importFolder(world.identity, folder.directory);
      await folder.delete();
    }
    const { data } = await world.askAs(
      { role: 'PARTNER', organisation: code },
      '{ viewer { organisations { id } } }',
    );
    const organisation = data.viewer.organisations[0].id;
    const partner = (programme: string) => ({ role: 'PARTNER', programme, organisation });
    const claim = { programme: null, enterpriseNumber };
    const both = await rolesOf([{ ...claim, role: 'PARTNER' }]);
    expect(both).toHaveLength(2);
    expect(both).toEqual(expect.arrayContaining([partner(own), partner(other)]));
    expect(await rolesOf([{ ...claim, role: 'ASSOCIATION', programme: OWN }])).toEqual([
      { ...partner(own), role: 'ASSOCIATION' },
    ]);
    expect(await rolesOf([{ ...claim, role: 'PARTNER', programme: 'voorbeeldstad' }])).toEqual([]);
    // Other roles are held in these programmes, but not for the organisation.
    expect(await rolesOf([{ ...claim, role: 'EVALUATOR', programme: OWN }])).toEqual([
      { role: 'EVALUATOR', programme: own },
    ]);
  });

  test.each<[string, Identity['claimedRoles'][number]]>([
    [
      'an organisation that nobody lists',
      { role: 'PARTNER', programme: null, enterpriseNumber: '9999999999' },
    ],
    ['a programme that is none', { role: 'DIRECTOR', programme: 'nowhere', enterpriseNumber: null }],
    ['a partner of nothing', { role: 'PARTNER', programme: null, enterpriseNumber: null }],
    ['everybody', { role: 'PUBLIC', programme: null, enterpriseNumber: null }],
    ['an administrator of one programme', { role: 'ADMINISTRATOR', programme: OWN, enterpriseNumber: null }],
  ])('give nothing for %s', async (_name, claim) => {
    expect(await rolesOf([claim])).toEqual([]);
  });

  test('add to those that were given here, each once', async () => {
    const { subject } = stranger();
    await assign(DIRECTOR, { issuer: ISSUER, subject, role: 'REVIEWER', programmeId: own });
    const claims = [
      { role: 'REVIEWER', programme: OWN, enterpriseNumber: null },
      { role: 'EVALUATOR', programme: null, enterpriseNumber: null },
    ] as const;
    const person = await world.hub.access.identity.personByIdentity(identity(subject, claims));
    expect(person?.roles).toEqual([
      { role: 'REVIEWER', programme: own },
      { role: 'EVALUATOR', programme: '*' },
    ]);
    const session = await world.hub.access.identity.openSession(identity(subject, claims), 'c6');
    expect((await world.hub.access.identity.personBySession(session?.token ?? ''))?.roles).toEqual(
      person?.roles,
    );
  });
});

describe('what is published', () => {
  const PROGRAMME = `query ($slug: String!) { programme(slug: $slug) { id publications { id kind version publishedOn } budget { lineCount } } }`;
  const asPublic = (slug: string) => () => world.askAs(null, PROGRAMME, { slug });

  test('is what everybody reads; what is withdrawn is gone for them alone', async () => {
    const input = { programmeId: own, kind: 'MONEY' };
    await eventually(asPublic(OWN), ({ data }) => data.programme?.budget !== null);
    expect(codesOf(await world.change(directorOf(OTHER), 'withdrawPublication', input))).toEqual([
      'NOT_ALLOWED',
    ]);
    const stale = await world.change(DIRECTOR, 'withdrawPublication', { ...input, expectedVersion: 9 });
    expect(codesOf(stale)).toEqual(['VERSION_CONFLICT']);
    const gone = await world.change(
      DIRECTOR,
      'withdrawPublication',
      { ...input, expectedVersion: 1 },
      'programme { publications { kind } }',
    );
    expect(gone).toMatchObject({
      userErrors: [],
      programme: { publications: [{ kind: 'PLAN' }, { kind: 'TESTS' }] },
    });
    await eventually(asPublic(OWN), ({ data }) => data.programme.budget === null);
    expect((await world.askAs(DIRECTOR, PROGRAMME, { slug: OWN })).data.programme.budget).not.toBeNull();
    expect(codesOf(await world.change(DIRECTOR, 'withdrawPublication', input))).toEqual(['NOT_FOUND']);
    const back = await world.change(
      DIRECTOR,
      'publish',
      { ...input, note: 'Decided' },
      'publication { kind note version }',
    );
    expect(back).toMatchObject({
      userErrors: [],
      publication: { kind: 'MONEY', note: 'Decided', version: 1 },
    });
    await eventually(asPublic(OWN), ({ data }) => data.programme.budget !== null);
  });

  test('begins on its day', async () => {
    const later = new Date(Date.now() + 3 * DAY).toISOString().slice(0, 10);
    const input = { programmeId: own, kind: 'TESTS' };
    const changed = await world.change(
      DIRECTOR,
      'publish',
      { ...input, publishedOn: later },
      'publication { version publishedOn }',
    );
    expect(changed.publication).toEqual({ version: 2, publishedOn: later });
    const published = async () =>
      (await world.hub.access.identity.published())
        .filter(({ programme }) => programme === own)
        .map(({ kind }) => kind);
    expect(await published()).toEqual(['MONEY', 'PLAN']);
    world.advance(3 * DAY);
    expect(await published()).toEqual(['MONEY', 'PLAN', 'TESTS']);
    world.advance(-3 * DAY);
    await world.change(DIRECTOR, 'publish', { ...input, publishedOn: '2020-01-01' });
  });

  test('is said by two at once for one of them', async () => {
    const input = { programmeId: own, kind: 'PLAN', expectedVersion: 1 };
    const both = await Promise.all([
      world.change(DIRECTOR, 'publish', { ...input, note: 'one' }, 'publication { note version }'),
      world.change(ADMINISTRATOR, 'publish', { ...input, note: 'two' }, 'publication { note version }'),
    ]);
    expect(both.map(codesOf).sort()).toEqual([[], ['VERSION_CONFLICT']]);
    expect(both[0].publication).toEqual(both[1].publication);
  });

  test.each<[string, Persona | null, Record<string, unknown>, string]>([
    ['by whoever directs another programme', directorOf(OTHER), {}, 'NOT_ALLOWED'],
    ['by an evaluator', EVALUATOR, {}, 'NOT_ALLOWED'],
    ['by the public', null, {}, 'NOT_ALLOWED'],
    ['of figures of people', DIRECTOR, { kind: 'FIGURES' }, 'BAD_USER_INPUT'],
    ['of what is internal', ADMINISTRATOR, { kind: 'INTERNAL' }, 'BAD_USER_INPUT'],
    ['of no programme', ADMINISTRATOR, { programmeId: NOBODY }, 'NOT_FOUND'],
  ])('is not said %s', async (_name, persona, input, code) => {
    expect(
      codesOf(await world.change(persona, 'publish', { programmeId: own, kind: 'PLAN', ...input })),
    ).toEqual([code]);
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
