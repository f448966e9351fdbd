import type { Viewer } from '@kapstok/schema';
import type { Logger } from 'pino';
import type { Refusal } from './limits/refusal.ts';

/** What the gateway knows of one request while it runs; Apollo's context. Nothing of it comes from client headers but languages. */
export interface RequestScope {
  readonly correlationId: string;
  readonly log: Logger;
  /** Who asks. */
  readonly viewer: Viewer;
  /** Takes what the question costs from the budget of whoever asks, or refuses. */
  readonly charge: (points: number) => Promise<Refusal | null>;
  /** The viewer, signed at the first call and then kept: one token for all subgraphs of the request. */
  readonly viewerToken: () => Promise<string>;
  /** Aborts when the caller hangs up. */
  readonly gone: AbortSignal;
  /** When all calls of the request must be over, on the clock of `performance.now()`. */
  endsAt: number;
}
