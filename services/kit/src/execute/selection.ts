import {
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  GraphQLIncludeDirective,
  type GraphQLObjectType,
  type GraphQLSchema,
  GraphQLSkipDirective,
  getDirectiveValues,
  isAbstractType,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';

type Fragments = Readonly<Record<string, FragmentDefinitionNode>>;
type Variables = Readonly<Record<string, unknown>>;

/** One field that is asked of an object. */
export interface AskedField {
  readonly key: string;
  readonly nodes: readonly FieldNode[];
  /** Null for `__typename`. */
  readonly definition: GraphQLField<unknown, unknown> | null;
  /** What is asked of its value, where that is an object. */
  readonly selection: Selection;
}

/** What is asked of objects in one place; worked out once for each type that stands there. */
export class Selection {
  readonly #schema: GraphQLSchema;
  readonly #fragments: Fragments;
  /** The variables that conditions name. */
  readonly #conditions: Variables;
  readonly #sets: readonly SelectionSetNode[];
  readonly #byType = new Map<GraphQLObjectType, readonly AskedField[]>();

  constructor(
    schema: GraphQLSchema,
    fragments: Fragments,
    conditions: Variables,
    sets: readonly SelectionSetNode[],
  ) {
    this.#schema = schema;
    this.#fragments = fragments;
    this.#conditions = conditions;
    this.#sets = sets;
  }

  /** The fields of an object of this type, in the order of the answer. */
  of(type: GraphQLObjectType): readonly AskedField[] {
    const known = this.#byType.get(type);
    if (known !== undefined) return known;
    const nodes = new Map<string, FieldNode[]>();
    const seen = new Set<string>();
    for (const set of this.#sets) this.#collect(type, set, nodes, seen);
    const fields = [...nodes].flatMap(([key, of]) => this.#fieldOf(type, key, of) ?? []);
    this.#byType.set(type, fields);
    return fields;
  }

  #fieldOf(type: GraphQLObjectType, key: string, nodes: readonly FieldNode[]): AskedField | null {
    const name = nodes[0]?.name.value ?? '';
    const definition = name === '__typename' ? null : type.getFields()[name];
    if (definition === undefined) return null;
    const sets = nodes.flatMap(({ selectionSet }) => selectionSet ?? []);
    const selection = new Selection(this.#schema, this.#fragments, this.#conditions, sets);
    return { key, nodes, definition, selection };
  }

  #collect(
    type: GraphQLObjectType,
    { selections }: SelectionSetNode,
    nodes: Map<string, FieldNode[]>,
    seen: Set<string>,
  ): void {
    for (const selection of selections) {
      if (!this.#isIncluded(selection)) continue;
      if (selection.kind === Kind.FIELD) {
        const key = (selection.alias ?? selection.name).value;
        const known = nodes.get(key);
        if (known === undefined) nodes.set(key, [selection]);
        else known.push(selection);
        continue;
      }
      const fragment = this.#fragmentOf(selection, seen);
      if (fragment !== null && this.#isOn(type, fragment.typeCondition?.name.value))
        this.#collect(type, fragment.selectionSet, nodes, seen);
    }
  }

  #fragmentOf(selection: Exclude<SelectionNode, FieldNode>, seen: Set<string>) {
    if (selection.kind === Kind.INLINE_FRAGMENT) return selection;
    const { value: name } = selection.name;
    if (seen.has(name)) return null;
    seen.add(name);
    return this.#fragments[name] ?? null;
  }

  #isOn(type: GraphQLObjectType, condition: string | undefined): boolean {
    if (condition === undefined || condition === type.name) return true;
    const wanted = this.#schema.getType(condition);
    return isAbstractType(wanted) && this.#schema.isSubType(wanted, type);
  }

  #isIncluded(node: SelectionNode): boolean {
    if (node.directives === undefined || node.directives.length === 0) return true;
    if (getDirectiveValues(GraphQLSkipDirective, node, this.#conditions)?.['if'] === true) return false;
    return getDirectiveValues(GraphQLIncludeDirective, node, this.#conditions)?.['if'] !== false;
  }
}
