import { expect, test } from 'vitest';
import { pickLanguage } from './language.ts';

test.each([
  ['fr', ['nl-BE'], 'fr'],
  [null, ['fr-BE', 'nl'], 'fr'],
  [null, ['de-BE', 'nl-BE'], 'nl'],
  ['xx', ['nl'], 'nl'],
  [null, ['pl'], 'en'],
  [null, [], 'en'],
])('asked for %s by a browser that wishes %j, the page speaks %s', (asked, wishes, language) => {
  expect(pickLanguage(asked, wishes)).toBe(language);
});
