import {
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isNonNullType,
  isObjectType,
  isUnionType,
} from 'graphql';

/** Rows of a list, and of a list in the rows of another: enough to meet what is somebody's own and what is not. */
const ROWS = 3;
const INNER_ROWS = 2;
/** A question holds this many fields at most, well within the limits of a request. */
const FIELDS_PER_QUESTION = 900;

/** What a question begins with: `programme(slug: "x")` and the type that it gives. */
export interface Root {
  readonly field: string;
  readonly call: string;
  /** Composite fields on a path, the root field among them; the rows of a page are no hop of their own. */
  readonly hops: number;
}

/** A field on the way down, and what is selected of it. */
interface Step {
  readonly text: string;
  readonly fields: number;
}

/** Every field by every path of so many hops from these roots, in as few questions as the limits allow. */
export function questionsFrom(schema: GraphQLSchema, roots: readonly Root[]): string[] {
  const query = schema.getQueryType();
  return roots.flatMap(({ field, call, hops }) => {
    const type = query && getNamedType(query.getFields()[field]?.type ?? query);
    if (!isObjectType(type)) throw new Error(`${field} is no root field that gives an object`);
    return packed(stepsOf(type, { hops: hops - 1, inList: false })).map(
      (inner) => `{ ${call} { ${identity(type)} ${inner} } }`,
    );
  });
}

/** How many paths that is: each field of each type counted once for every way to it. */
export function countPaths(schema: GraphQLSchema, roots: readonly Root[]): number {
  const query = schema.getQueryType();
  const deepest = new Map<string, number>();
  for (const { field, hops } of roots) deepest.set(field, Math.max(hops, deepest.get(field) ?? 0));
  return [...deepest].reduce((sum, [field, hops]) => {
    const type = query && getNamedType(query.getFields()[field]?.type ?? query);
    return isObjectType(type) ? sum + pathsIn(type, hops - 1) : sum;
  }, 0);
}

function pathsIn(type: GraphQLObjectType, hops: number): number {
  return Object.values(type.getFields())
    .filter((field) => !needsArguments(field))
    .reduce((sum, field) => {
      const named = getNamedType(field.type);
      const inner = isRowOf(type, field) ? hops : hops - 1;
      const below = objectsOf(named).reduce((n, one) => n + (inner >= 0 ? pathsIn(one, inner) : 0), 0);
      return sum + (isRowOf(type, field) ? 0 : 1) + below;
    }, 0);
}

/** How many fields a path may still go through, and whether it is among the rows of a list. */
interface Way {
  readonly hops: number;
  readonly inList: boolean;
}

function stepsOf(type: GraphQLObjectType, { hops, inList }: Way): Step[] {
  const fields = Object.values(type.getFields()).filter((field) => !needsArguments(field));
  const leaves = fields.filter((field) => objectsOf(getNamedType(field.type)).length === 0);
  const own: Step[] = leaves.map(({ name }) => ({ text: name, fields: 1 }));
  const below = fields.flatMap((field) => {
    const isRow = isRowOf(type, field);
    const way = { hops: isRow ? hops : hops - 1, inList: inList || /^nodes?$/.test(isRow ? field.name : '') };
    if (way.hops < 0) return [];
    return packed(innerSteps(getNamedType(field.type), way)).map((text) => ({
      text: `${field.name}${page(field, inList)} { ${text} }`,
      fields: text.split(/\s+/).length,
    }));
  });
  return [...own, ...below];
}

function innerSteps(named: GraphQLNamedType, way: Way): Step[] {
  if (isObjectType(named)) {
    const id = identity(named);
    return packed(stepsOf(named, way)).map((text) => ({
      text: `${id} ${text}`,
      fields: text.split(/\s+/).length,
    }));
  }
  return objectsOf(named).flatMap((type) =>
    packed(stepsOf(type, way)).map((text) => ({
      text: `__typename ... on ${type.name} { ${identity(type)} ${text} }`,
      fields: text.split(/\s+/).length,
    })),
  );
}

/** Joins selections until a question is full. Two selections of one field merge in GraphQL; different rows never do. */
function packed(steps: readonly Step[]): string[] {
  const questions: string[] = [];
  let texts: string[] = [];
  let size = 0;
  for (const { text, fields } of steps) {
    if (size > 0 && size + fields > FIELDS_PER_QUESTION) {
      questions.push(texts.join(' '));
      texts = [];
      size = 0;
    }
    texts.push(text);
    size += fields;
  }
  if (texts.length > 0) questions.push(texts.join(' '));
  return questions;
}

const needsArguments = (field: GraphQLField<unknown, unknown>): boolean =>
  field.args.some((arg) => isNonNullType(arg.type) && arg.defaultValue === undefined);

const page = (field: GraphQLField<unknown, unknown>, inList: boolean): string =>
  field.args.some(({ name }) => name === 'first') ? `(first: ${inList ? INNER_ROWS : ROWS})` : '';

const isRowOf = (type: GraphQLObjectType, field: GraphQLField<unknown, unknown>): boolean =>
  /(Connection|Edge)$/.test(type.name) && /^(nodes|node|edges)$/.test(field.name);

function objectsOf(named: GraphQLNamedType): readonly GraphQLObjectType[] {
  if (isObjectType(named)) return [named];
  return isUnionType(named) ? named.getTypes() : [];
}

/** What tells which object an answer is about. */
const identity = (type: GraphQLObjectType): string =>
  type.getFields()['id'] === undefined ? '__typename' : '__typename id';
