import type { Language } from '@kapstok/schema';
import type { Speech } from './hooks.ts';

const LOADERS: Record<Language, () => Promise<Pick<Speech, 'messages' | 'words'>>> = {
  nl: async () => ({
    messages: (await import('../messages/nl.ts')).nl,
    words: (await import('../words/nl.ts')).words,
  }),
  fr: async () => ({
    messages: (await import('../messages/fr.ts')).fr,
    words: (await import('../words/fr.ts')).words,
  }),
  en: async () => ({
    messages: (await import('../messages/en.ts')).en,
    words: (await import('../words/en.ts')).words,
  }),
  de: async () => ({
    messages: (await import('../messages/de.ts')).de,
    words: (await import('../words/de.ts')).words,
  }),
};

/** The sentences and words of one language; the others are not sent to the reader. */
export const loadSpeech = async (language: Language): Promise<Speech> => ({
  language,
  ...(await LOADERS[language]()),
});
