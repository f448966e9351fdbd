import type { InputFieldMap, InputShapeFromFields, ObjectRef } from '@pothos/core';
import type { Builder } from '../builder.ts';
import type { FieldBuilder, TypesOf } from '../field-helpers.ts';
import type { Queryable } from '../import/queryable.ts';
import type { KitContext } from '../subgraph.ts';
import { CHANGE_INPUT } from './change-types.ts';
import type { Changed, ChangeInput, ChangeResult } from './changes.ts';

type InputFields<C extends KitContext> = PothosSchemaTypes.InputFieldBuilder<TypesOf<C>, 'InputObject'>;

/** What a mutation is, to the graph and to whoever carries it out. */
export interface MutationOptions<C extends KitContext, Fields extends InputFieldMap, Row> {
  readonly name: string;
  /** What it does and for whom; that it is null when the service does not answer is added. */
  readonly description: string;
  /** What the input says, in a sentence. */
  readonly asks: string;
  /** The fields of the input; `idempotencyKey` comes by itself. */
  input(t: InputFields<C>): Fields;
  /** Name of the type that it changes, for the audit trail. */
  readonly objectType: string;
  /** The field of the payload that shows the object, as it is after the change or, when refused, as it stayed. */
  readonly shows: {
    readonly field: string;
    readonly type: ObjectRef<TypesOf<C>, Row>;
    readonly description: string;
    load(id: string, context: C): Promise<Row | null | undefined>;
  };
  /** Further fields of the payload. */
  more?(t: FieldBuilder<C, ChangeResult>): object;
  /** Carries it out, in one transaction; throws ChangeRefused with what would be right. */
  change(input: InputShapeFromFields<Fields> & ChangeInput, context: C, db: Queryable): Promise<Changed>;
}

/** What every payload has beside the object. */
export interface PayloadFields<C extends KitContext> {
  userErrorsField(t: FieldBuilder<C, ChangeResult>): never;
  warningsField(t: FieldBuilder<C, ChangeResult>): never;
}

/** A mutation as all are: one input, a payload with the object and `userErrors`, done once for each key. */
export function addMutation<C extends KitContext, Fields extends InputFieldMap, Row>(
  builder: Builder<C>,
  { userErrorsField, warningsField }: PayloadFields<C>,
  options: MutationOptions<C, Fields, Row>,
): void {
  const { name, shows, objectType } = options;
  const title = name.charAt(0).toUpperCase() + name.slice(1);
  const Input = builder.inputType(`${title}Input`, {
    description: options.asks,
    fields: (t) => ({
      ...(options.input(t as never) as object),
      idempotencyKey: t.string({ description: CHANGE_INPUT.idempotencyKey }),
    }),
  });
  const Payload = builder.objectRef<ChangeResult>(`${title}Payload`).implement({
    description: 'What came of it.',
    fields: (t) => ({
      [shows.field]: t.field({
        type: shows.type as never,
        nullable: true,
        description: shows.description,
        resolve: (({ objectId }: ChangeResult, _args: unknown, context: C) =>
          objectId === null ? null : shows.load(objectId, context)) as never,
      }),
      ...(options.more?.(t as never) as object),
      userErrors: userErrorsField(t as never),
      textWarnings: warningsField(t as never),
    }),
  });
  builder.mutationField(name, (t) =>
    t.field({
      type: Payload as never,
      nullable: true,
      description: `${options.description} Null when the service does not answer.`,
      args: { input: t.arg({ type: Input, required: true, description: options.asks }) } as never,
      resolve: ((_root: unknown, { input }: { input: never }, context: C) =>
        context.changes.run({ mutation: name, input, objectType }, (db) =>
          options.change(input, context, db),
        )) as never,
    }),
  );
}
