import { type DocumentNode, GraphQLError, type GraphQLSchema, getVariableValues, validate } from 'graphql';
import { Bounded } from './bounded.ts';
import { type PreparedOperation, prepareOperation } from './operation.ts';
import type { Planner } from './planner.ts';
import { type FetchSubgraph, runPlan } from './run.ts';
import { createTypeTable } from './type-table.ts';
import type { Data } from './values.ts';
import type { Writing } from './writing.ts';
import { WrittenData } from './written-data.ts';

export interface ExecutorOptions {
  readonly supergraphSdl: string;
  readonly planner: Planner;
  /** Operations whose plans are kept. */
  readonly keep?: number;
  /** How long one plan may take. */
  readonly planMs?: number;
}

/** One question. */
export interface Question {
  readonly document: DocumentNode;
  /** Stands for the text of the document, such as a hash of it; same key, same document. */
  readonly key: string;
  readonly operationName?: string | null | undefined;
  readonly variables?: Readonly<Data> | undefined;
}

/** What came of it: as a GraphQL response, and beside it what subgraphs gave that the schema does not allow. */
export interface ExecutorAnswer {
  readonly data?: WrittenData | null;
  readonly errors?: readonly GraphQLError[];
  /** Empty where `errors` has something: what is null because of an error is no news. */
  readonly violations: readonly GraphQLError[];
}

export interface Executor {
  readonly apiSchema: GraphQLSchema;
  /** Answers one question over the subgraphs. Throws when it cannot be planned. */
  execute(question: Question, fetch: FetchSubgraph): Promise<ExecutorAnswer>;
}

const KEEP = 1000;
const PLAN_MS = 5000;

export function createExecutor(options: ExecutorOptions): Executor {
  const { planner, supergraphSdl } = options;
  const { apiSchema } = planner;
  const isA = createTypeTable(supergraphSdl);
  const prepared = prepare(options);
  return {
    apiSchema,
    async execute(question, fetch) {
      const ready = prepared(question);
      if (!('operation' in ready)) return { errors: ready, violations: [] };
      const given = question.variables ?? {};
      const { variableDefinitions = [] } = ready.operation;
      const { coerced, errors: refused } = getVariableValues(apiSchema, variableDefinitions, given);
      if (refused) return { errors: refused, violations: [] };
      const { plan, write } = await ready.decidedBy(coerced);
      const data: Data = {};
      const errors: GraphQLError[] = [];
      await runPlan(plan, { data, errors, given, fetch, isA });
      const writing: Writing = { violations: [], variables: given };
      const json = write(data, writing) ?? 'null';
      const written = json === 'null' ? null : new WrittenData(json);
      const told = errors.length === 0 ? errors : errorsOf(errors, written?.toJSON() ?? null);
      return {
        data: written,
        ...(told.length > 0 && { errors: told }),
        violations: told.length > 0 ? [] : writing.violations.map(asError),
      };
    },
  };
}

/** Validates each operation once, and keeps what can be run. */
function prepare({ planner, keep = KEEP, planMs = PLAN_MS }: ExecutorOptions) {
  const kept = new Bounded<string, PreparedOperation>(keep);
  const { apiSchema } = planner;
  return ({ key, document, operationName }: Question): PreparedOperation | readonly GraphQLError[] => {
    const name = operationName ?? undefined;
    const whole = `${name ?? ''} ${key}`;
    const known = kept.get(whole);
    if (known !== undefined) return known;
    // A native planner ends the process on fragments in a circle; whoever asks may have validated, or not.
    const errors = validate(apiSchema, document);
    if (errors.length > 0) return errors;
    const plan = (source: string) => planner.plan(source, name, AbortSignal.timeout(planMs));
    const fresh = prepareOperation(apiSchema, document, name, plan);
    kept.set(whole, fresh);
    return fresh;
  };
}

/** A plan may fetch what the answer has no place for; that it failed is nothing to whoever did not ask. */
function errorsOf(errors: readonly GraphQLError[], data: unknown): GraphQLError[] {
  return errors.filter(({ path = [] }) => {
    let value = data;
    for (const part of path) {
      if (typeof value !== 'object' || value === null) return true;
      if (!Object.hasOwn(value, part)) return false;
      value = (value as Record<string | number, unknown>)[part];
    }
    return true;
  });
}

function asError({ message, path }: Writing['violations'][number]): GraphQLError {
  return new GraphQLError(message, { path: path.toReversed(), extensions: { code: 'INVALID_GRAPHQL' } });
}
