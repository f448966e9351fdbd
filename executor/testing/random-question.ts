import fc from 'fast-check';
import {
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isNonNullType,
  isUnionType,
} from 'graphql';

const DEEPEST = 4;
const FIELDS = 3;

/** Values for arguments by name; arguments that are not here are left out. */
export type Values = Readonly<Record<string, readonly string[]>>;

export interface RandomQuestion {
  readonly query: string;
  readonly variables: Record<string, unknown>;
}

/** Valid questions of any graph: aliases, fragments on every type that may apply, conditions, interfaces, unions. */
export function randomQuestion(schema: GraphQLSchema, values: Values): fc.Arbitrary<RandomQuestion> {
  return fc.gen().map((gen) => {
    const variables = { yes: gen(fc.boolean), no: gen(fc.boolean) };
    const draw = <T>(...of: T[]): T => gen(() => fc.constantFrom(...of));
    const fragments: string[] = [];
    let aliases = 0;
    const condition = () =>
      draw('', '', '', '', '', '', ' @include(if: $yes)', ' @skip(if: $no)', ' @skip(if: false)');
    const field = (one: GraphQLField<unknown, unknown>, depth: number): string => {
      aliases += 1;
      const given = one.args.flatMap(({ name, type }) => {
        const known = values[name];
        if (known === undefined || (!isNonNullType(type) && draw(true, false))) return [];
        return [`${name}: ${draw(...known)}`];
      });
      const call = `a${aliases}: ${one.name}${given.length > 0 ? `(${given.join(', ')})` : ''}${condition()}`;
      const type = getNamedType(one.type);
      return isCompositeType(type) ? `${call} ${selection(type, depth + 1)}` : call;
    };
    const selection = (type: GraphQLCompositeType, depth: number): string => {
      const all = isUnionType(type) ? [] : Object.values(type.getFields());
      const fields = all.filter((one) => depth < DEEPEST || !isCompositeType(getNamedType(one.type)));
      const parts = Array.from({ length: gen(() => fc.integer({ min: 1, max: FIELDS })) }, () => {
        const kind = draw('field', 'field', 'field', 'typename', 'on', 'named');
        if (kind === 'typename' || (kind === 'field' && fields.length === 0)) return '__typename';
        if (kind === 'field') return field(draw(...fields), depth);
        const on = isAbstractType(type) ? draw(...schema.getPossibleTypes(type)) : type;
        if (depth > DEEPEST) return '__typename';
        const body = `on ${on.name}${kind === 'on' ? condition() : ''} ${selection(on, depth + 1)}`;
        if (kind === 'on') return `... ${body}`;
        fragments.push(`fragment F${fragments.length} ${body}`);
        return `...F${fragments.length - 1}`;
      });
      return `{ ${parts.join(' ')} }`;
    };
    const root = schema.getQueryType();
    if (!root) throw new Error('The graph answers nothing.');
    const body = [selection(root, 0), ...fragments].join('\n');
    return { query: `query ${declared(body)} ${body}`, variables };
  });
}

/** Only variables that are used may be declared. */
function declared(text: string): string {
  const used = ['$yes: Boolean! = true', '$no: Boolean!'].filter((one) =>
    text.includes(one.slice(0, one.indexOf(':'))),
  );
  return used.length > 0 ? `(${used.join(', ')})` : '';
}
