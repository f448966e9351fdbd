import type { Approver, Viewer } from '@kapstok/schema';
import { expect, test } from 'vitest';
import { awaited, lacks, type ProgressUpdate } from './update.ts';
import { approverRoles, maySee } from './who.ts';

const C: Approver = 'COORDINATOR';
const D: Approver = 'DIRECTOR';

test.each([
  ['EITHER', [], [C, D]],
  ['EITHER', [C], []],
  ['COORDINATOR', [], [C]],
  ['COORDINATOR', [D], [C]],
  ['DIRECTOR', [D], []],
  ['BOTH', [], [C, D]],
  ['BOTH', [D], [C]],
  ['BOTH', [C, D], []],
] as const)('with the rule %s and approvals of %s it waits for %s', (rule, given, expected) => {
  expect(awaited(rule, given)).toEqual(expected);
});

const UPDATE: ProgressUpdate = {
  id: 'u',
  programmeId: 'p',
  actionId: 'a',
  domainId: 'd1',
  periodId: 'q',
  organisationId: 'o',
  state: 'SUBMITTED',
  contentVersion: 1,
  returnedReason: null,
  submittedBy: 's',
  submittedAt: null,
  decidedAt: null,
  savedAt: new Date(0),
  version: 1,
  reportedStatus: 'RUNNING',
  completionPercent: null,
  completionMethod: null,
  narrative: { en: 'Done.' },
  obstacles: null,
  peopleReached: null,
  peopleReachedReason: 'NOT_MEASURED',
  reachBasis: null,
  evidence: [],
};

test.each([
  [{}, []],
  [{ reportedStatus: null }, ['reportedStatus']],
  [{ narrative: null }, ['narrative']],
  [{ completionPercent: 5 }, ['completionMethod']],
  [{ completionMethod: 'UNITS' }, ['completionMethod']],
  [{ peopleReachedReason: null }, ['peopleReachedReason']],
  [{ peopleReached: 3 }, ['reachBasis', 'peopleReachedReason']],
  [{ peopleReached: 3, reachBasis: 'UNIQUE', peopleReachedReason: null }, []],
  [{ reachBasis: 'UNIQUE' }, ['peopleReached']],
] as const)('with %o it lacks %s', (content, expected) => {
  expect(lacks({ ...UPDATE, ...content }).map(({ path }) => path)).toEqual(expected);
});

type Held = Viewer['roles'][number];
const viewer = (...roles: Held[]): Viewer => ({ roles, published: [] }) as unknown as Viewer;

test.each([
  [
    'the organisation',
    { role: 'PARTNER', programme: 'p', organisation: 'o' },
    'DRAFT SUBMITTED RETURNED APPROVED',
  ],
  ['another organisation', { role: 'PARTNER', programme: 'p', organisation: 'x' }, 'APPROVED'],
  ['the organisation in another city', { role: 'PARTNER', programme: 'x', organisation: 'o' }, ''],
  ['the director', { role: 'DIRECTOR', programme: 'p' }, 'SUBMITTED RETURNED APPROVED'],
  ['another director', { role: 'DIRECTOR', programme: 'x' }, ''],
  ['the coordinator', { role: 'COORDINATOR', programme: 'p', domain: 'd1' }, 'SUBMITTED RETURNED APPROVED'],
  ['the coordinator of another domain', { role: 'COORDINATOR', programme: 'p', domain: 'd2' }, 'APPROVED'],
  ['an evaluator', { role: 'EVALUATOR', programme: 'p' }, 'SUBMITTED APPROVED'],
  ['an administrator', { role: 'ADMINISTRATOR', programme: '*' }, 'APPROVED'],
] as [string, Held, string][])('%s sees an update that is %s', (_who, role, expected) => {
  const states = (['DRAFT', 'SUBMITTED', 'RETURNED', 'APPROVED'] as const).filter((state) =>
    maySee(viewer(role), { ...UPDATE, state }),
  );
  expect(states.join(' ')).toBe(expected);
});

test('a coordinator approves in the own domain only, a director as director', () => {
  expect(approverRoles(viewer({ role: 'COORDINATOR', programme: 'p', domain: 'd2' }), UPDATE)).toEqual([]);
  expect(approverRoles(viewer({ role: 'COORDINATOR', programme: 'p' }), UPDATE)).toEqual([C]);
  const both = viewer(
    { role: 'COORDINATOR', programme: 'p', domain: 'd1' },
    { role: 'DIRECTOR', programme: '*' },
  );
  expect(approverRoles(both, UPDATE)).toEqual([C, D]);
});
