/** Every code that an error or a refusal can carry, with what it means to the caller. */
export const ERROR_CODES = {
  BAD_USER_INPUT: 'An argument is outside what it may be; the message says what would be right.',
  NOT_FOUND: 'What a change asked for does not exist, or not for you.',
  NOT_ALLOWED: 'You may read this but not change it; the message says who may.',
  UNAUTHENTICATED: 'The request carries no identity that we accept.',
  CONFLICT: 'Somebody changed it meanwhile, or its state forbids this.',
  VERSION_CONFLICT:
    'Somebody changed it since the version that you expected; what it is now comes with the refusal.',
  IDEMPOTENCY_CONFLICT: 'This idempotencyKey was used before, for the same mutation with another input.',
  GRAPHQL_PARSE_FAILED: 'The text is not GraphQL.',
  GRAPHQL_VALIDATION_FAILED: 'The question does not fit the schema.',
  OPERATION_RESOLUTION_FAILURE: 'The request does not say which of its operations to run.',
  QUERY_TOO_LARGE: 'The question is too deep, too wide or too expensive; the message names the limit.',
  BAD_REQUEST: 'The HTTP request is not one that a GraphQL server can read.',
  PAYLOAD_TOO_LARGE: 'The body of the request is larger than the limit.',
  SUBGRAPH_UNAVAILABLE: 'One part of the hub did not answer; the rest of the answer stands.',
  RATE_LIMITED:
    'You, your organisation or your address asked too much at once or in this hour; try again after the time given.',
  OVERLOADED: 'The hub is busy; try again after the time given.',
  INTERNAL: 'Our fault. It is logged in full; quote the correlation id when you report it.',
} as const;
export type ErrorCode = keyof typeof ERROR_CODES;

/** The codes with which a mutation refuses, in `userErrors`: foreseen, and for the caller to put right. */
export const USER_ERROR_CODES = [
  'BAD_USER_INPUT',
  'NOT_FOUND',
  'NOT_ALLOWED',
  'CONFLICT',
  'VERSION_CONFLICT',
  'IDEMPOTENCY_CONFLICT',
] as const satisfies readonly ErrorCode[];
export type UserErrorCode = (typeof USER_ERROR_CODES)[number];

export function isErrorCode(value: unknown): value is ErrorCode {
  return typeof value === 'string' && Object.hasOwn(ERROR_CODES, value);
}
