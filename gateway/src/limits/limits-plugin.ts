import type { ApolloServerPlugin, GraphQLRequestContext } from '@apollo/server';
import type { RequestScope } from '../request-scope.ts';
import { checkCost } from './cost.ts';
import { asGraphQLError, type Refusal, refusalOf } from './refusal.ts';
import type { RequestLimits } from './request-limits.ts';

/** What can only be judged when the operation and its variables are known, and before anything runs. */
export function limitsPlugin(limits: RequestLimits): ApolloServerPlugin<RequestScope> {
  return {
    async requestDidStart() {
      return {
        async didResolveOperation(context) {
          const priced = priceOf(context, limits);
          const refusal = typeof priced === 'number' ? await context.contextValue.charge(priced) : priced;
          if (refusal !== null) throw asGraphQLError(refusal);
        },
      };
    },
  };
}

/** The points of the operation, or why it does not run. */
function priceOf(context: GraphQLRequestContext<RequestScope>, limits: RequestLimits): number | Refusal {
  const { schema, document, operation, request } = context;
  if (operation === undefined || document === undefined) {
    const message = 'The request has no operation, or several and no operationName that is one of them.';
    return { status: 400, code: 'OPERATION_RESOLUTION_FAILURE', message };
  }
  // graphql-js 16 validates a mutation or subscription that the schema does not have as if it asked nothing.
  if (!schema.getRootType(operation.operation)) {
    const message = `This graph has no ${operation.operation}s.`;
    return { status: 400, code: 'GRAPHQL_VALIDATION_FAILED', message };
  }
  const variables = request.variables ?? {};
  let points = 0;
  const refusal = refusalOf(() => {
    points = checkCost({ schema, document, operation, variables }, limits.cost);
  });
  return refusal ?? points;
}
