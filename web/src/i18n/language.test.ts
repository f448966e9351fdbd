import { expect, test } from 'vitest';
import { day, money, shortMoney, term } from './format.ts';
import { pickLanguage } from './language.ts';

test.each([
  [null, ['fr-BE', 'nl'], 'fr'],
  ['nl', ['fr'], 'nl'],
  [null, ['de-BE'], 'de'],
  ['xx', ['pl', 'nl-NL'], 'nl'],
  [null, ['pl'], 'en'],
  [null, [], 'en'],
])('asked %s and wishing %j, the page speaks %s', (asked, wishes, language) => {
  expect(pickLanguage(asked, wishes)).toBe(language);
});

const plain = (text: string) => text.replaceAll(/[\u00a0\u202f]/g, ' ');

test('sums and days are written as the language does, and lose no digit of a decimal text', () => {
  expect(plain(money({ amount: '1234567.89', currency: 'EUR' }, 'nl'))).toBe('€ 1.234.568');
  expect(plain(money({ amount: '12.5', currency: 'EUR' }, 'fr'))).toBe('12,50 €');
  expect(plain(money({ amount: '9007199254740993', currency: 'EUR' }, 'en'))).toBe('€9,007,199,254,740,993');
  expect(plain(shortMoney({ amount: '32200000', currency: 'EUR' }, 'nl'))).toBe('€ 32,2 mln.');
  expect(plain(shortMoney({ amount: '932800', currency: 'EUR' }, 'de'))).toBe('932.800 €');
  expect(plain(day('2026-01-01', 'nl'))).toBe('1 jan 2026');
  expect(plain(day('2026-12-31', 'nl', 'YEAR'))).toBe('2026');
  expect(plain(term('2013-12-13', null, 'en'))).toBe('December 2013');
});
