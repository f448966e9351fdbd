import { ERROR_CODES, PERSONAL_DATA_KIND, USER_ERROR_CODES, type UserErrorCode } from '@kapstok/schema';
import type { FieldRef, InputFieldMap, SchemaTypes } from '@pothos/core';
import { type Builder, enumValues } from '../builder.ts';
import type { FieldBuilder } from '../field-helpers.ts';
import type { TextWarning } from '../free-text/text-warnings.ts';
import type { KitContext } from '../subgraph.ts';
import type { ChangeResult } from './changes.ts';
import { addMutation, type MutationOptions } from './mutation.ts';
import type { UserError } from './refusal.ts';

/** What the mutations of all subgraphs share in the graph; only for a subgraph that has any. */
export function addChanges<C extends KitContext>(builder: Builder<C>) {
  builder.mutationType({
    description: 'What can be changed. Whatever is refused comes in `userErrors`, with what would be right.',
  });
  const Code = builder.enumType('UserErrorCode', {
    description: 'Why a mutation refused, for programs.',
    values: Object.fromEntries(
      USER_ERROR_CODES.map((code) => [code, { description: ERROR_CODES[code] }]),
    ) as Record<UserErrorCode, { description: string }>,
  });
  const UserErrorRef = builder.objectRef<UserError>('UserError').implement({
    description: 'Why a mutation did nothing, in a sentence for people and a code for programs.',
    shareable: true,
    fields: (t) => ({
      code: t.field({ type: Code, description: 'The kind of refusal.', resolve: ({ code }) => code }),
      message: t.exposeString('message', {
        description: 'What was wrong and what would be right; where you may not, who may.',
      }),
      path: t.field({
        type: ['String'],
        nullable: true,
        description:
          'The field of the input that it is about, from `input` on. Null when it is about the whole.',
        resolve: ({ path }) => (path === null ? null : [...path]),
      }),
    }),
  });
  /** `userErrors`, of every payload. */
  function userErrorsField<Row extends ChangeResult>(t: FieldBuilder<C, Row>): FieldRef<SchemaTypes> {
    return t.field({
      type: [UserErrorRef] as never,
      description: 'Why nothing changed; empty when it did.',
      resolve: ({ userErrors }) => userErrors as never,
    }) as never;
  }
  // Only where a mutation has it: the access service builds its payloads itself.
  let TextWarningRef: ReturnType<typeof addTextWarnings<C>> | null = null;
  function warningsField<Row extends ChangeResult>(t: FieldBuilder<C, Row>): FieldRef<SchemaTypes> {
    TextWarningRef ??= addTextWarnings(builder);
    return t.field({
      type: [TextWarningRef] as never,
      description:
        'What the texts that were saved seem to hold of persons: look again, and take it out. The audit trail says that you were warned.',
      resolve: ({ warnings }) => warnings as never,
    }) as never;
  }
  /** Adds a mutation to the graph. */
  const mutation = <Fields extends InputFieldMap, Row>(options: MutationOptions<C, Fields, Row>): void =>
    addMutation(builder, { userErrorsField, warningsField } as never, options);
  return { userErrorsField, mutation };
}

function addTextWarnings<C extends KitContext>(builder: Builder<C>) {
  const KindEnum = builder.enumType('PersonalDataKind', {
    description: 'What of one person a free text may hold.',
    values: enumValues(PERSONAL_DATA_KIND),
  });
  return builder.objectRef<TextWarning>('TextWarning').implement({
    description:
      'That a text which was saved seems to hold something of one person, who should not be in the plan.',
    shareable: true,
    fields: (t) => ({
      kind: t.field({ type: KindEnum, description: 'What it seems to hold.', resolve: ({ kind }) => kind }),
      path: t.field({
        type: ['String'],
        description: 'The field of the input that holds it, from `input` on.',
        resolve: ({ path }) => [...path],
      }),
    }),
  });
}

/** Descriptions of the input fields that many mutations have. */
export const CHANGE_INPUT = {
  idempotencyKey:
    'A text of your choice, 1 to 200 characters. The same change with the same key has its effect once, however often it is sent. Left out: each request counts.',
  expectedVersion:
    'The version that you saw. When somebody changed it since, nothing happens and you get what it is now. Left out: whatever version it has.',
  reason: 'Why, in your words; it stays in the audit trail.',
} as const;
