import { expect, test } from 'vitest';
import { readSession } from './session.ts';

const nobody = { isSignedIn: false, name: null, signInUrl: null };

test('the hub tells who is signed in', () => {
  const told = { isSignedIn: true, name: 'Ann Peeters', signInUrl: '/demo' };
  expect(readSession(told)).toEqual(told);
});

test.each([
  null,
  [],
  'Ann',
  { errors: [] },
  { isSignedIn: 'yes', name: 7, signInUrl: 'javascript:alert(1)' },
])('what is no such answer is nobody: %j', (answer) => {
  expect(readSession(answer)).toEqual(nobody);
});
