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
  readonly #texts: LRUCache<string, string> | null;
  readonly #underWay = new Map<string, Promise<string | null>>();
  #snapshot: string | null = null;

  /** 0 megabytes: none is kept. */
  constructor(megabytes: number) {
    const maxSize = Math.floor(megabytes * 2 ** 20);
    const sizeCalculation = (text: string) => text.length + 200;
    this.#texts = maxSize < 1 ? null : new LRUCache({ maxSize, sizeCalculation });
  }

  /**
   * The kept answer, or what `work` comes to; who asks while another works on the same waits for that. `asked` is all
   * that decides an answer beside the rows of the snapshot.
   */
  async answer(snapshot: string, asked: unknown, work: () => Promise<WorkedOut>): Promise<SubgraphAnswer> {
    if (this.#texts === null) return (await work()).answer;
    if (snapshot !== this.#snapshot) this.#texts.clear();
    this.#snapshot = snapshot;
    const key = createHash('sha256').update(snapshot).update(JSON.stringify(asked)).digest('base64');
    const known = this.#texts.get(key) ?? (await this.#underWay.get(key));
    // Whoever joins answers writes into them: each gets its own.
    if (typeof known === 'string') return JSON.parse(known) as SubgraphAnswer;
    const working = work();
    this.#underWay.set(key, this.#keep(snapshot, key, working));
    return (await working).answer;
  }

  /** The text of what lasts; null of what fails or does not, which each works out for itself. */
  async #keep(snapshot: string, key: string, working: Promise<WorkedOut>): Promise<string | null> {
    try {
      const { answer, isLasting } = await working;
      if (!isLasting) return null;
      const text = JSON.stringify(answer);
      // Somebody else may have seen a later snapshot meanwhile.
      if (snapshot === this.#snapshot) this.#texts?.set(key, text);
      return text;
    } catch {
      return null;
    } finally {
      this.#underWay.delete(key);
    }
  }
}
