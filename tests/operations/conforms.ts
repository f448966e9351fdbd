import { type DocumentNode, execute, type GraphQLFieldResolver, type GraphQLSchema } from 'graphql';

/** Reads a value by the name that it bears in the answer. */
const byResponseName: GraphQLFieldResolver<unknown, unknown> = (parent, _args, _context, info) =>
  (parent as Record<string, unknown>)[String(info.path.key)];

/**
 * What is wrong with the shape of an answer; empty when it is one that the schema promises. The answer is executed as
 * if it were the data: a null where none may be, a word that is no enum value or a field too many or few shows.
 */
export async function problemsOf(
  schema: GraphQLSchema,
  document: DocumentNode,
  variableValues: Record<string, unknown>,
  data: unknown,
): Promise<string[]> {
  if (data === null) return [];
  const again = await execute({
    schema,
    document,
    variableValues,
    rootValue: data,
    fieldResolver: byResponseName,
    typeResolver: (value) => (value as { __typename?: string }).__typename,
  });
  if (again.errors) return again.errors.map((error) => `${error.path?.join('.')}: ${error.message}`);
  const same = JSON.stringify(sorted(again.data)) === JSON.stringify(sorted(data));
  return same ? [] : ['the answer has other fields than were asked'];
}

/** With the fields of objects in one order. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([name, one]) => [name, sorted(one)]));
}
