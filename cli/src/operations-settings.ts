import { readFileSync } from 'node:fs';
// The parser alone: settings are read before anything is started.
import { parse } from 'graphql/language/parser.js';
import { z } from 'zod';
import { webOperations } from './assets.ts';

const FORM = 'must name a JSON file: an object with the text of a question, or sha256:HASH, by name';
const named = z.record(
  z.string(),
  z.string().refine(isQuestion, 'is no GraphQL, nor sha256: with 64 digits'),
);

/** The questions that are answered without a token, for the schema of all settings. */
export const operationsVariables = {
  KAPSTOK_OPERATIONS: z.enum(['any', 'known'], { error: 'must be any or known' }).default('any'),
  KAPSTOK_OPERATIONS_FILE: z
    .string()
    .transform((file, context) => {
      const found = named.safeParse(readJson(file));
      if (found.success) return Object.values(found.data);
      const [issue] = found.error.issues;
      const at = issue?.path.length ? `${FORM}; ${issue.path.join('.')} ${issue.message}` : FORM;
      context.addIssue({ code: 'custom', message: at });
      return z.NEVER;
    })
    .optional(),
};

/** What is answered without a token beside what the pages ask; null: everything. */
export type OperationsSetting = readonly string[] | null;

export const toOperations = (given: {
  readonly KAPSTOK_OPERATIONS: 'any' | 'known';
  readonly KAPSTOK_OPERATIONS_FILE?: readonly string[] | undefined;
}): OperationsSetting => (given.KAPSTOK_OPERATIONS === 'any' ? null : (given.KAPSTOK_OPERATIONS_FILE ?? []));

/** For the gateway: with those of the pages. */
export async function knownOperations(
  setting: OperationsSetting | undefined,
): Promise<{ operations?: readonly string[] }> {
  if (setting === null || setting === undefined) return {};
  return { operations: [...(await webOperations()), ...setting] };
}

function isQuestion(text: string): boolean {
  if (text.startsWith('sha256:')) return /^sha256:[0-9a-f]{64}$/.test(text);
  try {
    return parse(text).definitions.length > 0;
  } catch {
    return false;
  }
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
}
