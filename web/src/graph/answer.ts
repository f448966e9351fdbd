import type { Document } from './document.ts';

/** An error of the graph, as far as pages look at it. */
export interface GraphError {
  readonly message: string;
  readonly code: string;
  /** The part of the hub that it is about; null when it is about none. */
  readonly subgraph: string | null;
}

/** What came back: data, errors, or some of both. */
export interface Answer<Result> {
  readonly data: Result | null;
  readonly errors: readonly GraphError[];
}

/** Sends one question. */
export type Ask = <Result, Variables>(
  document: Document<Result, Variables>,
  variables: Variables,
) => Promise<Answer<Result>>;

/** Reads the body of an answer; whatever is no answer is an error of its own. */
export function readAnswer<Result>(body: unknown): Answer<Result> {
  const { data = null, errors = [] } =
    typeof body === 'object' && body !== null
      ? (body as { data?: Result | null; errors?: readonly unknown[] })
      : {};
  const found = Array.isArray(errors) ? errors.map(readError) : [];
  if (data === null && found.length === 0) return failed('UNREADABLE');
  return { data, errors: found };
}

function readError(error: unknown): GraphError {
  const { message, extensions } = (error ?? {}) as {
    message?: unknown;
    extensions?: { code?: unknown; subgraph?: unknown };
  };
  return {
    message: typeof message === 'string' ? message : '',
    code: typeof extensions?.code === 'string' ? extensions.code : 'INTERNAL',
    subgraph: typeof extensions?.subgraph === 'string' ? extensions.subgraph : null,
  };
}

/** An answer that never came. */
export const failed = (code: 'OFFLINE' | 'UNREADABLE'): Answer<never> => ({
  data: null,
  errors: [{ message: '', code, subgraph: null }],
});

/** The parts of the hub that did not answer. */
export const missingParts = (errors: readonly GraphError[]): string[] => [
  ...new Set(
    errors.flatMap(({ code, subgraph }) =>
      code === 'SUBGRAPH_UNAVAILABLE' && subgraph !== null ? [subgraph] : [],
    ),
  ),
];
