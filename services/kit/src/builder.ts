// Services see the methods that these plugins add to a builder through these references.
/// <reference types="@pothos/plugin-federation" preserve="true" />
/// <reference types="@pothos/plugin-directives" preserve="true" />
import {
  LANGUAGES,
  type Language,
  type LocalText,
  pickText,
  type WordList,
  type WordOf,
  wordsOf,
} from '@kapstok/schema';
import SchemaBuilder from '@pothos/core';
import DirectivePlugin from '@pothos/plugin-directives';
import FederationPlugin from '@pothos/plugin-federation';
import './count-plugin.ts';
import './rights-plugin.ts';
import { dateScalar, dateTimeScalar, decimalScalar } from './scalars.ts';
import type { KitContext } from './subgraph.ts';

/** A Pothos builder as every service uses it: nothing is nullable unless it says so. */
export function createBuilder<Context extends KitContext>() {
  const builder = new SchemaBuilder<{
    Context: Context;
    DefaultFieldNullability: false;
    Scalars: {
      ID: { Input: string; Output: string };
      Date: { Input: string; Output: string };
      DateTime: { Input: string; Output: Date | string };
      Decimal: { Input: string; Output: string };
    };
  }>({ plugins: ['count', 'rights', DirectivePlugin, FederationPlugin], defaultFieldNullability: false });
  builder.addScalarType('Date', dateScalar);
  builder.addScalarType('DateTime', dateTimeScalar);
  builder.addScalarType('Decimal', decimalScalar);
  return builder;
}

export type Builder<Context extends KitContext> = ReturnType<typeof createBuilder<Context>>;

/** The values of a GraphQL enum from a word list, with its sentences as descriptions. */
export function enumValues<L extends WordList>(words: L): Record<WordOf<L>, { description: string }> {
  const entries = wordsOf(words).map((word) => [word, { description: words[word]?.about ?? '' }]);
  return Object.fromEntries(entries) as Record<WordOf<L>, { description: string }>;
}

/** The text in the viewer's language; null where there is no text in any. */
export function localText(text: LocalText | null, viewer: { languages: readonly Language[] }): string | null {
  return hasText(text) ? pickText(text, viewer.languages).text : null;
}

/** The language in which `localText` gives it. */
export function textLanguage(
  text: LocalText | null,
  viewer: { languages: readonly Language[] },
): Language | null {
  return hasText(text) ? pickText(text, viewer.languages).language : null;
}

const hasText = (text: LocalText | null): text is LocalText =>
  text !== null && LANGUAGES.some((language) => text[language] !== undefined && text[language] !== '');
