import { createHash } from 'node:crypto';
import { type DocumentNode, GraphQLError, parse, visit } from 'graphql';
import { badInput, type Refusal, type RefusalError, refusalOf, tooLarge } from './refusal.ts';
import { BOUNDS, type RequestLimits } from './request-limits.ts';
import { measureShape } from './shape.ts';
import { checkText } from './values.ts';

const REMEMBERED = 1000;

/**
 * Looks at the text of a question before Apollo does, because validation itself can be made to take seconds: graphql-js
 * compares all fields of the same name in pairs. Remembers (by hash) which texts passed, so that a page which asks the
 * same question again pays once.
 */
export function createDocumentCheck(limits: RequestLimits): (source: string) => Refusal | null {
  const passed = new Set<string>();
  return (source) => {
    const key = createHash('sha256').update(source).digest('base64');
    if (passed.has(key)) return null;
    const refusal = refusalOf(() => checkDocument(source, limits));
    if (refusal === null) remember(passed, key);
    return refusal;
  };
}

function remember(passed: Set<string>, key: string): void {
  if (passed.size >= REMEMBERED) passed.delete(passed.values().next().value ?? '');
  passed.add(key);
}

function checkDocument(source: string, limits: RequestLimits): void {
  const document = parseWithin(source, limits.tokens);
  // What is no GraphQL is refused by Apollo, with its place in the text.
  if (document === null) return;
  checkNodes(document);
  try {
    measureShape(document, limits);
  } catch (error) {
    throw error instanceof RangeError ? tooDeep() : error;
  }
}

function tooDeep(): RefusalError {
  return tooLarge('The question is nested too deep to read.');
}

function parseWithin(source: string, maxTokens: number): DocumentNode | null {
  try {
    return parse(source, { maxTokens, noLocation: true });
  } catch (error) {
    if (error instanceof RangeError) throw tooDeep();
    if (error instanceof GraphQLError && error.message.includes(`more that ${maxTokens} tokens`)) {
      throw tooLarge(`The question has more than ${maxTokens} tokens.`);
    }
    return null;
  }
}

/** Text that cannot be stored, names that nobody reads, values nested so deep that coercion would overflow. */
function checkNodes(document: DocumentNode): void {
  let depth = 0;
  const nested = {
    enter() {
      depth += 1;
      if (depth > BOUNDS.valueDepth) {
        throw tooLarge(`A value in the question is nested deeper than ${BOUNDS.valueDepth} levels.`);
      }
    },
    leave() {
      depth -= 1;
    },
  };
  visit(document, {
    ListValue: nested,
    ObjectValue: nested,
    ListType: nested,
    Name({ value }) {
      if (value.length <= BOUNDS.nameLength) return;
      throw tooLarge(`A name in the question has more than ${BOUNDS.nameLength} characters.`);
    },
    StringValue({ value }) {
      checkText(value, 'A text in the question');
    },
    VariableDefinition({ variable }) {
      checkVariableName(variable.name.value);
    },
  });
}

/** `representations` is the gateway's own word in what it asks of subgraphs. */
function checkVariableName(name: string): void {
  if (name !== 'representations' && !name.startsWith('__')) return;
  throw badInput(`A variable cannot be named $${name.slice(0, 50)}; choose another name.`);
}
