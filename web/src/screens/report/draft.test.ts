import { expect, test } from 'vitest';
import { draftOf, inputOf, readDraft } from './draft.ts';

const EMPTY = draftOf(null);

test('an empty form clears everything and invents nothing', () => {
  expect(inputOf(EMPTY)).toEqual({
    reportedStatus: null,
    completionPercent: null,
    completionMethod: null,
    peopleReached: null,
    peopleReachedReason: null,
    reachBasis: null,
    narrative: null,
    obstacles: null,
    evidence: [],
  });
});

test('a percentage comes with how it was found, a number of people with what it counts', () => {
  expect(inputOf({ ...EMPTY, completionPercent: '40', peopleReached: '0' })).toMatchObject({
    completionPercent: 40,
    completionMethod: 'JUDGEMENT',
    peopleReached: 0,
    reachBasis: 'COUNTED',
    peopleReachedReason: null,
  });
});

test('half a row of evidence waits until it is whole, and only web addresses are sent', () => {
  const evidence = [
    { category: 'REPORT', title: 'Report', url: 'https://example.org/r' },
    { category: 'REPORT', title: '', url: 'https://example.org/s' },
    { category: 'OTHER', title: 'Script', url: 'javascript:alert(1)' },
  ] as const;
  expect(inputOf({ ...EMPTY, evidence }).evidence).toEqual([evidence[0]]);
});

test('what a browser kept is read back whole, and what is no draft is none', () => {
  const draft = { ...EMPTY, narrative: 'Twelve families.' };
  expect(readDraft(JSON.stringify(draft))).toEqual(draft);
  for (const text of [null, '', '{', '7', '[]', '{"narrative":7}', '{"narrative":"x"}'])
    expect(readDraft(text)).toBeNull();
});
