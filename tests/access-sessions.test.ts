import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  type AccessWorld,
  ADMINISTRATOR,
  codesOf,
  DIRECTOR,
  EVALUATOR,
  HOUR,
  ISSUER,
  identity,
  openAccessWorld,
} from './access-world.ts';

let world: AccessWorld;
beforeAll(async () => {
  world = await openAccessWorld();
});
afterAll(() => world?.close());

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
    await world.assign(DIRECTOR, {
      issuer: ISSUER,
      subject: 'everywhere',
      role: 'EVALUATOR',
      programmeId: world.own,
    });
    expect(codesOf(await world.change(DIRECTOR, 'endSessions', { accountId }))).toEqual(['NOT_ALLOWED']);
    expect(await door.personBySession(session.token)).not.toBeNull();
    expect(codesOf(await world.change(ADMINISTRATOR, 'endSessions', { accountId }))).toEqual([]);
    expect(await door.personBySession(session.token)).toBeNull();
    expect(codesOf(await world.change(EVALUATOR, 'endSessions', {}))).toEqual([]);
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
