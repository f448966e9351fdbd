import { expect, test } from 'vitest';
import { parseDimensions, writeDimensions } from './dimensions.ts';

test.each([
  ['', ''],
  ['origin=non-belgian', 'origin=non-belgian'],
  ['origin=belgian;age=0-3', 'age=0-3;origin=belgian'],
])('%s is written as %s', (text, written) => {
  expect(writeDimensions(parseDimensions(text) ?? [])).toBe(written);
});

test.each(['origin', 'origin=', '=x', 'a=b;', 'a=b;a=c', 'A=b', 'a=B', 'a=b=c', 'a=b; c=d', 'a=b%'])(
  '%s is no breakdown',
  (text) => {
    expect(parseDimensions(text)).toBeNull();
  },
);
