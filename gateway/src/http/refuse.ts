import type { FastifyReply } from 'fastify';
import type { GraphQLFormattedError } from 'graphql';
import type { Refusal } from '../limits/refusal.ts';

/** The body of every refusal, in the shape that GraphQL clients read. */
export function refusalBody(error: GraphQLFormattedError): string {
  return JSON.stringify({ errors: [error] });
}

/** Answers with a refusal instead of an answer. */
export function refuse(reply: FastifyReply, { status, code, message, headers = {} }: Refusal): FastifyReply {
  return reply
    .code(status)
    .headers(headers)
    .type('application/json; charset=utf-8')
    .send(refusalBody({ message, extensions: { code } }));
}

/** Whether a browser asks: it is shown a page, everything else gets JSON. */
export function wantsPage(accept: string | undefined): boolean {
  return accept !== undefined && /text\/html/i.test(accept);
}
