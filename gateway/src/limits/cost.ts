import { PAGE, POINTS } from '@kapstok/schema';
import {
  type DocumentNode,
  type GraphQLCompositeType,
  GraphQLError,
  type GraphQLField,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isListType,
  Kind,
  type OperationDefinitionNode,
} from 'graphql';
import { type ComplexityEstimatorArgs, getComplexity } from 'graphql-query-complexity';
import { checkRanges } from './ranges.ts';
import { badInput, RefusalError, tooLarge } from './refusal.ts';
import { BOUNDS } from './request-limits.ts';

export interface PricedOperation {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly variables: Record<string, unknown>;
}

/**
 * The points of a question, by the rule of `POINTS` in schema/src/limits.ts. It sees variables and defaults as the
 * subgraphs will. Refuses more than the limit, and a page or year that does not exist.
 */
export function checkCost(priced: PricedOperation, limit: number): number {
  const points = pointsOf(priced);
  if (points <= limit) return points;
  throw tooLarge(
    `The question may cost ${points} points; ${limit} are allowed. Ask for fewer rows (first:) or fewer lists in lists.`,
  );
}

function pointsOf({ schema, document, operation, variables }: PricedOperation): number {
  const fragments = document.definitions.filter(({ kind }) => kind === Kind.FRAGMENT_DEFINITION);
  try {
    return getComplexity({
      schema,
      query: { kind: Kind.DOCUMENT, definitions: [operation, ...fragments] },
      variables,
      maxQueryNodes: BOUNDS.selections,
      estimators: [estimate],
    });
  } catch (error) {
    if (error instanceof RefusalError) throw error;
    if (error instanceof GraphQLError) throw refusalOfLibrary(error);
    throw error;
  }
}

function refusalOfLibrary({ message }: GraphQLError): RefusalError {
  if (message.includes('maximum allowed number of nodes'))
    return tooLarge('The question selects too many fields.');
  return badInput(message.slice(0, 500));
}

function estimate({ type, field, args, childComplexity }: ComplexityEstimatorArgs): number {
  checkRanges(field.args, args, `${type.name}.${field.name}(`);
  return 1 + rowsOf(type, field, args) * childComplexity;
}

/** How many times the selection below a field runs. */
function rowsOf(
  parent: GraphQLCompositeType,
  field: GraphQLField<unknown, unknown>,
  args: Readonly<Record<string, unknown>>,
): number {
  if (isConnection(getNamedType(field.type).name)) {
    return typeof args['first'] === 'number' ? args['first'] : PAGE.usual;
  }
  if (!isListType(getNullableType(field.type))) return 1;
  // The rows of a page are counted where the page is asked for.
  if (isConnection(parent.name)) return 1;
  // A list of rows that are asked for by name has at most one for each name.
  if (Array.isArray(args['codes'])) return args['codes'].length;
  return typeof args['first'] === 'number' ? args['first'] : POINTS.rowsOfPlainList;
}

function isConnection(typeName: string): boolean {
  return typeName.endsWith('Connection');
}
