import { PUBLIC_SUBJECT, type Viewer } from '@kapstok/schema';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { RecordRefusal } from '../identity/door-refusals.ts';
import type { Account, Budgets } from '../limits/budget.ts';

/**
 * What every answer of `/graphql`, `/data` and `/evidence` says of the budget, also one that was refused before anybody knew who asks: that is
 * taken from the address. The hook that does it, for the routes.
 */
export function addAccounts(
  fastify: FastifyInstance,
  { budgets, record }: { readonly budgets: Budgets; readonly record: RecordRefusal },
) {
  fastify.decorateRequest('viewer', null);
  fastify.decorateRequest('account', null);
  return async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    const known = request.getDecorator<Account | null>('account');
    const account = known ?? budgets.accountOfAddress(request.ip);
    const isRefused = reply.statusCode >= 400 && reply.statusCode < 500;
    if (isRefused && account.cost === 0) await account.chargeRefused();
    const headers = await account.headers();
    reply.headers(headers);
    if (reply.statusCode !== 429) return;
    // What Apollo answers has no headers of its own.
    if (!reply.hasHeader('retry-after'))
      reply.header('retry-after', String(secondsUntil(headers['x-ratelimit-reset'])));
    if (await budgets.isFirstRefusal(account)) await recordSpent(request, record);
  };
}

const secondsUntil = (reset = '0'): number => Math.max(1, Number(reset) - Math.floor(Date.now() / 1000));

function recordSpent(request: FastifyRequest, record: RecordRefusal): Promise<void> {
  const { subject } = request.getDecorator<Viewer | null>('viewer') ?? { subject: PUBLIC_SUBJECT };
  return record(
    {
      what: 'RATE_LIMIT',
      subject: subject === PUBLIC_SUBJECT ? null : subject,
      reason: 'asked more than its points of the hour, or too much at once',
      correlationId: request.id,
    },
    request.ip,
  );
}
