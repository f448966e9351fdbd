import type { FastifyRequest } from 'fastify';
import { type Refusal, refusalOf } from '../limits/refusal.ts';
import { checkText, checkVariables } from '../limits/values.ts';

type DocumentCheck = (source: string) => Refusal | null;

/** What is wrong with a request before Apollo sees it; null when nothing is. */
export function refuseRequest(request: FastifyRequest, checkDocument: DocumentCheck): Refusal | null {
  return refuseAccept(request.headers.accept) ?? refuseParts(partsOf(request), checkDocument);
}

/** Apollo looks at Accept only after it ran the operation, mutations too. */
function refuseAccept(accept: string | undefined): Refusal | null {
  if (accept === undefined || /\*\/\*|application\/(\*|json|graphql-response\+json)/i.test(accept))
    return null;
  const message = 'Answers are application/json or application/graphql-response+json; Accept allows neither.';
  return { status: 406, code: 'BAD_REQUEST', message };
}

interface Parts {
  readonly query: unknown;
  readonly variables: unknown;
  readonly operationName: unknown;
}

function partsOf(request: FastifyRequest): Parts | Refusal {
  if (request.method === 'GET' || request.method === 'HEAD') return searchParts(request.url);
  const { body } = request;
  if (Array.isArray(body)) return badRequest('One request asks one question; a list of them is not taken.');
  if (typeof body !== 'object' || body === null)
    return badRequest('The body must be a JSON object with a query.');
  return { query: undefined, variables: undefined, operationName: undefined, ...body };
}

function searchParts(url: string): Parts | Refusal {
  const search = new URL(url, 'http://hub.invalid').searchParams;
  const text = search.get('variables');
  try {
    const variables: unknown = text === null ? undefined : JSON.parse(text);
    return { query: search.get('query'), variables, operationName: search.get('operationName') };
  } catch {
    return badRequest('The variables in the address are not JSON.');
  }
}

function refuseParts(parts: Parts | Refusal, checkDocument: DocumentCheck): Refusal | null {
  if ('status' in parts && 'code' in parts) return parts;
  const { query, variables, operationName } = parts as Parts;
  const refusal = refusalOf(() => {
    if (typeof operationName === 'string') checkText(operationName, 'The operationName');
    checkVariables(variables);
  });
  if (refusal !== null || typeof query !== 'string') return refusal;
  return checkDocument(query);
}

function badRequest(message: string): Refusal {
  return { status: 400, code: 'BAD_REQUEST', message };
}
