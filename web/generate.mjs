// For each src/**/NAME.graphql one src/generated/NAME.ts, with the text
// of its operations and the types of what they take and answer, read from the committed schema. Plain JavaScript,
// since nothing is built when it runs.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import {
  buildSchema,
  GraphQLEnumType,
  GraphQLInputObjectType,
  GraphQLList,
  GraphQLNonNull,
  GraphQLObjectType,
  isRequiredInputField,
  Kind,
  parse,
  print,
  typeFromAST,
  validate,
} from 'graphql';

const here = import.meta.dirname;
const target = path.join(here, 'src', 'generated');
const schema = buildSchema(readFileSync(path.join(here, '..', 'schema', 'api.graphql'), 'utf8'));

/** Questions for the explorer are shown as they are written, and need no types. */
const files = readdirSync(path.join(here, 'src'), { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.graphql') && !file.startsWith('questions'))
  .sort();
const documents = files.map((file) => ({
  name: path.basename(file, '.graphql'),
  file,
  ast: parse(readFileSync(path.join(here, 'src', file), 'utf8')),
}));
const fragments = new Map(
  documents.flatMap(({ ast }) =>
    ast.definitions
      .filter((one) => one.kind === Kind.FRAGMENT_DEFINITION)
      .map((one) => [one.name.value, one]),
  ),
);

const scalarType = (name) => ({ Int: 'number', Float: 'number', Boolean: 'boolean' })[name] ?? 'string';

function inputType(type) {
  if (type instanceof GraphQLNonNull) return inputType(type.ofType).replace(/ \| null$/, '');
  const bare =
    type instanceof GraphQLList
      ? `readonly (${inputType(type.ofType)})[]`
      : type instanceof GraphQLEnumType || type instanceof GraphQLInputObjectType
        ? type.name
        : scalarType(type.name);
  return `${bare} | null`;
}

function outputType(type, sets, used) {
  if (type instanceof GraphQLNonNull) return outputType(type.ofType, sets, used).replace(/ \| null$/, '');
  if (type instanceof GraphQLList) return `readonly (${outputType(type.ofType, sets, used)})[] | null`;
  if (type instanceof GraphQLEnumType) return `${type.name} | null`;
  if (type instanceof GraphQLObjectType) return `${selectionType(type, sets, used)} | null`;
  return `${scalarType(type.name)} | null`;
}

/** Fields by the name they are answered under, each with all the selections that ask for it. */
function fieldsOf(parent, sets, used, fields = new Map()) {
  for (const { selections } of sets)
    for (const one of selections) {
      if (one.kind === Kind.FRAGMENT_SPREAD) {
        used.add(one.name.value);
        const fragment = fragments.get(one.name.value);
        if (fragment === undefined) throw new Error(`There is no fragment ${one.name.value}.`);
        fieldsOf(parent, [fragment.selectionSet], used, fields);
      } else if (one.kind === Kind.INLINE_FRAGMENT) fieldsOf(parent, [one.selectionSet], used, fields);
      else {
        const key = one.alias?.value ?? one.name.value;
        const sub = one.selectionSet === undefined ? [] : [one.selectionSet];
        const isMaybe = (one.directives ?? []).some(({ name }) => /^(skip|include)$/.test(name.value));
        const known = fields.get(key);
        if (known) known.sets.push(...sub);
        else fields.set(key, { name: one.name.value, sets: sub, isMaybe });
      }
    }
  return fields;
}

function selectionType(parent, sets, used) {
  const fields = [...fieldsOf(parent, sets, used)].map(([key, { name, sets: inner, isMaybe }]) => {
    if (name === '__typename') return `readonly ${key}: '${parent.name}'`;
    const field = parent.getFields()[name];
    if (field === undefined) throw new Error(`${parent.name} has no field ${name}.`);
    return `readonly ${key}${isMaybe ? '?' : ''}: ${outputType(field.type, inner, used)}`;
  });
  return `{ ${fields.join('; ')} }`;
}

/** One operation with the fragments that it uses, without comments and with as few spaces as it takes. */
function textOf(operation) {
  const used = new Set();
  const root = schema.getRootType(operation.operation);
  fieldsOf(root, [operation.selectionSet], used);
  const visit = (selectionSet) => {
    for (const one of selectionSet?.selections ?? []) {
      if (one.kind === Kind.FRAGMENT_SPREAD && !seen.has(one.name.value)) {
        seen.add(one.name.value);
        visit(fragments.get(one.name.value)?.selectionSet);
      } else visit(one.selectionSet);
    }
  };
  const seen = new Set();
  visit(operation.selectionSet);
  const definitions = [operation, ...[...seen].map((name) => fragments.get(name))];
  const faults = validate(schema, { kind: Kind.DOCUMENT, definitions });
  if (faults.length > 0) throw new Error(`${operation.name.value}: ${faults.map(String).join('\n')}`);
  return definitions
    .map(print)
    .join(' ')
    .replace(/\s+/g, ' ')
    .replace(/ ?([{}()[\]:,]) ?/g, '$1');
}

function operationModule(operation) {
  const { value: name } = operation.name;
  const root = schema.getRootType(operation.operation);
  const variables = operation.variableDefinitions.map((one) => {
    const type = typeFromAST(schema, one.type);
    const isOptional = !(type instanceof GraphQLNonNull) || one.defaultValue !== undefined;
    return `readonly ${one.variable.name.value}${isOptional ? '?' : ''}: ${inputType(type)}`;
  });
  return `export type ${name}Result = ${selectionType(root, [operation.selectionSet], new Set())};
export type ${name}Variables = { ${variables.join('; ')} };
export const ${name}: Document<${name}Result, ${name}Variables> = { name: '${name}', text: ${JSON.stringify(textOf(operation))} };
`;
}

function fragmentModule({ name, typeCondition, selectionSet }) {
  const type = schema.getType(typeCondition.name.value);
  return `export type ${name.value} = ${selectionType(type, [selectionSet], new Set())};\n`;
}

function typesModule() {
  const types = Object.values(schema.getTypeMap()).filter(({ name }) => !name.startsWith('__'));
  const enums = types
    .filter((type) => type instanceof GraphQLEnumType)
    .map(
      (type) =>
        `export type ${type.name} = ${type
          .getValues()
          .map(({ name }) => `'${name}'`)
          .join(' | ')};`,
    );
  const inputs = types
    .filter((type) => type instanceof GraphQLInputObjectType)
    .map((type) => {
      const fields = Object.values(type.getFields()).map(
        (field) =>
          `readonly ${field.name}${isRequiredInputField(field) ? '' : '?'}: ${inputType(field.type)}`,
      );
      return `export type ${type.name} = { ${fields.join('; ')} };`;
    });
  return [...enums, ...inputs, ''].join('\n');
}

const HEAD = '// Made by generate.mjs; not to be edited.\n';
rmSync(target, { recursive: true, force: true });
mkdirSync(target, { recursive: true });
writeFileSync(path.join(target, 'types.ts'), HEAD + typesModule());
const enumNames = Object.values(schema.getTypeMap()).filter(
  (type) => type instanceof GraphQLEnumType || type instanceof GraphQLInputObjectType,
);
for (const { name, file, ast } of documents) {
  if (documents.some((other) => other.name === name && other.file !== file))
    throw new Error(`Two files are called ${name}.graphql.`);
  const body = ast.definitions.map((one) =>
    one.kind === Kind.FRAGMENT_DEFINITION ? fragmentModule(one) : operationModule(one),
  );
  const text = body.join('\n');
  const names = enumNames.map((type) => type.name).filter((one) => new RegExp(`\\b${one}\\b`).test(text));
  const imports = [
    ...(text.includes('Document<') ? ["import type { Document } from '../graph/document.ts';"] : []),
    ...(names.length > 0 ? [`import type { ${names.join(', ')} } from './types.ts';`] : []),
  ];
  writeFileSync(path.join(target, `${name}.ts`), `${HEAD}${imports.join('\n')}\n\n${text}`);
}
