import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Part, readSettings } from './settings.ts';

const OIDC = { OIDC_ISSUER: 'https://login.example', OIDC_CLIENT_ID: 'kapstok' };
const NETWORK = { HOST: '0.0.0.0', PUBLIC_URL: 'https://plan.example' };
const signIn = (given: NodeJS.ProcessEnv, part: Part = 'hub') => readSettings(given, part).signIn;

describe('demo accounts', () => {
  const cases: readonly (readonly [string, NodeJS.ProcessEnv, boolean])[] = [
    ['are there when nothing is set', {}, true],
    ['are there by name beside a database of somebody', { ...db(), KAPSTOK_DEMO_SIGN_IN: 'on' }, true],
    ['are not there beside a database of somebody', db(), false],
    ['are not there in production', { NODE_ENV: 'production' }, false],
    ['are not there beside an identity provider', OIDC, false],
    ['are not there for others', { PUBLIC_URL: 'https://plan.example' }, false],
    ['can be switched off', { KAPSTOK_DEMO_SIGN_IN: 'off' }, false],
  ];
  test.each(cases)('%s', (_name, given, expected) => {
    expect(signIn(given).isDemo).toBe(expected);
  });

  const refused: readonly (readonly [NodeJS.ProcessEnv, string])[] = [
    [{ NODE_ENV: 'production' }, 'NODE_ENV=production'],
    [OIDC, 'OIDC_ISSUER'],
    [{ PUBLIC_URL: 'https://plan.example' }, 'this machine only'],
    [{ ...OIDC, ...NETWORK }, 'this machine only'],
  ];
  test.each(refused)('cannot be switched on with %j', (given, says) => {
    expect(() => signIn({ ...given, KAPSTOK_DEMO_SIGN_IN: 'on' })).toThrow(says);
  });
});

test('demo accounts are of a hub in one process: a gateway alone says so, and may have them off', () => {
  const apart = { KAPSTOK_SECRET: 'x'.repeat(32) };
  const on = () => signIn({ ...apart, KAPSTOK_DEMO_SIGN_IN: 'on' }, 'gateway');
  expect(on).toThrow('KAPSTOK_DEMO_SIGN_IN is for a hub in one process');
  expect(signIn(apart, 'gateway').isDemo).toBe(false);
  expect(signIn({ ...apart, KAPSTOK_DEMO_SIGN_IN: 'off' }, 'gateway').isDemo).toBe(false);
});

function db() {
  return { DATABASE_URL: 'postgresql://localhost/plan' };
}

describe('an identity provider', () => {
  test('is described by settings', () => {
    const claims = {
      subject: 'vo_id',
      roles: 'kapstok_rol_3d',
      roleFormats: ['{role}:{organisations}'],
      roleNames: { KapstokPartner: 'PARTNER' },
      organisation: 'vo_orgcode',
    };
    const given = {
      ...OIDC,
      OIDC_CLIENT_SECRET: 'secret',
      OIDC_AUDIENCE: 'https://plan.example',
      OIDC_TOKEN_TYPE: 'JWT',
      OIDC_SCOPES: 'openid vo',
      OIDC_CLAIMS: JSON.stringify(claims),
    };
    expect(signIn(given).oidc).toEqual({
      issuer: 'https://login.example',
      client: { id: 'kapstok', secret: 'secret' },
      audience: 'https://plan.example',
      tokenType: 'JWT',
      scopes: 'openid vo',
      claims: { name: 'name', email: 'email', ...claims },
    });
  });

  test('needs no more than issuer and client', () => {
    expect(signIn(OIDC).oidc).toMatchObject({
      client: { id: 'kapstok', secret: null },
      audience: null,
      tokenType: 'at+jwt',
      claims: { subject: 'sub', roles: null },
    });
  });

  test('has its secret in a file', () => {
    const file = path.join(mkdtempSync(path.join(tmpdir(), 'kapstok-')), 'secret');
    writeFileSync(file, 'secret\n');
    expect(signIn({ ...OIDC, OIDC_CLIENT_SECRET_FILE: file }).oidc?.client?.secret).toBe('secret');
    const nowhere = { ...OIDC, OIDC_CLIENT_SECRET_FILE: `${file}x` };
    expect(() => signIn(nowhere)).toThrow('a file that can be read');
  });

  const claims = (given: object) => ({ ...OIDC, OIDC_CLAIMS: JSON.stringify(given) });
  const wrong: readonly (readonly [NodeJS.ProcessEnv, RegExp])[] = [
    [{ OIDC_ISSUER: 'http://login.example', OIDC_CLIENT_ID: 'x' }, /OIDC_ISSUER must be .*https/],
    [{ OIDC_ISSUER: 'https://login.example' }, /OIDC_CLIENT_ID must be set/],
    [{ OIDC_CLIENT_ID: 'x' }, /OIDC_ISSUER must be set/],
    [{ ...OIDC, OIDC_AUDIENCE: 'kapstok' }, /OIDC_AUDIENCE must not be the same/],
    [{ ...OIDC, OIDC_SCOPES: 'profile' }, /OIDC_SCOPES must be openid/],
    [{ ...OIDC, OIDC_TOKEN_TYPE: 'at' }, /at\+jwt or JWT/],
    [{ ...OIDC, OIDC_CLIENT_SECRET: 'x', OIDC_CLIENT_SECRET_FILE: 'y' }, /set one of them/],
    [{ ...OIDC, OIDC_CLAIMS: '{' }, /OIDC_CLAIMS must be JSON/],
    [claims({ subject: 'rrn' }), /OIDC_CLAIMS\.subject may not be rrn/],
    [claims({ role: 'x' }), /OIDC_CLAIMS.*role/],
    [claims({ roleNames: { x: 'BOSS' } }), /OIDC_CLAIMS\.roleNames\.x must be one of PARTNER/],
    [claims({ roleNames: { x: 'PUBLIC' } }), /must be one of PARTNER/],
    [claims({ roleFormats: ['{organisations}'] }), /must be text around \{role\}/],
    [claims({ roleFormats: ['{role}{programme}'] }), /with a sign between/],
    [claims({ roleFormats: ['{role}:{kbo}'] }), /must be text around \{role\}/],
  ];
  test.each(wrong)('%j is told apart: %s', (given, says) => {
    expect(() => signIn(given)).toThrow(says);
  });
});

describe('a hub that others reach', () => {
  test('has an identity provider and https', () => {
    expect(signIn({ ...OIDC, ...NETWORK }).publicUrl).toBe('https://plan.example');
    expect(() => signIn({ ...NETWORK })).toThrow('OIDC_ISSUER');
    expect(() => signIn({ ...OIDC, HOST: '0.0.0.0' })).toThrow('PUBLIC_URL must be set, with https');
    expect(() => signIn({ ...OIDC, ...NETWORK, PUBLIC_URL: 'http://plan.example' })).toThrow('https');
    expect(() => signIn({ PUBLIC_URL: 'https://plan.example/hub' })).toThrow('must be an address such as');
  });

  test('its services may listen where the gateway reaches them', () => {
    const apart = { HOST: '10.0.0.7', KAPSTOK_SECRET: 'x'.repeat(32), ...db() };
    expect(() => signIn(apart, 'actions')).not.toThrow();
    expect(() => signIn(apart, 'gateway')).toThrow('HOST');
  });

  test('names the proxies that it believes', () => {
    expect(signIn({ KAPSTOK_TRUST_PROXY: '10.0.0.5, 10.1.0.0/16' }).trustProxy).toBe('10.0.0.5, 10.1.0.0/16');
    expect(() => signIn({ KAPSTOK_TRUST_PROXY: 'true' })).toThrow('addresses of proxies');
  });
});
