import type { PersonalDataKind } from '@kapstok/schema';
import { personalDataIn } from './personal-data.ts';

/** That a text of an input seems to hold something of one person. Its own words are not repeated. */
export interface TextWarning {
  readonly kind: PersonalDataKind;
  /** The field of the input, from `input` on. */
  readonly path: readonly string[];
}

/** Fields that are no free text: keys, and addresses that are asked for as such. */
const ASKED_FOR: readonly string[] = ['idempotencyKey', 'email', 'url', 'evidenceUrl'];

/** What the texts of an input seem to hold of persons, each kind once a field. */
export function textWarnings(input: unknown, path: readonly string[] = ['input']): TextWarning[] {
  if (typeof input === 'string') {
    const kinds = new Set(personalDataIn(input).map(({ kind }) => kind));
    return [...kinds].map((kind) => ({ kind, path }));
  }
  if (typeof input !== 'object' || input === null || input instanceof Date) return [];
  return Object.entries(input).flatMap(([name, value]) =>
    ASKED_FOR.includes(name) ? [] : textWarnings(value, [...path, name]),
  );
}
