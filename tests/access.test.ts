import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestHub, type TestHub } from './hub.ts';

let hub: TestHub;
beforeAll(async () => {
  hub = await openTestHub('shipped');
});
afterAll(() => hub?.close());

test('the hub knows who asks by an API token, and nobody without', async () => {
  const VIEWER = '{ viewer { isSignedIn mayWrite account { name } roles { role isEveryProgramme } } }';
  const { data, errors } = await hub.ask(VIEWER);
  expect(errors).toEqual([]);
  expect(data.viewer).toEqual({
    isSignedIn: true,
    mayWrite: true,
    account: { name: 'Demo director' },
    roles: [{ role: 'DIRECTOR', isEveryProgramme: true }],
  });
  expect((await hub.askAs(null, VIEWER)).data.viewer).toEqual({
    isSignedIn: false,
    mayWrite: false,
    account: null,
    roles: [],
  });
});
