import { useRef, useState } from 'preact/hooks';
import type { Document } from './document.ts';
import { useGraph } from './hooks.ts';

/** Why a change was refused, or did not arrive. */
export interface Refusal {
  /** A code of the graph; `OFFLINE`: it did not arrive. */
  readonly code: string;
  /** The sentence that the hub says; empty when it said none. */
  readonly message: string;
  /** The field of the input that it is about, if it is about one. */
  readonly field: string | null;
}

interface Payload {
  readonly userErrors: readonly {
    readonly code: string;
    readonly message: string;
    readonly path: readonly string[] | null;
  }[];
}

/** What became of a change. */
export interface Outcome<Result> {
  readonly data: Result | null;
  readonly refusals: readonly Refusal[];
}

interface Options {
  /** Nothing is asked again after it. */
  readonly isQuiet?: boolean;
}

/**
 * Sends a change. It carries a key of its own, so that sending it again after a lost connection has its effect once;
 * the key stays as long as the same input is tried again.
 */
export function useChange<Result extends object, Input extends object>(
  document: Document<Result, { readonly input: Input }>,
) {
  const graph = useGraph();
  const [isBusy, setBusy] = useState(false);
  const [refusals, setRefusals] = useState<readonly Refusal[]>([]);
  const [sent, setSent] = useState<{ text: string; key: string } | null>(null);
  const flight = useRef<{ text: string; outcome: Promise<Outcome<Result>> } | null>(null);
  /** A second press while the first is on its way is the same press. */
  const send = (input: Input, options?: Options): Promise<Outcome<Result>> => {
    const text = JSON.stringify(input);
    if (flight.current?.text === text) return flight.current.outcome;
    const outcome = sendOnce(input, text, options).finally(() => {
      if (flight.current?.outcome === outcome) flight.current = null;
    });
    flight.current = { text, outcome };
    return outcome;
  };
  const sendOnce = async (
    input: Input,
    text: string,
    { isQuiet = false }: Options = {},
  ): Promise<Outcome<Result>> => {
    setBusy(true);
    const key = sent?.text === text ? sent.key : crypto.randomUUID();
    setSent({ text, key });
    const answer = await graph.send(document, { input: { ...input, idempotencyKey: key } });
    const found = refusalsOf(answer.data, answer.errors);
    setRefusals(found);
    const isDone = found.length === 0;
    const isOvertaken = found.some(({ code }) => code === 'VERSION_CONFLICT' || code === 'CONFLICT');
    if (isDone) setSent(null);
    const refreshed = isQuiet || !(isDone || isOvertaken) ? Promise.resolve() : graph.refresh();
    const over = refreshed.finally(() => setBusy(false));
    // A form is emptied at once, before somebody types the next thing in it; who was overtaken waits to see by what.
    if (!isDone) await over;
    return { data: answer.data, refusals: found };
  };
  return { send, isBusy, refusals, forget: () => setRefusals([]) };
}

/** What the payloads of an answer and the answer itself refuse. */
export function refusalsOf(
  data: object | null,
  errors: readonly { readonly code: string; readonly message: string }[],
): readonly Refusal[] {
  const payloads = Object.values(data ?? {}) as (Payload | null)[];
  const told = payloads.flatMap((payload) => payload?.userErrors ?? []);
  return [
    ...told.map(({ code, message, path }) => ({ code, message, field: path?.at(-1) ?? null })),
    ...errors.map(({ code, message }) => ({ code, message, field: null })),
  ];
}
