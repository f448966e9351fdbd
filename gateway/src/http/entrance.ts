import type { Viewer } from '@kapstok/schema';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Identify } from '../identity/identify.ts';
import type { Account, Budgets } from '../limits/budget.ts';
import type { InFlight } from '../limits/in-flight.ts';
import type { Refusal } from '../limits/refusal.ts';
import { refuse } from './refuse.ts';

export interface EntranceOptions {
  readonly identify: Identify;
  readonly inFlight: InFlight;
  readonly budgets: Budgets;
}

/** Does the work for whoever asks, in a free place and on their account; or refuses. */
export type Entrance = (
  request: FastifyRequest,
  reply: FastifyReply,
  work: (viewer: Viewer, account: Account) => Promise<unknown>,
) => Promise<unknown>;

export function createEntrance({ identify, inFlight, budgets }: EntranceOptions): Entrance {
  return (request, reply, work) => {
    reply.header('cache-control', 'no-store');
    return within(inFlight.enter(), reply, async () => {
      const viewer = await identify(request);
      request.setDecorator('viewer', viewer);
      const account = budgets.accountOf(viewer, request.ip);
      request.setDecorator('account', account);
      return within(inFlight.enterAs(account.key), reply, () => work(viewer, account));
    });
  };
}

/** Does the work in the place that was taken; refuses when there was none. */
async function within(
  place: (() => void) | Refusal,
  reply: FastifyReply,
  work: () => Promise<unknown>,
): Promise<unknown> {
  if (typeof place !== 'function') return refuse(reply, place);
  try {
    return await work();
  } finally {
    place();
  }
}
