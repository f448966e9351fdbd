import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { SubgraphAnswer } from './subgraph.ts';

/** SQL, in words, of what two transactions share that see the same rows; a server that started anew shares nothing. */
export const SNAPSHOT = `pg_current_snapshot()::text || ' since ' || pg_postmaster_start_time()::text`;

/** An answer, and whether nothing decided it but the rows and what was asked. */
export interface WorkedOut {
  readonly answer: SubgraphAnswer;
  readonly isLasting: boolean;
}

/**
 * Answers as text, for as long as PostgreSQL shows what it showed: whoever asks the same again in a transaction with
 * the same snapshot would be answered the same. The next commit, whoever's and from whatever process, ends them all.
 */
export class KeptAnswers {
  readonly #texts: LRUCache<string, string>;
  #snapshot: string | null = null;

  /** 0 megabytes: none is kept. */
  constructor(megabytes: number) {
    const maxSize = Math.max(1, megabytes * 2 ** 20);
    this.#texts = new LRUCache({ maxSize, sizeCalculation: (text) => text.length + 200 });
  }

  /** The kept answer, or what `work` comes to. `asked` is all that decides an answer beside the rows of the snapshot. */
  async answer(snapshot: string, asked: unknown, work: () => Promise<WorkedOut>): Promise<SubgraphAnswer> {
    if (snapshot !== this.#snapshot) this.#texts.clear();
    this.#snapshot = snapshot;
    const key = createHash('sha256').update(JSON.stringify(asked)).digest('base64');
    const known = this.#texts.get(key);
    // Whoever joins answers writes into them: each gets its own.
    if (known !== undefined) return JSON.parse(known) as SubgraphAnswer;
    const { answer, isLasting } = await work();
    // Somebody else may have seen a later snapshot meanwhile.
    if (isLasting && snapshot === this.#snapshot) this.#texts.set(key, JSON.stringify(answer));
    return answer;
  }
}
