import { type ApolloServerPlugin, HeaderMap } from '@apollo/server';
import { type DocumentNode, execute, Kind, type SelectionSetNode } from 'graphql';
import type { RequestScope } from './request-scope.ts';

/**
 * Answers questions about the schema alone with graphql-js. @apollo/gateway would plan them like others, which is
 * slower, and fails on what it does not know yet (`isOneOf`) although the question is valid.
 */
export function introspectionPlugin(): ApolloServerPlugin<RequestScope> {
  return {
    async requestDidStart() {
      return {
        async responseForOperation({ schema, document, operation, request }) {
          if (operation.operation !== 'query' || !asksSchemaOnly(operation.selectionSet, document))
            return null;
          const result = await execute({
            schema,
            document,
            ...(request.variables && { variableValues: request.variables }),
            ...(request.operationName !== undefined && { operationName: request.operationName }),
          });
          // Wrong variables: left to the ordinary way, where refusals get their code.
          if (result.errors) return null;
          return {
            http: { headers: new HeaderMap() },
            body: { kind: 'single', singleResult: { data: result.data ?? null } },
          };
        },
      };
    },
  };
}

/** Whether every operation of the document asks the schema and nothing else. */
export function asksSchema(document: DocumentNode): boolean {
  const operations = document.definitions.filter((one) => one.kind === Kind.OPERATION_DEFINITION);
  return (
    operations.length > 0 &&
    operations.every(
      ({ operation, selectionSet }) => operation === 'query' && asksSchemaOnly(selectionSet, document),
    )
  );
}

function asksSchemaOnly(set: SelectionSetNode, document: DocumentNode): boolean {
  return set.selections.every((selection) => {
    if (selection.kind === Kind.FIELD) return selection.name.value.startsWith('__');
    if (selection.kind === Kind.INLINE_FRAGMENT) return asksSchemaOnly(selection.selectionSet, document);
    const name = selection.name.value;
    const fragment = document.definitions.find(
      (definition) => definition.kind === Kind.FRAGMENT_DEFINITION && definition.name.value === name,
    );
    return (
      fragment !== undefined && 'selectionSet' in fragment && asksSchemaOnly(fragment.selectionSet, document)
    );
  });
}
