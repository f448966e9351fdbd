import { type Answer, type Ask, missingParts } from './answer.ts';
import type { Document } from './document.ts';

/** What is known of a question: nothing yet, an answer, or an answer while a newer one is on its way. */
export interface Entry<Result> {
  readonly answer: Answer<Result> | null;
  readonly isLoading: boolean;
}

/** What a server has asked, for the page that takes over from it. */
export type Snapshot = Readonly<Record<string, Answer<unknown>>>;

/**
 * Questions and their answers, each asked once for all that show it. After a change everything that is shown is asked
 * again: plans are small, and a figure that is a minute old beside one that is new would be worse than a second request.
 */
export class Graph {
  readonly #ask: Ask;
  readonly #entries = new Map<string, Entry<unknown>>();
  readonly #again = new Map<string, () => Promise<void>>();
  readonly #watchers = new Map<string, Set<() => void>>();
  readonly #pending = new Set<Promise<void>>();
  readonly #since: Map<string, Date>;
  /** What came back of the last change. */
  #sent: Answer<unknown> | null = null;
  readonly #listeners = new Set<() => void>();
  #isSignedOut = false;

  /** `since`: parts of the hub of which it is known that they did not answer, and from when. */
  constructor(ask: Ask, snapshot: Snapshot = {}, since: ReadonlyMap<string, Date> = new Map()) {
    this.#ask = ask;
    this.#since = new Map(since);
    for (const [key, answer] of Object.entries(snapshot))
      this.#entries.set(key, { answer, isLoading: false });
    this.#noticeMissing();
  }

  /** The answer as far as it is known; asks when nobody did. */
  read<Result, Variables>(document: Document<Result, Variables>, variables: Variables): Entry<Result> {
    const key = keyOf(document, variables);
    const entry = this.#entries.get(key) as Entry<Result> | undefined;
    const again = () => this.#fetch(key, document, variables);
    this.#again.set(key, again);
    if (entry !== undefined) return entry;
    void again();
    return this.#entries.get(key) as Entry<Result>;
  }

  /** Asks without keeping the answer: for changes. */
  async send<Result, Variables>(
    document: Document<Result, Variables>,
    variables: Variables,
  ): Promise<Answer<Result>> {
    const answer = await this.#ask(document, variables);
    this.#sent = answer;
    this.#noticeMissing();
    this.#notice(answer);
    return answer;
  }

  watch(key: string, tell: () => void): () => void {
    const watchers = this.#watchers.get(key) ?? new Set();
    this.#watchers.set(key, watchers.add(tell));
    return () => {
      watchers.delete(tell);
      if (watchers.size > 0) return;
      this.#watchers.delete(key);
      // What lacks a part is asked anew when somebody comes back to it.
      if (missingParts(this.#entries.get(key)?.answer?.errors ?? []).length > 0) this.#entries.delete(key);
    };
  }

  /** Asks again what is shown, and forgets the rest. */
  async refresh(): Promise<void> {
    const shown: Promise<void>[] = [];
    for (const key of [...this.#entries.keys()]) {
      if (this.#watchers.has(key)) shown.push(this.#again.get(key)?.() ?? Promise.resolve());
      else this.#entries.delete(key);
    }
    await Promise.all(shown);
  }

  /** Waits until nothing is on its way; false when nothing was. */
  async settle(): Promise<boolean> {
    const pending = [...this.#pending];
    await Promise.all(pending);
    return pending.length > 0;
  }

  snapshot(): Snapshot {
    const known = [...this.#entries].flatMap(([key, { answer }]) => (answer === null ? [] : [[key, answer]]));
    return Object.fromEntries(known);
  }

  /** Parts of the hub that what is shown now had no answer from, and since when. */
  get missing(): ReadonlyMap<string, Date> {
    return this.#since;
  }

  /** Whether the hub said that it does not know the sign-in any more. */
  get isSignedOut(): boolean {
    return this.#isSignedOut;
  }

  /** Told when `missing` or `isSignedOut` may have changed. */
  listen(tell: () => void): () => void {
    this.#listeners.add(tell);
    return () => this.#listeners.delete(tell);
  }

  #fetch<Result, Variables>(
    key: string,
    document: Document<Result, Variables>,
    variables: Variables,
  ): Promise<void> {
    this.#put(key, { answer: this.#entries.get(key)?.answer ?? null, isLoading: true });
    const work = this.#ask(document, variables)
      .then((answer) => this.#notice(answer, document, variables))
      .then((answer) => this.#put(key, { answer, isLoading: false }))
      .finally(() => this.#pending.delete(work));
    this.#pending.add(work);
    return work;
  }

  #put(key: string, entry: Entry<unknown>): void {
    this.#entries.set(key, entry);
    if (!entry.isLoading) this.#noticeMissing();
    for (const tell of this.#watchers.get(key) ?? []) tell();
  }

  /** A part is missing as long as an answer that is shown lacks it, and since it first did; a server shows them all. */
  #noticeMissing(): void {
    const shown = [...this.#entries].filter(([key]) => this.#watchers.size === 0 || this.#watchers.has(key));
    const answers = [...shown.map(([, { answer }]) => answer), this.#sent];
    const missing = new Set(answers.flatMap((answer) => missingParts(answer?.errors ?? [])));
    for (const part of missing) if (!this.#since.has(part)) this.#since.set(part, new Date());
    for (const part of this.#since.keys()) if (!missing.has(part)) this.#since.delete(part);
    for (const tell of this.#listeners) tell();
  }

  /** Notes what an answer tells of the hub; asks a second time, as nobody, when the sign-in ended. */
  async #notice<Result, Variables>(
    answer: Answer<Result>,
    document?: Document<Result, Variables>,
    variables?: Variables,
  ): Promise<Answer<Result>> {
    const isOut = answer.errors.some(({ code }) => code === 'UNAUTHENTICATED');
    if (isOut) this.#isSignedOut = true;
    for (const tell of this.#listeners) tell();
    // The refusal made the browser forget its session, so what is public is answered now.
    return isOut && document !== undefined && variables !== undefined
      ? this.#ask(document, variables)
      : answer;
  }
}

export const keyOf = <Result, Variables>(
  { name }: Document<Result, Variables>,
  variables: Variables,
): string => `${name} ${JSON.stringify(variables)}`;
