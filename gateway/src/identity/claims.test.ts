import { describe, expect, test } from 'vitest';
import { type ClaimMapping, type Claims, identityOf } from './claims.ts';

const ISSUER = 'https://login.example';

/** Keycloak puts roles into an object; Entra and others into a list `roles`. */
const KEYCLOAK: ClaimMapping = {
  subject: 'sub',
  name: 'name',
  email: 'email',
  roles: 'realm_access.roles',
  roleFormats: ['kapstok-{role}@{programme}', 'kapstok-{role}'],
  roleNames: { director: 'DIRECTOR', evaluator: 'EVALUATOR' },
  organisation: null,
};

/** Flemish local governments: ACM/IDM, where a role is for organisations by enterprise number. */
const ACM: ClaimMapping = {
  subject: 'vo_id',
  name: 'name',
  email: 'vo_email',
  roles: 'kapstok_rol_3d',
  roleFormats: ['{role}:{organisations}', '{role}'],
  roleNames: { KapstokRegisseur: 'DIRECTOR', KapstokPartner: 'PARTNER' },
  organisation: 'vo_orgcode',
};

const roles = (claims: Claims, mapping: ClaimMapping) => {
  const identity = identityOf(ISSUER, { sub: 's', vo_id: 'v', ...claims }, mapping);
  return typeof identity === 'string' ? identity : identity.claimedRoles;
};
const role = (name: string, programme: string | null, enterpriseNumber: string | null) => ({
  role: name,
  programme,
  enterpriseNumber,
});

describe('ACM/IDM', () => {
  test('says who somebody is, and for which organisations, and never the national register number', () => {
    const claims = {
      sub: 'f3a1',
      vo_id: '5a8c1d2e-0000-4000-8000-000000000001',
      name: 'An Peeters',
      rrn: '85073003328',
      vo_doelgroepcode: 'EA',
      vo_orgcode: '0417497106',
      vo_orgnaam: 'vzw X',
      kapstok_rol_3d: 'KapstokPartner:0417497106,0207725795',
    };
    const identity = identityOf(ISSUER, claims, ACM);
    expect(identity).toEqual({
      issuer: ISSUER,
      subject: '5a8c1d2e-0000-4000-8000-000000000001',
      name: 'An Peeters',
      email: null,
      claimedRoles: [role('PARTNER', null, '0417497106'), role('PARTNER', null, '0207725795')],
    });
    expect(JSON.stringify(identity)).not.toContain('85073003328');
  });

  test('the number is not read when the settings ask for it either', () => {
    expect(identityOf(ISSUER, { rrn: '85073003328' }, { ...ACM, subject: 'rrn' })).toBeTypeOf('string');
    const named = identityOf(ISSUER, { vo_id: 'v', rrn: '85073003328' }, { ...ACM, name: 'rrn' });
    expect(named).toMatchObject({ name: null });
  });

  const cases: readonly (readonly [string, Claims, object[]])[] = [
    [
      'a role without organisations is for the organisation that signed in',
      { kapstok_rol_3d: 'KapstokRegisseur', vo_orgcode: '0207494678' },
      [role('DIRECTOR', null, '0207494678')],
    ],
    [
      'several roles',
      { kapstok_rol_3d: ['KapstokRegisseur:0207494678', 'KapstokPartner:0417497106'] },
      [role('DIRECTOR', null, '0207494678'), role('PARTNER', null, '0417497106')],
    ],
    ['roles of other applications', { kapstok_rol_3d: ['LoketGebruiker:0207494678'] }, []],
    [
      'numbers written for people',
      { kapstok_rol_3d: 'KapstokPartner:BE 0417.497.106' },
      [role('PARTNER', null, '0417497106')],
    ],
    // Without its organisation the role would reach every programme.
    ['a role for an OVO code is no role', { kapstok_rol_3d: 'KapstokRegisseur:OVO001234' }, []],
    ['a role for nothing is no role', { kapstok_rol_3d: 'KapstokRegisseur:' }, []],
    ['a role whose own organisation is not known is no role', { kapstok_rol_3d: 'KapstokRegisseur' }, []],
    [
      'a role whose own organisation is no number is no role',
      { kapstok_rol_3d: 'KapstokRegisseur', vo_orgcode: 'OVO001234' },
      [],
    ],
    ['names of the language itself are no roles', { kapstok_rol_3d: 'constructor:0207494678' }, []],
    ['no claim', {}, []],
    ['a claim of another shape', { kapstok_rol_3d: { role: 'KapstokRegisseur' } }, []],
    ['a text that is too long', { kapstok_rol_3d: `KapstokPartner:${'0417497106,'.repeat(100)}` }, []],
  ];
  test.each(cases)('%s', (_name, claims, expected) => {
    expect(roles(claims, ACM)).toEqual(expected);
  });
});

describe('other providers', () => {
  const cases: readonly (readonly [string, unknown, object[]])[] = [
    ['a role', { roles: ['kapstok-director'] }, [role('DIRECTOR', null, null)]],
    ['a role in a programme', { roles: ['kapstok-director@kortrijk'] }, [role('DIRECTOR', 'kortrijk', null)]],
    ['a role in what is no programme', { roles: ['kapstok-director@../kortrijk'] }, []],
    ['what only begins like one', { roles: ['kapstok-director and more'] }, []],
    ['what only ends like one', { roles: ['not-kapstok-director'] }, []],
    ['inherited names', { roles: ['kapstok-__proto__', 'kapstok-toString'] }, []],
    ['a text instead of an object', 'roles', []],
  ];
  test.each(cases)('%s', (_name, access, expected) => {
    expect(roles({ realm_access: access }, KEYCLOAK)).toEqual(expected);
  });

  test('a claim may have points in its own name', () => {
    const mapping = { ...KEYCLOAK, roles: 'https://city.example/roles' };
    expect(roles({ 'https://city.example/roles': 'kapstok-evaluator' }, mapping)).toEqual([
      role('EVALUATOR', null, null),
    ]);
  });

  test('nobody is somebody without a subject', () => {
    for (const sub of [undefined, '', 12, null, 'x'.repeat(301)])
      expect(identityOf(ISSUER, { sub }, KEYCLOAK)).toBeTypeOf('string');
  });

  test('fifty roles are read, not a thousand', () => {
    const many = { roles: Array(1000).fill('kapstok-director') };
    expect(roles({ realm_access: many }, KEYCLOAK)).toHaveLength(50);
  });
});
