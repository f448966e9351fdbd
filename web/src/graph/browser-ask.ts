import type { Language } from '@kapstok/schema';
import { type Ask, failed, readAnswer } from './answer.ts';

const WITHIN_MS = 20_000;
/** A change of much, such as a release of figures, takes the hub up to a minute. */
const CHANGE_WITHIN_MS = 70_000;

/** Asks the hub that served the page, in a language. What goes wrong on the way is an answer with an error. */
export const browserAsk =
  (language: Language): Ask =>
  async ({ name, text }, variables) => {
    try {
      const response = await fetch('/graphql', {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'accept-language': language },
        body: JSON.stringify({ operationName: name, query: text, variables }),
        signal: AbortSignal.timeout(text.startsWith('mutation') ? CHANGE_WITHIN_MS : WITHIN_MS),
      });
      return readAnswer(await response.json().catch(() => null));
    } catch {
      return failed('OFFLINE');
    }
  };
