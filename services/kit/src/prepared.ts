import { LRUCache } from 'lru-cache';
import type pg from 'pg';

/** From the third time on a statement is worth its place in the memory of every connection. */
const WORTH_IT = 3;
/** PostgreSQL keeps the plan of each name in each connection, some tens of kilobytes: so there is an end to names. */
const NAMES = 300;
const REMEMBERED = 5000;

/**
 * Names for statements that are sent again and again. PostgreSQL reads, rewrites (with the policies of row-level
 * security) and plans a named one a few times and not each time, which is a third to a half of all its work for us.
 */
export class PreparedStatements {
  readonly #seen = new LRUCache<string, number>({ max: REMEMBERED });
  readonly #names = new Map<string, string>();

  /** The statement, with its name where it has one. */
  named(statement: pg.QueryConfig): pg.QueryConfig {
    const name = this.#nameOf(statement.text);
    return name === undefined ? statement : { ...statement, name };
  }

  #nameOf(text: string): string | undefined {
    const known = this.#names.get(text);
    if (known !== undefined || this.#names.size >= NAMES) return known;
    const seen = (this.#seen.get(text) ?? 0) + 1;
    this.#seen.set(text, seen);
    if (seen < WORTH_IT) return undefined;
    const name = `kapstok_${this.#names.size + 1}`;
    this.#names.set(text, name);
    return name;
  }
}

/** Whether what was prepared does not fit its table any more: a migration ran beside this process. */
export const isOutOfDate = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === '0A000';
