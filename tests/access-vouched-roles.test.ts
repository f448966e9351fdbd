import { importFolder } from '@kapstok/cli/testing';
import type { Identity } from '@kapstok/schema';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  type AccessWorld,
  DIRECTOR,
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
