import type { Language } from '@kapstok/schema';
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { en } from '../messages/en.ts';
import type { words as englishWords } from '../words/en.ts';
import { clock, day, type Money, moment, money, number, type Precision, shortMoney, term } from './format.ts';
import { fill, type Values } from './text.ts';

/** Every sentence that the pages say, by name. */
export type Messages = Readonly<Record<keyof typeof en, string>>;
/** What the words of the graph are called, by their list. */
export type Words = { readonly [List in keyof typeof englishWords]: WordsOf<(typeof englishWords)[List]> };
type WordsOf<List> = Readonly<Record<Extract<keyof List, string>, string>>;

export interface Speech {
  readonly language: Language;
  readonly messages: Messages;
  readonly words: Words;
}

export const SpeechContext = createContext<Speech | null>(null);

/** All that is needed to say something in the reader's language. */
export function useText() {
  const speech = useContext(SpeechContext);
  if (speech === null) throw new Error('There is no language around this component.');
  const { language, messages, words } = speech;
  return {
    language,
    words,
    t: (name: keyof Messages, values: Values = {}) => fill(messages[name], values, language),
    money: (sum: Money) => money(sum, language),
    shortMoney: (sum: Money) => shortMoney(sum, language),
    number: (value: string | number, digits?: number) => number(value, language, digits),
    day: (date: string, precision?: Precision | null) => day(date, language, precision),
    term: (from: string, to: string | null) => term(from, to, language),
    clock: (instant: Date) => clock(instant, language),
    moment: (instant: string) => moment(instant, language),
  };
}

export type Text = ReturnType<typeof useText>;
