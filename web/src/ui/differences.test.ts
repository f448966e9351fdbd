import { expect, test } from 'vitest';
import { differencesOf } from './differences.ts';

test('what both have alike is no difference; what only one changed is likely meant', () => {
  const before = { same: 'a', mine: 'a', theirs: 'a', both: 'a', alike: 'a' };
  const mine = { ...before, mine: 'b', both: 'b', alike: 'c' };
  const theirs = { ...before, theirs: 'b', both: 'c', alike: 'c' };
  expect(differencesOf(before, mine, theirs)).toEqual([
    { name: 'mine', mine: 'b', theirs: 'a', likely: 'MINE' },
    { name: 'theirs', mine: 'a', theirs: 'b', likely: 'THEIRS' },
    { name: 'both', mine: 'b', theirs: 'c', likely: 'MINE' },
  ]);
});

test('what one of them left out is empty', () => {
  expect(differencesOf<'old' | 'new'>({}, { old: 'typed' }, { new: 'theirs' })).toEqual([
    { name: 'old', mine: 'typed', theirs: '', likely: 'MINE' },
    { name: 'new', mine: '', theirs: 'theirs', likely: 'THEIRS' },
  ]);
});
