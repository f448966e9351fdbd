import { createContext } from 'preact';
import { useContext, useEffect, useReducer, useRef } from 'preact/hooks';
import type { GraphError } from './answer.ts';
import type { Document } from './document.ts';
import { type Graph, keyOf } from './graph.ts';

export const GraphContext = createContext<Graph | null>(null);

export function useGraph(): Graph {
  const graph = useContext(GraphContext);
  if (graph === null) throw new Error('There is no graph around this component.');
  return graph;
}

export interface Shown<Result> {
  /** Null while nothing came, or when nothing will; of the question before while the next one is asked. */
  readonly data: Result | null;
  readonly errors: readonly GraphError[];
  readonly isLoading: boolean;
}

/** The answer to a question, kept up to date. */
export function useQuery<Result, Variables>(
  document: Document<Result, Variables>,
  variables: Variables,
): Shown<Result> {
  const graph = useGraph();
  const [, redraw] = useReducer((count: number) => count + 1, 0);
  const key = keyOf(document, variables);
  useEffect(() => graph.watch(key, () => redraw(null)), [graph, key]);
  const { answer, isLoading } = graph.read(document, variables);
  const last = useRef<{ name: string; data: Result | null }>({ name: document.name, data: null });
  if (answer !== null) last.current = { name: document.name, data: answer.data };
  const data = answer === null && last.current.name === document.name ? last.current.data : answer?.data;
  return { data: data ?? null, errors: answer?.errors ?? [], isLoading };
}

/** Redraws when parts of the hub go or come, or a sign-in ends. */
export function useGraphNews(): Graph {
  const graph = useGraph();
  const [, redraw] = useReducer((count: number) => count + 1, 0);
  useEffect(() => graph.listen(() => redraw(null)), [graph]);
  return graph;
}
