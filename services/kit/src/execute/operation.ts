import {
  type DocumentNode,
  type ExecutionResult,
  execute,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  getVariableValues,
  Kind,
  type OperationDefinitionNode,
  OperationTypeNode,
  visit,
} from 'graphql';
import { runQuery } from './run-query.ts';
import { Selection } from './selection.ts';

/** What one operation is asked with. */
export interface Asked {
  readonly variables?: Readonly<Record<string, unknown>> | undefined;
  readonly operationName?: string | undefined;
}

/** Ways to decide its conditions (@skip, @include) that are kept of one operation. */
const SHAPES = 16;

/**
 * A valid question to one subgraph, run again and again. What graphql-js works out anew for each row (which fields are
 * asked of it, with which arguments) is worked out once. Queries only: changes, introspection and what is not alone in
 * its document go to graphql-js, as does a question whose variables do not fit, so that the refusal has its words.
 */
export class Operation {
  readonly #schema: GraphQLSchema;
  readonly #document: DocumentNode;
  readonly #query: OperationDefinitionNode | null;
  readonly #fragments: Readonly<Record<string, FragmentDefinitionNode>>;
  readonly #conditions: readonly string[];
  readonly #shapes = new Map<string, Selection>();

  constructor(schema: GraphQLSchema, document: DocumentNode) {
    this.#schema = schema;
    this.#document = document;
    this.#query = plainQuery(document);
    this.#fragments = Object.fromEntries(
      document.definitions.flatMap((one) =>
        one.kind === Kind.FRAGMENT_DEFINITION ? [[one.name.value, one]] : [],
      ),
    );
    this.#conditions = conditionVariables(document);
  }

  run(asked: Asked, contextValue: unknown): ExecutionResult | Promise<ExecutionResult> {
    const query = this.#query;
    if (query === null) return this.#runByLibrary(asked, contextValue);
    const { coerced } = getVariableValues(
      this.#schema,
      query.variableDefinitions ?? [],
      asked.variables ?? {},
    );
    if (coerced === undefined) return this.#runByLibrary(asked, contextValue);
    return runQuery(this.#shapeOf(query, coerced), {
      schema: this.#schema,
      fragments: this.#fragments,
      operation: query,
      variables: coerced,
      context: contextValue,
    });
  }

  #runByLibrary({ variables, operationName }: Asked, contextValue: unknown) {
    const [schema, document] = [this.#schema, this.#document];
    return execute({ schema, document, variableValues: variables, operationName, contextValue });
  }

  #shapeOf(query: OperationDefinitionNode, variables: Readonly<Record<string, unknown>>): Selection {
    const key = this.#conditions.map((name) => (variables[name] === true ? '1' : '0')).join('');
    const known = this.#shapes.get(key);
    if (known !== undefined) return known;
    const conditions = Object.fromEntries(this.#conditions.map((name) => [name, variables[name]]));
    const shape = new Selection(this.#schema, this.#fragments, conditions, [query.selectionSet]);
    if (this.#shapes.size >= SHAPES) this.#shapes.clear();
    this.#shapes.set(key, shape);
    return shape;
  }
}

/** The only operation of a document, if it is a query that asks nothing of the schema itself. */
function plainQuery(document: DocumentNode): OperationDefinitionNode | null {
  const operations = document.definitions.filter((one) => one.kind === Kind.OPERATION_DEFINITION);
  const [query] = operations;
  if (operations.length !== 1 || query?.operation !== OperationTypeNode.QUERY) return null;
  let isPlain = true;
  visit(document, {
    Field({ name, alias }) {
      // Objects of answers are plain ones, where this name would be no field.
      if (name.value === '__schema' || name.value === '__type' || alias?.value === '__proto__')
        isPlain = false;
    },
  });
  return isPlain ? query : null;
}

/** The variables on which it depends which fields an answer has. */
function conditionVariables(document: DocumentNode): string[] {
  const names = new Set<string>();
  visit(document, {
    Directive({ name, arguments: given = [] }) {
      if (name.value !== 'skip' && name.value !== 'include') return;
      for (const { value } of given) if (value.kind === Kind.VARIABLE) names.add(value.name.value);
    },
  });
  return [...names];
}
