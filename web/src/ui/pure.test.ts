import { expect, test } from 'vitest';
import { standingOf as mayOf } from '../app/session.ts';
import type { Progressed } from '../generated/summaries.ts';
import { differencesOf } from '../screens/changes/differences.ts';
import { plainWhat } from '../screens/changes/what.ts';
import { withUnit } from './figures.tsx';
import { snippetsOf } from './snippet-text.ts';
import { isWebAddress } from './source.tsx';
import { standingOf } from './standing.ts';

const progress = (part: Partial<Progressed>): Progressed => ({
  actionCount: 4,
  realisedCount: 0,
  partlyRealisedCount: 0,
  notRealisedCount: 0,
  unknownRealisationCount: 0,
  overdueCount: 0,
  completion: { value: '0', unit: 'PERCENT', numerator: '0', denominator: '4', reason: null },
  ...part,
});
const unknown = { value: null, unit: null, numerator: null, denominator: null, reason: null } as const;

test('how a domain stands follows the rule that is printed beneath it', () => {
  expect(standingOf(progress({}))).toBe('UNDER_WAY');
  expect(standingOf(progress({ overdueCount: 1, realisedCount: 3 }))).toBe('BEHIND');
  expect(standingOf(progress({ realisedCount: 4 }))).toBe('DONE');
  expect(standingOf(progress({ completion: unknown, overdueCount: 1 }))).toBe('UNKNOWN');
});

test.each([
  ['12', 'PERCENT', '12 %'],
  ['12', 'COUNT', '12'],
  ['12', null, '12'],
  ['12', 'PERSONS', '12 people'],
  ['12', 'FURLONGS', '12 furlongs'],
])('%s in %s is %s', (value, unit, text) => {
  expect(withUnit(value, unit, { PERSONS: 'people' })).toBe(text);
});

test('only what a browser can open becomes a link', () => {
  expect(isWebAddress('https://example.org')).toBe(true);
  for (const address of [null, 'javascript:alert(1)', 'file:///etc', 'example.org', ' https://x'])
    expect(isWebAddress(address)).toBe(false);
});

test('what changed is told by field; what is the same, or no JSON, is not told', () => {
  expect(differencesOf('{"a":1,"b":"x"}', '{"a":2,"b":"x","c":[1]}')).toEqual([
    { field: 'a', before: '1', after: '2' },
    { field: 'c', before: null, after: '[1]' },
  ]);
  expect(differencesOf(null, 'nothing')).toEqual([]);
  expect(plainWhat('PROGRESS_APPROVED')).toBe('progress approved');
});

test('snippets hold no token and survive a quote in a question', () => {
  const [curl, r, python] = snippetsOf('https://hub.example', '{ a(b: "it\'s") }', { slug: 's' });
  expect(curl?.text).toContain("it'\\''s");
  for (const snippet of [curl, r, python]) expect(snippet?.text).toContain('KAPSTOK_TOKEN');
});

test('rights are those of the programme, or of every one', () => {
  const role = (slug: string | null, name: 'DIRECTOR' | 'PARTNER') => ({
    role: name,
    isEveryProgramme: slug === null,
    programme: slug === null ? null : { slug },
    organisation: name === 'PARTNER' ? { id: 'o', name: 'O' } : null,
  });
  const viewer = {
    isSignedIn: true,
    account: { id: 'a', name: null },
    roles: [role('one', 'PARTNER'), role(null, 'DIRECTOR')],
  };
  expect(mayOf(viewer, 'one').organisations).toEqual([{ id: 'o', name: 'O' }]);
  expect(mayOf(viewer, 'two').organisations).toEqual([]);
  expect(mayOf(viewer, 'two').has('DIRECTOR')).toBe(true);
  expect(mayOf(null, 'one').has('DIRECTOR', 'PARTNER')).toBe(false);
});
