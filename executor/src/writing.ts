import type { Data } from './values.ts';

/** What goes on while one answer is written. */
export interface Writing {
  /** Values that broke the promises of the schema; paths are written from their end. */
  readonly violations: { readonly message: string; readonly path: (string | number)[] }[];
  readonly variables: Readonly<Data>;
}

/** Writes a value as JSON; undefined where null may not stand, so that what is around it becomes null. */
export type Write = (value: unknown, writing: Writing) => string | undefined;

export const NULL = 'null';

export function violated({ violations }: Writing, message: string): string {
  violations.push({ message, path: [] });
  return NULL;
}
