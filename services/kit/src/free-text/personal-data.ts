import { PERSONAL_DATA_KIND, type PersonalDataKind, wordsOf } from '@kapstok/schema';

/** Something in a text that looks as if it were of one person. */
export interface PersonalData {
  readonly kind: PersonalDataKind;
  /** Where it stands, in UTF-16 code units: from the first on, up to but not with the last. */
  readonly start: number;
  readonly end: number;
}

const PATTERNS: Record<PersonalDataKind, RegExp> = {
  NATIONAL_NUMBER: /(?<!\d)\d{2}[ .]?\d{2}[ .]?\d{2}[ .-]{0,3}\d{3}[ .-]{0,3}\d{2}(?!\d)/g,
  IBAN: /(?<![\p{L}\d])[A-Z]{2}\d{2}(?:[ -]?[A-Z\d]){11,30}(?![\p{L}\d])/giu,
  // Not dates, such as 01/09/2025, which begin alike.
  PHONE_NUMBER:
    /(?<![\d+/.-])(?!\d\d[/.-]\d\d[/.-]\d{4}(?!\d))(?:(?:\+|00)\d{2}[ ./-]?(?:\(0\)[ ./-]?)?[1-9]|0[1-9])(?:[ ./-]?\d){6,9}(?!\d)/g,
  EMAIL_ADDRESS: /[\p{L}\d][\p{L}\d._%+-]{0,63}@(?:[\p{L}\d](?:[\p{L}\d-]{0,61}[\p{L}\d])?\.)+\p{L}{2,24}/giu,
};

/** Whether what looks like one is one; where there is a check, only what passes it counts. */
const IS_ONE: Record<PersonalDataKind, (found: string) => boolean> = {
  NATIONAL_NUMBER: isNationalNumber,
  IBAN: isIban,
  PHONE_NUMBER: () => true,
  EMAIL_ADDRESS: () => true,
};

/**
 * National numbers of Belgium, bank accounts, phone numbers and e-mail addresses in a text, in their order. What is
 * part of another is not told again: a national number is no phone number too.
 */
export function personalDataIn(text: string): PersonalData[] {
  const found: PersonalData[] = [];
  for (const kind of wordsOf(PERSONAL_DATA_KIND))
    for (const own of allOf(kind, text))
      if (!found.some((other) => own.start < other.end && other.start < own.end)) found.push(own);
  return found.sort((a, b) => a.start - b.start);
}

function* allOf(kind: PersonalDataKind, text: string): Generator<PersonalData> {
  const pattern = new RegExp(PATTERNS[kind]);
  for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
    const [fitting] = prefixesOf(match[0]).filter(IS_ONE[kind]);
    if (fitting === undefined) continue;
    pattern.lastIndex = match.index + fitting.length;
    yield { kind, start: match.index, end: pattern.lastIndex };
  }
}

/** A match may have taken in the words behind it: itself, and what is left of it without its last words. */
function prefixesOf(match: string): string[] {
  const ends = [...match.matchAll(/ /g)].map(({ index }) => index);
  return [match, ...ends.reverse().map((end) => match.slice(0, end))];
}

/**
 * Whether eleven digits are a national number: the last two are 97 less the rest of the first nine by 97, before which
 * a 2 stands for who was born from 2000 on. Months and days may be 0 (not known) and months 20 or 40 more (numbers of
 * people who are not in the register).
 */
export function isNationalNumber(text: string): boolean {
  const digits = text.replace(/\D/g, '');
  if (digits.length !== 11) return false;
  const month = Number(digits.slice(2, 4)) % 20;
  if (Number(digits.slice(2, 4)) > 52 || month > 12 || Number(digits.slice(4, 6)) > 31) return false;
  const [body, check] = [Number(digits.slice(0, 9)), Number(digits.slice(9))];
  return [body, 2_000_000_000 + body].some((number) => 97 - (number % 97) === check);
}

/** Whether a text is a bank account number: its letters as numbers and its beginning at the end, it leaves 1 by 97. */
export function isIban(text: string): boolean {
  const plain = text.replace(/[ -]/g, '').toUpperCase();
  if (!/^[A-Z]{2}\d{2}[A-Z\d]{11,30}$/.test(plain)) return false;
  let rest = 0;
  for (const letter of plain.slice(4) + plain.slice(0, 4))
    for (const digit of String(Number.parseInt(letter, 36))) rest = (rest * 10 + Number(digit)) % 97;
  return rest === 1;
}
