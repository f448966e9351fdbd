import { createHash } from 'node:crypto';
import { parse, stripIgnoredCharacters } from 'graphql';
import { asksSchema } from '../introspection.ts';
import type { Refusal } from './refusal.ts';

const REMEMBERED = 1000;

const UNKNOWN: Refusal = {
  status: 403,
  code: 'BAD_REQUEST',
  message:
    'Without a token this hub answers only the questions that it knows: those of its pages and those that its keepers named. ' +
    'To ask your own, make an API token at /account and send it as Authorization: Bearer.',
};

/** Refuses a question that is not among the known ones; null when it may pass. */
export type OperationsCheck = (source: string) => Refusal | null;

/**
 * The known ones are given as texts, or as `sha256:` with the hexadecimal hash of the text without what GraphQL ignores.
 * White space and comments make no other question of it. What asks the schema alone always passes: that is published.
 */
export function createOperationsCheck(known: Iterable<string>): OperationsCheck {
  const hashes = new Set([...known].map((one) => (one.startsWith('sha256:') ? one.slice(7) : hashOf(one))));
  // By the text as it came, so that a page which asks again pays for one hash.
  const passed = new Set<string>();
  return (source) => {
    const key = createHash('sha256').update(source).digest('base64');
    if (passed.has(key)) return null;
    if (!isKnown(source, hashes)) return UNKNOWN;
    if (passed.size >= REMEMBERED) passed.delete(passed.values().next().value ?? '');
    passed.add(key);
    return null;
  };
}

/** By which a question is known, however it is laid out. */
export const hashOf = (source: string): string =>
  createHash('sha256').update(stripIgnoredCharacters(source)).digest('hex');

function isKnown(source: string, hashes: ReadonlySet<string>): boolean {
  try {
    return hashes.has(hashOf(source)) || asksSchema(parse(source, { noLocation: true }));
  } catch {
    // What is no GraphQL is refused with its place in the text, as ever.
    return true;
  }
}
