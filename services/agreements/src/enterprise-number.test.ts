import { expect, test } from 'vitest';
import { isEnterpriseNumber } from './enterprise-number.ts';

test.each([
  ['0630835639', true],
  ['0207437468', true],
  ['0630835638', false],
  ['0000000097', true],
  ['2630835639', false],
  ['630835639', false],
  ['0630.835.639', false],
  ['', false],
])('%s is an enterprise number: %s', (text, expected) => {
  expect(isEnterpriseNumber(text)).toBe(expected);
});
