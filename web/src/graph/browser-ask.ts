import type { Language } from '@kapstok/schema';
import { type Ask, failed, readAnswer } from './answer.ts';

const WITHIN_MS = 20_000;

/** Asks the hub that served the page, in a language. What goes wrong on the way is an answer with an error. */
export const browserAsk =
  (language: Language): Ask =>
  async ({ name, text }, variables) => {
    try {
      const response = await fetch('/graphql', {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'accept-language': language },
        body: JSON.stringify({ operationName: name, query: text, variables }),
        signal: AbortSignal.timeout(WITHIN_MS),
      });
      return readAnswer(await response.json().catch(() => null));
    } catch {
      return failed('OFFLINE');
    }
  };
