import * as schema from '@kapstok/schema';
import { expect, test } from 'vitest';
import { de } from '../messages/de.ts';
import { en } from '../messages/en.ts';
import { fr } from '../messages/fr.ts';
import { nl } from '../messages/nl.ts';
import { words as deWords } from '../words/de.ts';
import { words as enWords } from '../words/en.ts';
import { words as frWords } from '../words/fr.ts';
import { words as nlWords } from '../words/nl.ts';
import type { Messages, Words } from './hooks.ts';
import { fill, placesOf } from './text.ts';

const MESSAGES: Record<schema.Language, Messages> = { nl, fr, en, de };
const WORDS: Record<schema.Language, Words> = { nl: nlWords, fr: frWords, en: enWords, de: deWords };
const names = Object.keys(en) as (keyof Messages)[];

test.each(schema.LANGUAGES)(
  'every sentence is there in %s, and asks for what the English one asks',
  (language) => {
    const messages = MESSAGES[language];
    expect(Object.keys(messages).sort()).toEqual([...names].sort());
    const faults = names.filter(
      (name) => messages[name].trim() === '' || `${placesOf(messages[name])}` !== `${placesOf(en[name])}`,
    );
    expect(faults).toEqual([]);
  },
);

test.each(schema.LANGUAGES)('every word of the graph that pages show has a name in %s', (language) => {
  const words = WORDS[language];
  const missing = Object.entries(enWords).flatMap(([list, entries]) => {
    const found: Readonly<Record<string, string>> = words[list as keyof Words];
    return Object.keys(entries)
      .filter((word) => !found[word])
      .map((word) => `${list}.${word}`);
  });
  expect(missing).toEqual([]);
});

/** Lists whose name in the graph is not that of the constant in the contract. */
const CALLED_OTHERWISE: Readonly<Record<string, string>> = { ReportingPeriodState: 'PERIOD_STATE' };
const OWN = ['Standing', 'Service'];
const constantOf = (list: string): string =>
  CALLED_OTHERWISE[list] ?? list.replace(/(?<=.)[A-Z]/g, (letter) => `_${letter}`).toUpperCase();

test.each(['nl', 'fr', 'en'] as const)('words are called in %s as the contract calls them', (language) => {
  const lists = Object.entries(WORDS[language]).filter(([list]) => !OWN.includes(list));
  for (const [list, words] of lists) {
    const contract = (schema as unknown as Record<string, schema.WordList>)[constantOf(list)];
    const said = Object.entries(contract ?? {}).map(([word, labels]) => [word, labels[language]]);
    expect(words, list).toEqual(Object.fromEntries(said));
  }
  expect(lists.length).toBeGreaterThan(30);
});

test.each([
  ['{n|one action|# actions}', { n: 1 }, 'en', 'one action'],
  ['{n|one action|# actions}', { n: 1234 }, 'en', '1,234 actions'],
  ['{n|# actie|# acties}', { n: 0 }, 'nl', '0 acties'],
  ['{n|# action|# actions}', { n: 0 }, 'fr', '0 action'],
  ['{part} of {whole}', { part: 2, whole: 'ten' }, 'en', '2 of ten'],
  ['{name}', {}, 'en', '{name}'],
  // What is filled in is not looked into.
  ['{name}', { name: '{n|a|b}' }, 'en', '{n|a|b}'],
])('%s with %j in %s: %s', (sentence, values, language, filled) => {
  expect(fill(sentence, values as Record<string, string | number>, language)).toBe(filled);
});
