import { importFolder } from '@kapstok/cli/testing';
import { withOwner } from '@kapstok/kit';
import type { Identity, Role } from '@kapstok/schema';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  type AccessWorld,
  DAY,
  DIRECTOR,
  HOUR,
  ISSUER,
  identity,
  OTHER,
  OWN,
  openAccessWorld,
  stranger,
} from './access-world.ts';
import { ProgrammeFolder } from './programme-folder.ts';

let world: AccessWorld;
beforeAll(async () => {
  world = await openAccessWorld();
});
afterAll(() => world?.close());

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
    expect(both).toEqual(expect.arrayContaining([partner(world.own), partner(world.other)]));
    expect(await rolesOf([{ ...claim, role: 'ASSOCIATION', programme: OWN }])).toEqual([
      { ...partner(world.own), role: 'ASSOCIATION' },
    ]);
    expect(await rolesOf([{ ...claim, role: 'PARTNER', programme: 'voorbeeldstad' }])).toEqual([]);
    // Other roles are held in these programmes, but not for the organisation.
    expect(await rolesOf([{ ...claim, role: 'EVALUATOR', programme: OWN }])).toEqual([
      { role: 'EVALUATOR', programme: world.own },
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
    await world.assign(DIRECTOR, { issuer: ISSUER, subject, role: 'REVIEWER', programmeId: world.own });
    const claims = [
      { role: 'REVIEWER', programme: OWN, enterpriseNumber: null },
      { role: 'EVALUATOR', programme: null, enterpriseNumber: null },
    ] as const;
    const person = await world.hub.access.identity.personByIdentity(identity(subject, claims));
    expect(person?.roles).toEqual([
      { role: 'REVIEWER', programme: world.own },
      { role: 'EVALUATOR', programme: '*' },
    ]);
    const session = await world.hub.access.identity.openSession(identity(subject, claims), 'c6');
    expect((await world.hub.access.identity.personBySession(session?.token ?? ''))?.roles).toEqual(
      person?.roles,
    );
  });
});

describe('API tokens of people for whom a provider vouches', () => {
  const EVERYWHERE = { role: 'EVALUATOR', programme: '*' } as const;
  const vouched = (...roles: Role[]): Identity['claimedRoles'] =>
    roles.map((role) => ({ role, programme: null, enterpriseNumber: null }));
  const signIn = async (subject: string, claims: Identity['claimedRoles']) => {
    const session = await world.hub.access.identity.openSession(identity(subject, claims), 'c7');
    return {
      authorization: '',
      cookie: `__Host-kapstok=${session?.token}`,
      host: 'localhost',
      origin: 'http://localhost',
    };
  };
  const makeToken = async (headers: Record<string, string>) => {
    const expiresAt = new Date(Date.now() + 200 * DAY).toISOString();
    const { data } = await world.ask(
      'mutation ($input: CreateApiTokenInput!) { createApiToken(input: $input) { secret apiToken { id vouchedUntil } userErrors { code } } }',
      { input: { name: 'script', scope: 'READ', expiresAt } },
      headers,
    );
    return data.createApiToken;
  };
  const rolesBy = async (secret: string) =>
    (await world.hub.access.identity.personByApiToken(secret))?.roles ?? null;
  const figuresBy = async (secret: string) => {
    const read = '{ programme(slug: "kortrijk-2013") { indicators { totalCount } } }';
    const { data } = await world.ask(read, {}, { authorization: `Bearer ${secret}` });
    return data.programme.indicators?.totalCount ?? null;
  };

  test('carry what it said at the last sign-in: an evaluator reads figures by script', async () => {
    const { subject } = stranger();
    const { secret, apiToken } = await makeToken(await signIn(subject, vouched('EVALUATOR')));
    expect(await rolesBy(secret)).toEqual([EVERYWHERE]);
    expect(await figuresBy(secret)).toBeGreaterThan(0);
    const days = (Date.parse(apiToken.vouchedUntil) - Date.now()) / DAY;
    expect(days).toBeGreaterThan(29);
    expect(days).toBeLessThanOrEqual(30);
  });

  test('lose at the next sign-in what the provider takes back, and keep what was given here', async () => {
    const { subject } = stranger();
    const { secret } = await makeToken(await signIn(subject, vouched('EVALUATOR')));
    expect(await figuresBy(secret)).toBeGreaterThan(0);
    await world.assign(DIRECTOR, { issuer: ISSUER, subject, role: 'REVIEWER', programmeId: world.own });
    await signIn(subject, []);
    expect(await rolesBy(secret)).toEqual([{ role: 'REVIEWER', programme: world.own }]);
    expect(await figuresBy(secret)).toBeNull();
    await signIn(subject, vouched('EVALUATOR'));
    expect(await rolesBy(secret)).toContainEqual(EVERYWHERE);
  });

  test('lose it after thirty days without sign-in, and have it again after one', async () => {
    const { subject } = stranger();
    const { secret } = await makeToken(await signIn(subject, vouched('EVALUATOR')));
    world.advance(30 * DAY - HOUR);
    expect(await rolesBy(secret)).toEqual([EVERYWHERE]);
    world.advance(2 * HOUR);
    expect(await rolesBy(secret)).toEqual([]);
    await signIn(subject, vouched('EVALUATOR'));
    expect(await rolesBy(secret)).toEqual([EVERYWHERE]);
    world.advance(-30 * DAY - HOUR);
  });

  test('are not made administrator by it', async () => {
    const session = await signIn(stranger().subject, vouched('ADMINISTRATOR', 'EVALUATOR'));
    const { secret } = await makeToken(session);
    expect(await rolesBy(secret)).toEqual([EVERYWHERE]);
  });

  test('end when revoked, whoever vouches', async () => {
    const session = await signIn(stranger().subject, vouched('EVALUATOR'));
    const { secret, apiToken } = await makeToken(session);
    expect(await figuresBy(secret)).toBeGreaterThan(0);
    const revoke = `mutation ($input: RevokeApiTokenInput!) { revokeApiToken(input: $input) { userErrors { code } } }`;
    await world.ask(revoke, { input: { apiTokenId: apiToken.id } }, session);
    expect(await rolesBy(secret)).toBeNull();
  });

  test('of before carry what was given here alone, as their owners were told', async () => {
    const { subject } = stranger();
    const { secret, apiToken } = await makeToken(await signIn(subject, vouched('EVALUATOR')));
    await withOwner(world.identity.ownerUrl, (owner) =>
      owner.query('update access.api_token set carries_vouched = false where id = $1', [apiToken.id]),
    );
    const session = await signIn(subject, vouched('EVALUATOR'));
    expect(await rolesBy(secret)).toEqual([]);
    const { data } = await world.ask('{ viewer { account { apiTokens { vouchedUntil } } } }', {}, session);
    expect(data.viewer.account.apiTokens).toEqual([{ vouchedUntil: null }]);
  });
});
