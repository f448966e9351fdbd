import type { AnswerType } from '@kapstok/schema';

const isDay = (text: string): boolean =>
  /^\d{4}-\d\d-\d\d$/.test(text) && new Date(`${text}T00:00:00Z`).toJSON()?.slice(0, 10) === text;

const FITS: Readonly<Record<AnswerType, { is(text: string): boolean; right: string }>> = {
  YES_NO_POSSIBLY: { is: (text) => ['YES', 'NO', 'POSSIBLY'].includes(text), right: 'YES, NO or POSSIBLY' },
  EFFECT: {
    is: (text) => ['-2', '-1', '0', '1', '2', 'UNKNOWN'].includes(text),
    right: 'a whole number from -2 to 2, or UNKNOWN',
  },
  TEXT: { is: (text) => text.length <= 4000, right: 'a text of at most 4000 characters' },
  REFERENCE: {
    is: (text) => text.length <= 500 && !/\s/.test(text),
    right: 'a code or a web address without blanks',
  },
  MULTIPLE: {
    is: (text) => text.length <= 1000 && text.split(';').every((word) => word.trim() !== ''),
    right: 'one or more words, separated by semicolons',
  },
  NUMBER: {
    is: (text) => /^-?\d{1,15}(\.\d{1,6})?$/.test(text),
    right: 'a number, with a dot before decimals',
  },
  DATE: { is: isDay, right: 'a day, YYYY-MM-DD' },
};

/** What is wrong with an answer to a question of this type; null when it fits. */
export function flawOfAnswer(type: AnswerType, answer: string): string | null {
  return FITS[type].is(answer) ? null : `the answer is ${FITS[type].right}`;
}
